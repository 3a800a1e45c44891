import Template

/// API versions that Kubernetes no longer serves, from its published deprecation guide.
enum RetiredKinds {
  private struct Retirement {
    /// The minor version of Kubernetes 1 that serves it no longer.
    var removedIn: UInt64
    var replacement: String
  }

  /// What to say of a kind that a version of Kubernetes does not serve; nil when it does.
  static func remark(_ apiVersion: String, _ kind: String, _ version: GoKubeVersion) -> String? {
    guard let retirement = retirements[apiVersion]?[kind] ?? retirements[apiVersion]?["*"],
      let current = try? SemanticVersion(version.normalizedVersion),
      current.major > 1 || current.minor >= retirement.removedIn
    else { return nil }
    return
      "\(apiVersion) \(kind) is not served since Kubernetes 1.\(retirement.removedIn); use \(retirement.replacement)"
  }

  private static let retirements: [String: [String: Retirement]] = {
    var table: [String: [String: Retirement]] = [:]
    for (apiVersion, kinds, minor, replacement) in rows {
      for kind in kinds {
        table[apiVersion, default: [:]][kind] = Retirement(removedIn: minor, replacement: replacement)
      }
    }
    return table
  }()

  private static let rows: [(String, [String], UInt64, String)] = [
    (
      "admissionregistration.k8s.io/v1beta1", ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"], 22,
      "admissionregistration.k8s.io/v1"
    ),
    ("apiextensions.k8s.io/v1beta1", ["CustomResourceDefinition"], 22, "apiextensions.k8s.io/v1"),
    ("apiregistration.k8s.io/v1beta1", ["APIService"], 22, "apiregistration.k8s.io/v1"),
    ("apps/v1beta1", ["Deployment", "StatefulSet", "ReplicaSet", "ControllerRevision"], 16, "apps/v1"),
    ("apps/v1beta2", ["DaemonSet", "Deployment", "StatefulSet", "ReplicaSet", "ControllerRevision"], 16, "apps/v1"),
    ("authentication.k8s.io/v1beta1", ["TokenReview"], 22, "authentication.k8s.io/v1"),
    (
      "authorization.k8s.io/v1beta1",
      ["LocalSubjectAccessReview", "SelfSubjectAccessReview", "SubjectAccessReview", "SelfSubjectRulesReview"], 22,
      "authorization.k8s.io/v1"
    ),
    ("autoscaling/v2beta1", ["HorizontalPodAutoscaler"], 25, "autoscaling/v2"),
    ("autoscaling/v2beta2", ["HorizontalPodAutoscaler"], 26, "autoscaling/v2"),
    ("batch/v1beta1", ["CronJob"], 25, "batch/v1"),
    ("batch/v2alpha1", ["CronJob"], 21, "batch/v1"),
    ("certificates.k8s.io/v1beta1", ["CertificateSigningRequest"], 22, "certificates.k8s.io/v1"),
    ("coordination.k8s.io/v1beta1", ["Lease"], 22, "coordination.k8s.io/v1"),
    ("discovery.k8s.io/v1beta1", ["EndpointSlice"], 25, "discovery.k8s.io/v1"),
    ("events.k8s.io/v1beta1", ["Event"], 25, "events.k8s.io/v1"),
    ("extensions/v1beta1", ["DaemonSet", "Deployment", "ReplicaSet"], 16, "apps/v1"),
    ("extensions/v1beta1", ["Ingress"], 22, "networking.k8s.io/v1"),
    ("extensions/v1beta1", ["NetworkPolicy"], 16, "networking.k8s.io/v1"),
    ("extensions/v1beta1", ["PodSecurityPolicy"], 16, "the Pod Security admission controller"),
    ("flowcontrol.apiserver.k8s.io/v1beta1", ["*"], 26, "flowcontrol.apiserver.k8s.io/v1"),
    ("flowcontrol.apiserver.k8s.io/v1beta2", ["*"], 29, "flowcontrol.apiserver.k8s.io/v1"),
    ("flowcontrol.apiserver.k8s.io/v1beta3", ["*"], 32, "flowcontrol.apiserver.k8s.io/v1"),
    ("networking.k8s.io/v1beta1", ["Ingress", "IngressClass"], 22, "networking.k8s.io/v1"),
    ("node.k8s.io/v1beta1", ["RuntimeClass"], 25, "node.k8s.io/v1"),
    ("policy/v1beta1", ["PodDisruptionBudget"], 25, "policy/v1"),
    ("policy/v1beta1", ["PodSecurityPolicy"], 25, "the Pod Security admission controller"),
    (
      "rbac.authorization.k8s.io/v1alpha1", ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"], 22,
      "rbac.authorization.k8s.io/v1"
    ),
    (
      "rbac.authorization.k8s.io/v1beta1", ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"], 22,
      "rbac.authorization.k8s.io/v1"
    ),
    ("scheduling.k8s.io/v1beta1", ["PriorityClass"], 22, "scheduling.k8s.io/v1"),
    ("storage.k8s.io/v1beta1", ["CSIDriver", "CSINode", "StorageClass", "VolumeAttachment"], 22, "storage.k8s.io/v1"),
    ("storage.k8s.io/v1beta1", ["CSIStorageCapacity"], 27, "storage.k8s.io/v1"),
  ]
}
