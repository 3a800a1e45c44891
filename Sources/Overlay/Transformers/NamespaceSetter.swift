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
    var places = Places(map.resources)
    let stop = ResourceMap.change(map.resources) {
      let table = FieldTable(fields)
      return { resource throws(Failure) in
        guard !resource.isGone else { return }
        resource.storePreviousID()
        try move(resource, table)
      }
    }.first
    for (index, resource) in map.resources.enumerated() where !resource.isGone {
      if let stop, index == stop.index { throw stop.failure }
      let id = resource.currentID
      if places.move(index, to: id) {
        throw Failure("namespace '\(namespace)' makes two objects the same: \(id.description) exists already")
      }
    }
  }

  /// Where each object is now; it moves with the objects, so that a conflict shows at once.
  private struct Places {
    private var ids: [ResourceID]
    /// Objects by name, as lists that are linked by the numbers of `links`.
    private var newest: [String: Int]
    private var links: [(object: Int, next: Int)] = []

    init(_ resources: [Resource]) {
      ids = resources.map(\.currentID)
      newest = Dictionary(minimumCapacity: ids.count)
      links.reserveCapacity(ids.count)
      for index in ids.indices { note(index, ids[index].name) }
    }

    private mutating func note(_ object: Int, _ name: String) {
      links.append((object, newest.updateValue(links.count, forKey: name) ?? -1))
    }

    /// Notes a new place, and says whether another object is there.
    mutating func move(_ object: Int, to id: ResourceID) -> Bool {
      let isRenamed = ids[object].name != id.name
      ids[object] = id
      if isRenamed { note(object, id.name) }
      var link = newest[id.name] ?? -1
      while link >= 0 {
        let (other, next) = links[link]
        if other != object, ids[other].matches(id) { return true }
        link = next
      }
      return false
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
    try value.setScalar(text: namespace, tag: .string)
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
