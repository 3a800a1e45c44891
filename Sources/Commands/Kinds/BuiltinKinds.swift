import Kube

/// Kubernetes' own kinds by the names that people type, for objects of the embedded cluster.
enum BuiltinKinds {
  struct Entry: Sendable {
    let kind: GroupVersionKind
    let plural: String
    let shortNames: [String]
    let isNamespaced: Bool

    init(_ kind: String, _ plural: String, _ short: [String] = [], in apiVersion: String = "v1", cluster: Bool = false)
    {
      self.kind = GroupVersionKind(apiVersion: apiVersion, kind: kind)
      self.plural = plural
      shortNames = short
      isNamespaced = !cluster
    }
  }

  static let all: [Entry] = [
    Entry("ConfigMap", "configmaps", ["cm"]),
    Entry("CronJob", "cronjobs", ["cj"], in: "batch/v1"),
    Entry(
      "CustomResourceDefinition", "customresourcedefinitions", ["crd", "crds"], in: "apiextensions.k8s.io/v1",
      cluster: true),
    Entry("ClusterRole", "clusterroles", in: "rbac.authorization.k8s.io/v1", cluster: true),
    Entry("ClusterRoleBinding", "clusterrolebindings", in: "rbac.authorization.k8s.io/v1", cluster: true),
    Entry("DaemonSet", "daemonsets", ["ds"], in: "apps/v1"),
    Entry("Deployment", "deployments", ["deploy"], in: "apps/v1"),
    Entry("Endpoints", "endpoints", ["ep"]),
    Entry("HorizontalPodAutoscaler", "horizontalpodautoscalers", ["hpa"], in: "autoscaling/v2"),
    Entry("Ingress", "ingresses", ["ing"], in: "networking.k8s.io/v1"),
    Entry("IngressClass", "ingressclasses", in: "networking.k8s.io/v1", cluster: true),
    Entry("Job", "jobs", in: "batch/v1"),
    Entry("LimitRange", "limitranges", ["limits"]),
    Entry("Namespace", "namespaces", ["ns"], cluster: true),
    Entry("NetworkPolicy", "networkpolicies", ["netpol"], in: "networking.k8s.io/v1"),
    Entry("Node", "nodes", ["no"], cluster: true),
    Entry("PersistentVolume", "persistentvolumes", ["pv"], cluster: true),
    Entry("PersistentVolumeClaim", "persistentvolumeclaims", ["pvc"]),
    Entry("Pod", "pods", ["po"]),
    Entry("PodDisruptionBudget", "poddisruptionbudgets", ["pdb"], in: "policy/v1"),
    Entry("PriorityClass", "priorityclasses", ["pc"], in: "scheduling.k8s.io/v1", cluster: true),
    Entry("ReplicaSet", "replicasets", ["rs"], in: "apps/v1"),
    Entry("ReplicationController", "replicationcontrollers", ["rc"]),
    Entry("ResourceQuota", "resourcequotas", ["quota"]),
    Entry("Role", "roles", in: "rbac.authorization.k8s.io/v1"),
    Entry("RoleBinding", "rolebindings", in: "rbac.authorization.k8s.io/v1"),
    Entry("Secret", "secrets"),
    Entry("Service", "services", ["svc"]),
    Entry("ServiceAccount", "serviceaccounts", ["sa"]),
    Entry("StatefulSet", "statefulsets", ["sts"], in: "apps/v1"),
    Entry("StorageClass", "storageclasses", ["sc"], in: "storage.k8s.io/v1", cluster: true),
  ]
}
