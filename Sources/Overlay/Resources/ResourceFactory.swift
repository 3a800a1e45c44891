import Structure

/// Makes resources of documents.
struct ResourceFactory {
  let scopes: KindScopes
  let notes: SchemaNotes

  /// The objects of a text, lists of objects taken apart.
  /// - Throws: For invalid YAML, and for a document that is no object with a kind and a name.
  func resources(in bytes: [UInt8], file: String?) throws(Failure) -> [Resource] {
    var result: [Resource] = []
    var pending: [(node: Node, source: Resource.Source?)] = []
    for document in try DocumentReader.read(bytes, notes: notes) where !document.node.isNullOrEmpty {
      let source = file.map { Resource.Source(file: $0, part: document.part, firstLine: document.firstLine) }
      do throws(Failure) {
        try check(document.node)
      } catch {
        var failure = error
        if let file, !file.isEmpty { failure = failure.at(file, nil) }
        failure.position = failure.position ?? Self.position(of: document)
        throw failure
      }
      pending.append((document.node, source))
    }
    // Items of a list come after all that is read so far, as in the original.
    var index = 0
    while index < pending.count {
      let (node, source) = pending[index]
      index += 1
      let kind = node.text("kind")
      guard kind.hasSuffix("List"), node.field("items") != nil else {
        result.append(Resource(node, scopes: scopes, source: source))
        continue
      }
      for item in try items(of: node, kind) where !item.isNullOrEmpty { pending.append((item, source)) }
    }
    return result
  }

  /// The items of a list, made anew as the original does by way of JSON.
  private func items(of list: Node, _ kind: String) throws(Failure) -> [Node] {
    guard case .object(let fields) = try list.value() else { return [] }
    switch fields["items"] {
    case nil, .null?: return []
    case .array(let elements)?:
      var nodes: [Node] = []
      for element in elements {
        let node = Node(json: element)
        if node.isNullOrEmpty { continue }
        try check(node)
        nodes.append(node)
      }
      return nodes
    case let other?: throw Failure("'items' of the \(kind) must be a list, not \(other.typeName)")
    }
  }

  private func check(_ node: Node) throws(Failure) {
    guard node.kind == .mapping else {
      throw Failure("expected an object with apiVersion, kind and metadata, not \(node.kindName)")
    }
    let kind = node.text("kind")
    guard !kind.isEmpty, node.field("kind")?.isNullOrEmpty == false else {
      throw Failure("the object has no kind\(NearestName.hint("kind", among: node.entries.map(\.key.text)))")
    }
    if kind.hasSuffix("List") { return }
    guard let name = node.field("metadata", "name"), !name.isNullOrEmpty, !name.text.isEmpty else {
      throw Failure("the \(kind) has no metadata.name")
    }
  }

  private static func position(of document: DocumentReader.Document) -> SourcePosition {
    SourcePosition(line: document.firstLine + 1, column: 1)
  }
}

extension Node {
  /// A tree of data that was read from JSON text: numbers keep their digits.
  convenience init(json data: Value) {
    switch data {
    case .int(let number): self.init(kind: .scalar, tag: .int, text: "\(number)")
    case .uint(let number): self.init(kind: .scalar, tag: .int, text: "\(number)")
    case .array(let elements): self.init(kind: .sequence, tag: .sequence, items: elements.map { Node(json: $0) })
    case .object(let mapping):
      self.init(kind: .mapping, tag: .map)
      for (key, value) in mapping { entries.append(Entry(key: .string(key), value: Node(json: value))) }
    case .string(let text): self.init(kind: .scalar, tag: .string, style: .quoted, text: text)
    default: self.init(data: data)
    }
  }
}

extension Resource {
  /// Where the object begins in its file.
  var position: SourcePosition? { source.map { SourcePosition(line: $0.firstLine + 1, column: 1) } }
}
