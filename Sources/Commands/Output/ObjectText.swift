import Kube
import Structure

/// An object as it is printed whole: without bookkeeping, and without the values of Secrets unless they were asked for.
struct ObjectText {
  var showsSecrets: Bool
  var showsManagedFields: Bool

  /// What stands in place of a value.
  static let mask = "***"
  private static let lastApplied = "kubectl.kubernetes.io/last-applied-configuration"

  func printable(_ object: KubeObject) -> Value {
    var object = object
    if !showsManagedFields { object.metadata["managedFields"] = nil }
    if !showsSecrets, object.kind == "Secret", object.groupVersionKind.group.isEmpty { mask(&object) }
    return .object(object.content)
  }

  /// Several objects as one: what kubectl calls a List.
  func list(_ objects: [KubeObject]) -> Value {
    ["apiVersion": "v1", "items": .array(objects.map(printable)), "kind": "List", "metadata": [:]]
  }

  private func mask(_ object: inout KubeObject) {
    for field in ["data", "stringData"] {
      guard let entries = object.content[field]?.object else { continue }
      var masked = Mapping()
      for key in entries.keys { masked[key] = .string(Self.mask) }
      object.content[field] = .object(masked)
    }
    // kubectl keeps a copy of what was applied, values included.
    if object.annotations[Self.lastApplied] != nil { object.annotations[Self.lastApplied] = Self.mask }
  }
}
