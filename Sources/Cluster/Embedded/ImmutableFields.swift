import Kube
import Structure

/// The fields of built-in kinds that only a new object can change.
enum ImmutableFields {
  /// The paths of such fields by kind.
  private static let fixed: [GroupKind: [[String]]] = [
    GroupKind(group: "apps", kind: "Deployment"): [["spec", "selector"]],
    GroupKind(group: "apps", kind: "DaemonSet"): [["spec", "selector"]],
    GroupKind(group: "apps", kind: "ReplicaSet"): [["spec", "selector"]],
    GroupKind(group: "batch", kind: "Job"): [
      ["spec", "template"], ["spec", "selector"], ["spec", "completions"], ["spec", "completionMode"],
      ["spec", "podFailurePolicy"], ["spec", "backoffLimitPerIndex"], ["spec", "managedBy"],
    ],
    GroupKind(group: "", kind: "Secret"): [["type"]],
    GroupKind(group: "storage.k8s.io", kind: "StorageClass"): [
      ["provisioner"], ["parameters"], ["reclaimPolicy"], ["volumeBindingMode"],
    ],
    GroupKind(group: "rbac.authorization.k8s.io", kind: "RoleBinding"): [["roleRef"]],
    GroupKind(group: "rbac.authorization.k8s.io", kind: "ClusterRoleBinding"): [["roleRef"]],
    GroupKind(group: "networking.k8s.io", kind: "IngressClass"): [["spec", "controller"]],
    GroupKind(group: "node.k8s.io", kind: "RuntimeClass"): [["handler"]],
    GroupKind(group: "scheduling.k8s.io", kind: "PriorityClass"): [["value"], ["preemptionPolicy"]],
    GroupKind(group: "discovery.k8s.io", kind: "EndpointSlice"): [["addressType"]],
    GroupKind(group: "apiextensions.k8s.io", kind: "CustomResourceDefinition"): [
      ["spec", "group"], ["spec", "scope"], ["spec", "names", "kind"], ["spec", "names", "plural"],
    ],
  ]

  /// Kinds whose whole spec is fixed but for these fields.
  private static let onlyMutable: [GroupKind: Set<String>] = [
    GroupKind(group: "apps", kind: "StatefulSet"): [
      "replicas", "ordinals", "template", "updateStrategy", "persistentVolumeClaimRetentionPolicy", "minReadySeconds",
      "revisionHistoryLimit",
    ],
    GroupKind(group: "", kind: "PersistentVolumeClaim"): ["resources", "volumeAttributesClassName", "volumeName"],
    GroupKind(group: "", kind: "Pod"): [
      "containers", "initContainers", "activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds",
      "ephemeralContainers",
    ],
  ]

  /// What a server fills in: to leave such a field out changes nothing.
  private static let defaults: [GroupKind: [String: Value]] = [
    GroupKind(group: "", kind: "Secret"): ["type": "Opaque"],
    GroupKind(group: "", kind: "PersistentVolumeClaim"): ["spec.volumeMode": "Filesystem"],
    GroupKind(group: "apps", kind: "StatefulSet"): ["spec.podManagementPolicy": "OrderedReady"],
    GroupKind(group: "batch", kind: "Job"): ["spec.completionMode": "NonIndexed"],
    GroupKind(group: "storage.k8s.io", kind: "StorageClass"): [
      "reclaimPolicy": "Delete", "volumeBindingMode": "Immediate",
    ],
    GroupKind(group: "scheduling.k8s.io", kind: "PriorityClass"): ["preemptionPolicy": "PreemptLowerPriority"],
  ]

  /// The immutable fields in which two versions of an object differ, as dotted paths, sorted.
  static func changed(from old: KubeObject, to new: KubeObject) -> [String] {
    let kind = new.groupVersionKind.groupKind
    var result: [String] = []
    let oldContent = Value.object(old.content)
    let newContent = Value.object(new.content)
    for path in fixed[kind] ?? [] {
      let before = value(oldContent, path)
      // A default that the server would have filled in is no change: only what was there can be broken.
      let name = path.joined(separator: ".")
      if let before, before != value(newContent, path) ?? defaults[kind]?[name] { result.append(name) }
    }
    if let mutable = onlyMutable[kind] {
      for field in names(old.spec).union(names(new.spec)) where !mutable.contains(field) {
        let standard = defaults[kind]?["spec.\(field)"]
        if (old.spec?[field] ?? standard) != (new.spec?[field] ?? standard) { result.append("spec.\(field)") }
      }
    }
    switch (kind.group, kind.kind) {
    case ("", "Service"): result += changedAddresses(old, new)
    case ("", "ConfigMap"), ("", "Secret"):
      guard old.content["immutable"]?.bool == true else { break }
      for field in ["data", "binaryData", "immutable"] where old.content[field] != new.content[field] {
        result.append(field)
      }
    case ("", "Pod"): result += changedContainers(old, new)
    default: break
    }
    return result.sorted()
  }

  private static func changedAddresses(_ old: KubeObject, _ new: KubeObject) -> [String] {
    guard new.spec?["type"]?.string != "ExternalName" else { return [] }
    return ["clusterIP", "clusterIPs"].compactMap { field in
      guard let before = old.spec?[field], before != .string(""), let after = new.spec?[field], before != after else {
        return nil
      }
      return "spec.\(field)"
    }
  }

  /// Of the containers of a pod only the image can change.
  private static func changedContainers(_ old: KubeObject, _ new: KubeObject) -> [String] {
    ["containers", "initContainers"].compactMap { field in
      func withoutImages(_ object: KubeObject) -> [Value]? {
        object.spec?[field]?.array?.map { container in
          var container = container
          container["image"] = nil
          return container
        }
      }
      return withoutImages(old) == withoutImages(new) ? nil : "spec.\(field)"
    }
  }

  private static func names(_ spec: Value?) -> Set<String> { Set(spec?.object?.keys ?? []) }

  private static func value(_ content: Value, _ path: [String]) -> Value? {
    var current: Value? = content
    for step in path { current = current?[step] }
    return current
  }
}
