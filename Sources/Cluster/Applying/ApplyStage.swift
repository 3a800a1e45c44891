package import Kube

/// When an object is applied: what others need comes first, and is waited for.
package enum ApplyStage: Int, Sendable, Comparable, CaseIterable {
  /// Namespaces and definitions of custom kinds.
  case definitions
  /// Kinds named `…Class`, which other objects refer to.
  case classes
  case rest

  package init(of object: KubeObject) {
    let kind = object.groupVersionKind.groupKind
    switch (kind.group, kind.kind) {
    case ("", "Namespace"), ("apiextensions.k8s.io", "CustomResourceDefinition"): self = .definitions
    case _ where kind.kind.hasSuffix("Class"): self = .classes
    default: self = .rest
    }
  }

  package static func < (left: ApplyStage, right: ApplyStage) -> Bool { left.rawValue < right.rawValue }
}

/// The order in which objects of one stage are applied, and, backwards, pruned.
package enum ApplyOrder {
  private static let first = [
    "CustomResourceDefinition", "Namespace", "ResourceQuota", "StorageClass", "ServiceAccount", "PodSecurityPolicy",
    "Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding", "ConfigMap", "Secret", "Service", "LimitRange",
    "PriorityClass", "Deployment", "StatefulSet", "CronJob", "PodDisruptionBudget",
  ]
  private static let last = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"]

  /// The place of every kind that has one; kinds without one stand between.
  private static let ranks: [String: Int] = {
    var ranks: [String: Int] = [:]
    for (index, kind) in first.enumerated() { ranks[kind] = index - first.count }
    for (index, kind) in last.enumerated() { ranks[kind] = index + 1 }
    return ranks
  }()

  package static func precedes(_ left: ObjectKey, _ right: ObjectKey) -> Bool {
    let leftRank = ranks[left.kind] ?? 0
    let rightRank = ranks[right.kind] ?? 0
    guard leftRank == rightRank else { return leftRank < rightRank }
    return left < right
  }
}
