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
    let keyed = resources.map { (key: Key($0, self), resource: $0) }
    return keyed.sorted { $0.key.isBefore($1.key) }.map(\.resource)
  }

  private struct Key {
    let rank: Int
    let isCoreNamespace: Bool
    let isNamespace: Bool
    let kind: String
    let identity: String

    init(_ resource: Resource, _ order: LegacyOrder) {
      let id = resource.currentID
      rank = order.rank(id.kind.kind)
      isNamespace = id.kind.kind == "Namespace"
      isCoreNamespace = isNamespace && id.kind.group.isEmpty
      kind =
        "\(id.kind.group.isEmpty ? "~G" : id.kind.group)_\(id.kind.version.isEmpty ? "~V" : id.kind.version)_"
        + (id.kind.kind.isEmpty ? "~K" : id.kind.kind)
      identity = (id.namespace.isEmpty ? "~X|" : id.namespace + "|") + (id.name.isEmpty ? "~N" : id.name)
    }

    func isBefore(_ other: Key) -> Bool {
      if kind == other.kind { return identity < other.identity }
      if rank != other.rank { return rank < other.rank }
      // Namespaces of the core group come before those of any other group.
      if isNamespace, other.isNamespace, isCoreNamespace || other.isCoreNamespace { return kind > other.kind }
      return kind < other.kind
    }
  }
}
