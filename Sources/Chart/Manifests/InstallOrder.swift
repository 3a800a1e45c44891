/// The order in which the objects of a chart are installed: what others need comes first. Helm's order of kinds.
enum InstallOrder {
  private static let kinds = [
    "PriorityClass", "Namespace", "NetworkPolicy", "ResourceQuota", "LimitRange", "PodSecurityPolicy",
    "PodDisruptionBudget", "ServiceAccount", "Secret", "SecretList", "ConfigMap", "StorageClass", "PersistentVolume",
    "PersistentVolumeClaim", "CustomResourceDefinition", "ClusterRole", "ClusterRoleList", "ClusterRoleBinding",
    "ClusterRoleBindingList", "Role", "RoleList", "RoleBinding", "RoleBindingList", "Service", "DaemonSet", "Pod",
    "ReplicationController", "ReplicaSet", "Deployment", "HorizontalPodAutoscaler", "StatefulSet", "Job", "CronJob",
    "IngressClass", "Ingress", "APIService", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration",
  ]

  private static let ranks = Dictionary(uniqueKeysWithValues: kinds.enumerated().map { ($0.element, $0.offset) })

  /// Sorts by kind; unknown kinds come last, by their names. What is equal stays in order.
  static func sort<T>(_ elements: [T], kind: (T) -> String) -> [T] {
    let keyed = elements.enumerated().map { (offset: $0.offset, kind: kind($0.element), element: $0.element) }
    return keyed.sorted { left, right in
      switch (ranks[left.kind], ranks[right.kind]) {
      case (let a?, let b?): a == b ? left.offset < right.offset : a < b
      case (_?, nil): true
      case (nil, _?): false
      case (nil, nil):
        left.kind == right.kind
          ? left.offset < right.offset : left.kind.utf8.lexicographicallyPrecedes(right.kind.utf8)
      }
    }.map(\.element)
  }
}
