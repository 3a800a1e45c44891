import Structure

/// The identity of an object within a build.
struct ResourceID: Hashable {
  var kind: KindSelector
  var name: String
  /// As written; empty when none is.
  var namespace: String
  /// Whether the kind is known to live outside of namespaces.
  var isClusterScoped = false

  /// No namespace counts as `default`, and all objects outside of namespaces share one of their own.
  var effectiveNamespace: String {
    if isClusterScoped { return Self.clusterScope }
    return namespace.isEmpty ? "default" : namespace
  }

  static let clusterScope = "_non_namespaceable_"

  /// Whether both name the same object.
  func matches(_ other: ResourceID) -> Bool {
    name.hasSameBytes(as: other.name) && kind == other.kind
      && effectiveNamespace.hasSameBytes(as: other.effectiveNamespace)
  }

  /// Whether the parts that `selector` gives are the same; its namespace counts `default` for none.
  func isSelected(by selector: ResourceID) -> Bool {
    (selector.name.isEmpty || selector.name == name)
      && (selector.namespace.isEmpty || selector.effectiveNamespace == effectiveNamespace)
      && selector.kind.selects(kind)
  }

  /// `Kind/namespace/name` with the group, for messages.
  var description: String {
    let type = kind.group.isEmpty ? kind.kind : "\(kind.kind).\(kind.group)"
    return namespace.isEmpty || namespace == Self.clusterScope ? "\(type)/\(name)" : "\(type)/\(namespace)/\(name)"
  }
}
