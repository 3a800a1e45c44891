/// `commonLabels`, `labels` and `commonAnnotations`: entries that are set in mappings of each object.
struct MapEntriesSetter: Transformer {
  let entries: [(key: String, text: String)]
  private let fields: [FieldSpec]

  init(_ entries: [String: String], fields: [FieldSpec]) {
    self.entries = entries.keys.sorted().map { ($0, entries[$0] ?? "") }
    self.fields = fields
  }

  func transform(_ map: ResourceMap) throws(Failure) {
    guard !entries.isEmpty else { return }
    try map.changeEach {
      let table = FieldTable(fields)
      return { resource throws(Failure) in
        guard let node = resource.node else { return }
        try resource.naming { () throws(Failure) in try change(node, table.specs(for: resource.selector)) }
      }
    }
    map.dropGone()
  }

  private func change(_ node: Node, _ specs: [FieldSpec]) throws(Failure) {
    for (key, text) in entries {
      // One node for all places of an object: the original shares it, and later changes show in each place.
      let value = Node.string(text)
      let visitor = FieldVisitor(createKind: .mapping, createTag: .map) { mapping throws(Failure) in
        guard mapping.kind == .mapping || mapping.isNull else {
          throw Failure("expected a mapping for '\(key)', not \(mapping.kindName)")
        }
        mapping.set(key, value)
      }
      for spec in specs { try visitor.apply(spec, to: node) }
    }
  }
}
