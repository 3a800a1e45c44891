/// Replaces aliases by copies of what they name, and merge keys by the entries that they bring.
struct AnchorExpander {
  /// Expansion stops here: an alias of an alias of an alias grows without bound.
  private static let nodeLimit = 1_000_000
  private var copied = 0
  private var open: Set<ObjectIdentifier> = []

  mutating func expand(_ node: Node) throws(Failure) -> Node {
    switch node.kind {
    case .scalar, .none: return node
    case .alias:
      guard let target = node.items.first else { return node }
      guard open.insert(ObjectIdentifier(node)).inserted, !open.contains(ObjectIdentifier(target)) else {
        throw malformed("anchor '\(node.text)' contains itself")
      }
      defer { open.remove(ObjectIdentifier(node)) }
      return try copy(expand(target))
    case .sequence:
      open.insert(ObjectIdentifier(node))
      defer { open.remove(ObjectIdentifier(node)) }
      for index in node.items.indices { node.items[index] = try expand(node.items[index]) }
      return node
    case .mapping:
      open.insert(ObjectIdentifier(node))
      defer { open.remove(ObjectIdentifier(node)) }
      try merge(node)
      for index in node.entries.indices {
        node.entries[index].value = try expand(node.entries[index].value)
      }
      return node
    }
  }

  /// `<<`: the entries of the named mappings come first, those of the mapping itself win.
  private mutating func merge(_ node: Node) throws(Failure) {
    let merges = node.entries.filter { $0.key.tag == .merge }
    guard let merge = merges.first else { return }
    guard merges.count == 1 else { throw malformed("duplicate merge key") }
    let sources = try mappings(merge.value)
    let own = node.entries.filter { $0.key.tag != .merge }
    node.entries = own
    for source in sources + [Node(kind: .mapping, entries: own)] {
      for entry in source.entries {
        let copied = Node.Entry(key: entry.key, value: try copy(entry.value))
        if let index = node.entries.firstIndex(where: { $0.key.text == copied.key.text }) {
          node.entries[index] = copied
        } else {
          node.entries.append(copied)
        }
      }
    }
  }

  private func mappings(_ value: Node) throws(Failure) -> [Node] {
    switch value.kind {
    case .mapping: return [value]
    case .alias:
      guard let target = value.items.first, target.kind == .mapping else {
        throw malformed("a merge key takes a mapping")
      }
      return [target]
    case .sequence:
      var all: [Node] = []
      for item in value.items {
        guard item.kind != .sequence else { throw malformed("a merge key takes a list of mappings, not of lists") }
        all = try mappings(item) + all
      }
      return all
    default: throw malformed("a merge key takes a mapping or a list of mappings")
    }
  }

  /// A copy that counts against the limit.
  private mutating func copy(_ node: Node) throws(Failure) -> Node {
    copied += 1
    guard copied <= Self.nodeLimit else { throw malformed("aliases add more than \(Self.nodeLimit) nodes") }
    let made = Node(kind: node.kind, tag: node.tag, style: node.style, text: node.text)
    if node.kind == .alias { made.items = node.items }
    for entry in node.entries {
      made.entries.append(Node.Entry(key: entry.key, value: try copy(entry.value)))
    }
    if node.kind == .sequence { for item in node.items { made.items.append(try copy(item)) } }
    return made
  }

  private func malformed(_ message: String) -> Failure {
    var failure = Failure("invalid YAML: \(message)")
    failure.isMalformed = true
    return failure
  }
}
