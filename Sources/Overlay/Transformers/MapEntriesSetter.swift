/// `commonLabels`, `labels` and `commonAnnotations`: entries that are set in mappings of each object.
struct MapEntriesSetter: Transformer {
  let entries: [(key: String, text: String)]
  private let table: FieldTable

  init(_ entries: [String: String], fields: [FieldSpec]) {
    self.entries = entries.keys.sorted().map { ($0, entries[$0] ?? "") }
    table = FieldTable(fields)
  }

  func transform(_ map: ResourceMap) throws(Failure) {
    guard !entries.isEmpty else { return }
    for resource in map.resources {
      guard let node = resource.node else { continue }
      let specs = table.specs(for: resource.selector)
      for (key, text) in entries {
        // One node for all places of an object: the original shares it, and later changes show in each place.
        let value = Node.string(text)
        let visitor = FieldVisitor(createKind: .mapping, createTag: .map) { mapping throws(Failure) in
          guard mapping.kind == .mapping || mapping.isNull else {
            throw Failure("expected a mapping for '\(key)', not \(mapping.kindName)")
          }
          mapping.set(key, value)
        }
        for spec in specs {
          do throws(Failure) {
            try visitor.apply(spec, to: node)
          } catch {
            throw error.prefixed(resource.currentID.description)
          }
        }
      }
    }
    map.dropGone()
  }
}
