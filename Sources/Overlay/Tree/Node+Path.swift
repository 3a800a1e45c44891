import Structure

extension Node {
  /// Follows a path of keys, indexes, `-` for the last element and `[field=value]` selectors; nil when a step is missing.
  /// With `creating`, what is missing is made: the last step as that kind, the others as lists or mappings.
  /// - Throws: When a step does not fit what stands there.
  func lookup(_ path: [String], creating: Node.Kind = .none) throws(Failure) -> Node? {
    let parts = path.map(\.trimmed).filter { !$0.isEmpty }
    var current = self
    for (position, part) in parts.enumerated() {
      if current.isNull { return nil }
      let next = position + 1 < parts.count ? parts[position + 1] : ""
      let found: Node?
      if let index = Int(part) {
        guard index >= 0 else { throw Failure("array index \(index) cannot be negative") }
        try current.expect(.sequence)
        found = index < current.items.count ? current.items[index] : nil
      } else if part == "-" {
        try current.expect(.sequence)
        guard let last = current.items.last else { throw Failure("the list is empty: it has no last element") }
        found = last
      } else if part == "*" {
        throw Failure("a wildcard cannot be used in this path")
      } else if FieldPath.isListSelector(part) {
        found = try current.element(part, creating: creating != .none)
      } else {
        try current.expect(.mapping)
        found = current.field(part) ?? current.make(part, Self.kind(before: next, last: creating))
      }
      guard let found else { return nil }
      current = found
    }
    return current
  }

  /// The kind to make for a part, from the part that follows it.
  static func kind(before next: String, last: Node.Kind) -> Node.Kind {
    guard last != .none else { return .none }
    if next.isEmpty { return last }
    return FieldPath.isListSelector(next) || FieldPath.index(next) != nil ? .sequence : .mapping
  }

  /// Appends a new field of that kind; nil for ``Kind/none``.
  func make(_ key: String, _ kind: Node.Kind) -> Node? {
    guard kind != .none else { return nil }
    let made = Node(kind: kind)
    entries.append(Entry(key: .plain(key), value: made))
    return made
  }

  /// The element of a list that a `[field=value]` or `[=value]` selects.
  private func element(_ part: String, creating: Bool) throws(Failure) -> Node? {
    let (name, value) = try FieldPath.selector(part)
    try expect(.sequence)
    for item in items {
      if name.isEmpty ? item.text == value : (item.kind == .mapping && item.field(name)?.text == value) { return item }
    }
    guard creating else { return nil }
    let made =
      name.isEmpty
      ? Node.scalar(value)
      : Node(kind: .mapping, entries: [Entry(key: .plain(name), value: .scalar(value))])
    items.append(made)
    return made
  }

  /// - Throws: When this is something else, null apart.
  func expect(_ kind: Node.Kind) throws(Failure) {
    guard !isNull, self.kind != kind else { return }
    let wanted = Node(kind: kind).kindName
    throw Failure("expected \(wanted) here, not \(kindName)")
  }
}
