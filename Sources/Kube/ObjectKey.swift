/// The identity of an object in a cluster or in the store. `namespace` is empty for cluster-scoped objects.
package struct ObjectKey: Sendable, Hashable {
  package var group: String
  package var kind: String
  package var namespace: String
  package var name: String

  package init(group: String, kind: String, namespace: String, name: String) {
    self.group = group
    self.kind = kind
    self.namespace = namespace
    self.name = name
  }

  package init(_ kind: GroupKind, namespace: String, name: String) {
    self.init(group: kind.group, kind: kind.kind, namespace: namespace, name: name)
  }

  package var groupKind: GroupKind { GroupKind(group: group, kind: kind) }
}

extension ObjectKey: CustomStringConvertible {
  /// `Kind/namespace/name`, or `Kind/name` without a namespace, as Flux prints it.
  package var description: String { namespace.isEmpty ? "\(kind)/\(name)" : "\(kind)/\(namespace)/\(name)" }
}

extension ObjectKey: Comparable {
  package static func < (left: ObjectKey, right: ObjectKey) -> Bool {
    (left.group, left.kind, left.namespace, left.name) < (right.group, right.kind, right.namespace, right.name)
  }
}
