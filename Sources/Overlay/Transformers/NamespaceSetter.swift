/// `namespace`: moves all objects of the layer, and the subjects of role bindings with them.
struct NamespaceSetter: Transformer {
  /// Which subjects of role bindings move.
  enum Subjects: String {
    case defaultOnly
    case allServiceAccounts
    case none
  }

  let namespace: String
  let fields: [FieldSpec]
  var unsetOnly = false
  var subjects = Subjects.defaultOnly
  let scopes: KindScopes

  func transform(_ map: ResourceMap) throws(Failure) {
    guard !namespace.isEmpty else { return }
    map.invalidate()
    // How many objects have each identity now; it moves with each object, so that a conflict shows at once.
    var counts: [Place: Int] = Dictionary(minimumCapacity: map.count)
    let before = map.resources.map { Place($0) }
    for place in before { counts[place, default: 0] += 1 }
    let table = FieldTable(fields)
    for (resource, old) in zip(map.resources, before) where !resource.isGone {
      counts[old, default: 1] -= 1
      resource.storePreviousID()
      try move(resource, table)
      let place = Place(resource)
      counts[place, default: 0] += 1
      if counts[place] != 1 {
        throw Failure(
          "namespace '\(namespace)' makes two objects the same: \(resource.currentID.description) exists already")
      }
    }
  }

  private struct Place: Hashable {
    var kind: KindSelector
    var name: String
    var namespace: String

    init(_ resource: Resource) {
      let id = resource.currentID
      (kind, name, namespace) = (id.kind, id.name, id.effectiveNamespace)
    }
  }

  private func move(_ resource: Resource, _ table: FieldTable) throws(Failure) {
    guard let node = resource.node else { return }
    try resource.naming { () throws(Failure) in try apply(to: node, kind: resource.selector, table) }
  }

  /// Moves one object.
  func apply(to node: Node, kind: KindSelector, _ table: FieldTable) throws(Failure) {
    let visitor = FieldVisitor(createKind: .scalar, createTag: .string, visit: set)
    if !scopes.isClusterScoped(kind) {
      let plain = FieldVisitor(createKind: .scalar, visit: set)
      try plain.apply(Self.metadataNamespace, to: node)
    }
    let isBinding = kind.kind == "RoleBinding" || kind.kind == "ClusterRoleBinding"
    if isBinding { try moveSubjects(of: node) }
    let isCoreVersion = kind.group.isEmpty && kind.version == "v1"
    for field in table.specs(for: kind) {
      if field.path == "metadata/namespace" { continue }
      if field.path == "metadata/name", !isCoreVersion { continue }
      let namesBinding = field.kind.kind == "RoleBinding" || field.kind.kind == "ClusterRoleBinding"
      if isBinding, namesBinding, field.path == "subjects/namespace" { continue }
      try visitor.apply(field, to: node)
    }
  }

  private static let metadataNamespace = FieldSpec(path: "metadata/namespace", create: true)

  private func set(_ value: Node) throws(Failure) {
    if unsetOnly, !value.isNullOrEmpty, value.kind == .scalar, !value.text.isEmpty { return }
    try value.setScalar(.string(namespace))
  }

  private func moveSubjects(of node: Node) throws(Failure) {
    guard subjects != .none, let list = node.field("subjects"), !list.isNull else { return }
    try list.expect(.sequence)
    for subject in list.items {
      try subject.expect(.mapping)
      let (key, wanted) = subjects == .defaultOnly ? ("name", "default") : ("kind", "ServiceAccount")
      guard let value = subject.field(key), !value.isNull, value.text == wanted else { continue }
      guard let field = subject.field("namespace") ?? subject.make("namespace", .scalar) else { continue }
      try set(field)
    }
  }
}
