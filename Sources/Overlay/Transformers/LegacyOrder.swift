import Structure

/// The order of kinds that kustomize's command line gives its output: some kinds first, some last, the rest by name.
struct LegacyOrder {
  private var ranks: [String: Int] = [:]

  init(first: [String], last: [String]) {
    for (index, kind) in first.enumerated() { ranks[kind] = index - first.count }
    for (index, kind) in last.enumerated() { ranks[kind] = index + 1 }
  }

  static let byDefault = LegacyOrder(
    first: [
      "Namespace", "ResourceQuota", "StorageClass", "CustomResourceDefinition", "ServiceAccount", "PodSecurityPolicy",
      "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "ConfigMap", "Secret", "Endpoints", "Service",
      "LimitRange", "PriorityClass", "PersistentVolume", "PersistentVolumeClaim", "Deployment", "StatefulSet",
      "CronJob", "PodDisruptionBudget",
    ], last: ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"])

  func rank(_ kind: String) -> Int { ranks[kind] ?? 0 }

  /// The objects in order.
  func sorted(_ resources: [Resource]) -> [Resource] {
    var kinds = KindMemo<KindKey>()
    let keys = resources.map { resource in
      let id = resource.currentID
      if let kind = kinds[id.kind] { return Key(id, kind) }
      let kind = KindKey(id.kind, self)
      kinds[id.kind] = kind
      return Key(id, kind)
    }
    // Numbers are moved about more quickly than keys.
    var order = Array(resources.indices)
    keys.withUnsafeBufferPointer { keys in order.sort { keys[$0].isBefore(keys[$1]) } }
    return order.map { resources[$0] }
  }

  private struct Key {
    let kind: KindKey
    let namespace: String
    let name: String

    init(_ id: ResourceID, _ kind: KindKey) {
      self.kind = kind
      namespace = id.namespace.isEmpty ? "~X" : id.namespace
      name = id.name.isEmpty ? "~N" : id.name
    }

    func isBefore(_ other: Key) -> Bool {
      guard kind === other.kind || kind.text == other.kind.text else { return kind.isBefore(other.kind) }
      // The original compares both parts as one text.
      if namespace.hasSameBytes(as: other.namespace) { return name.bytesPrecede(other.name) }
      return "\(namespace)|\(name)" < "\(other.namespace)|\(other.name)"
    }
  }

  /// What decides between two kinds.
  private final class KindKey {
    let rank: Int
    let isNamespace: Bool
    let isCoreNamespace: Bool
    let text: String

    init(_ kind: KindSelector, _ order: LegacyOrder) {
      rank = order.rank(kind.kind)
      isNamespace = kind.kind == "Namespace"
      isCoreNamespace = isNamespace && kind.group.isEmpty
      let parts = [
        kind.group.isEmpty ? "~G" : kind.group, kind.version.isEmpty ? "~V" : kind.version,
        kind.kind.isEmpty ? "~K" : kind.kind,
      ]
      text = parts.joined(separator: "_")
    }

    func isBefore(_ other: KindKey) -> Bool {
      if rank != other.rank { return rank < other.rank }
      // Namespaces of the core group come before those of any other group.
      if isNamespace, other.isNamespace, isCoreNamespace || other.isCoreNamespace { return text > other.text }
      return text < other.text
    }
  }
}
