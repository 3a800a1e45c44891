import Kube
import Structure
import Toolkit

/// Health where nothing runs what is declared.
enum EmbeddedHealth {
  /// Kinds whose status another program would have to write.
  private static let groups: Set<String> = [
    "", "apps", "batch", "policy", "autoscaling", "networking.k8s.io", "apiextensions.k8s.io", "storage.k8s.io",
    "rbac.authorization.k8s.io", "admissionregistration.k8s.io", "apiregistration.k8s.io", "scheduling.k8s.io",
  ]

  static func health(of object: KubeObject) -> ObjectHealth {
    if object.deletionTimestamp != nil { return ObjectHealth(of: object) }
    if groups.contains(object.groupVersionKind.group) {
      return ObjectHealth(.current, "the object is recorded; the embedded cluster runs no workloads")
    }
    if KindCatalog.definition(of: object.groupVersionKind.groupKind) != nil {
      return toolkitHealth(of: object)
    }
    return ObjectHealth(of: object)
  }

  /// A controller of the toolkit has to look at its object before that can be healthy. Kinds without conditions are
  /// configuration.
  private static func toolkitHealth(of object: KubeObject) -> ObjectHealth {
    let configuration: Set<String> = ["Provider", "Alert"]
    guard !configuration.contains(object.kind) else { return ObjectHealth(.current, "the object is recorded") }
    guard object.status?["observedGeneration"] != nil || !object.conditions.isEmpty else {
      return ObjectHealth(.inProgress, "its controller has not looked at it yet")
    }
    return ObjectHealth(of: object)
  }
}
