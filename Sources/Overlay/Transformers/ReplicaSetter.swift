import Structure

/// An entry of `replicas`.
struct ReplicaSetter: Transformer {
  let replica: ReplicaCount
  let fields: [FieldSpec]

  func transform(_ map: ResourceMap) throws(Failure) {
    var found = false
    let candidates = map.candidates(named: replica.name)
    for field in fields {
      let visitor = FieldVisitor(createKind: .scalar, createTag: .int) { value throws(Failure) in
        try value.setScalar(Node(kind: .scalar, tag: .int, text: "\(replica.count)"))
      }
      for resource in candidates {
        guard let node = resource.node, isNamed(resource, field) else { continue }
        found = true
        guard field.kind.selects(resource.selector) else { continue }
        try resource.naming { () throws(Failure) in try visitor.apply(field, to: node) }
      }
    }
    guard !found else { return }
    let kinds = Set(fields.map(\.kind.kind).filter { !$0.isEmpty })
    let names = map.resources.filter { kinds.contains($0.kind) }.map(\.name)
    throw Failure(
      "replicas: no \(kinds.sorted().joined(separator: ", ")) is named '\(replica.name)'"
        + NearestName.hint(replica.name, among: names))
  }

  private func isNamed(_ resource: Resource, _ field: FieldSpec) -> Bool {
    (resource.previousIDs + [resource.currentID]).contains { $0.name == replica.name && field.kind.selects($0.kind) }
  }
}
