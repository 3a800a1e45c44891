import Structure

/// Finds all fields that a replacement's path leads to: `*` goes into each element of a list, `[name=pattern]` into
/// those that match a regular expression.
struct FieldMatcher {
  /// The kind that a missing field is made as; none for not making it.
  let creating: Node.Kind

  init(creating: Node.Kind) { self.creating = creating }

  func find(_ path: ArraySlice<String>, in node: Node) throws(Failure) -> [Node] {
    guard let part = path.first else { return [node] }
    let rest = path.dropFirst()
    if let index = FieldPath.index(part) { return try find(rest, atIndex: index, in: node) }
    if FieldPath.isListSelector(part) { return try find(rest, selecting: part, in: node, mayCreate: true) }
    if part == "*" {
      try node.expect(.sequence)
      var found: [Node] = []
      for item in node.items { found += try find(rest, in: item) }
      return found
    }
    return try find(rest, field: part, in: node)
  }

  private func find(_ rest: ArraySlice<String>, field: String, in node: Node) throws(Failure) -> [Node] {
    if node.isNull, creating == .none { return [] }
    if !node.isNull { try node.expect(.mapping) }
    if let found = node.field(field) { return try find(rest, in: found) }
    guard creating != .none else { return [] }
    guard !node.isNull else { throw Failure("'\(field)' cannot be made below null") }
    guard let made = node.make(field, Node.kind(before: rest.first ?? "", last: creating)) else { return [] }
    return try find(rest, in: made)
  }

  private func find(_ rest: ArraySlice<String>, atIndex index: Int, in node: Node) throws(Failure) -> [Node] {
    try node.expect(.sequence)
    if node.items.count == index, creating != .none {
      node.items.append(Node(kind: Node.kind(before: rest.first ?? "", last: creating)))
    }
    guard index < node.items.count else {
      throw Failure("index \(index) is given, but the list has \(node.items.count) elements")
    }
    return try find(rest, in: node.items[index])
  }

  private func find(
    _ rest: ArraySlice<String>, selecting part: String, in node: Node, mayCreate: Bool
  ) throws(Failure) -> [Node] {
    let (name, pattern) = try FieldPath.selector(part)
    try node.expect(.sequence)
    var found: [Node] = []
    if !node.items.isEmpty {
      let expression: RegularExpression
      do {
        expression = try RegularExpression(pattern)
      } catch {
        throw Failure("'\(pattern)' is no regular expression: \(error)")
      }
      for item in node.items {
        if name.isEmpty {
          if expression.matches(Self.text(item)) { found.append(item) }
        } else if item.kind == .mapping, let value = item.field(name), expression.matches(Self.text(value)) {
          found += try find(rest, in: item)
        }
      }
    }
    if !found.isEmpty || creating == .none || !mayCreate { return found }
    node.items.append(
      name.isEmpty
        ? .scalar(pattern)
        : Node(
          kind: .mapping, entries: [Node.Entry(key: .plain(name), value: .scalar(pattern))]))
    return try find(rest, selecting: part, in: node, mayCreate: false)
  }

  /// The text as it would be written: a string that would read as something else stands in quotes.
  private static func text(_ node: Node) -> String {
    guard node.kind == .scalar else { return "" }
    if node.style.contains(.quoted) || (node.tag == .string && ScalarResolution.tag(of: node.text) != .string) {
      return "\"\(node.text)\""
    }
    return node.text
  }
}
