import Structure

extension Node {
  /// The value under `key` of a mapping; the first when there are several. Nil on anything else.
  @inline(__always)
  func field(_ key: String) -> Node? { index(of: key).map { entries[$0].value } }

  /// The place of the first entry with this key.
  ///
  /// The most frequent of all questions. Nothing is called while an entry is looked at, so that the entries need not be
  /// retained: two atomic operations would cost more than the search itself.
  func index(of key: String) -> Int? {
    let wanted = TextWords(key)
    let count = entries.count
    var index = 0
    while index < count {
      switch TextWords(entries[index].key.text).equals(wanted) {
      case true?: return index
      case nil where hasKey(key, at: index): return index
      default: index += 1
      }
    }
    return nil
  }

  @inline(never)
  private func hasKey(_ key: String, at index: Int) -> Bool { entries[index].key.text.hasSameBytes(as: key) }

  /// The value at a chain of keys.
  func field(_ first: String, _ second: String, _ more: String...) -> Node? {
    var current = field(first)?.field(second)
    for key in more { current = current?.field(key) }
    return current
  }

  /// The text of a scalar field; empty when it is missing.
  func text(_ key: String) -> String { field(key)?.text ?? "" }

  /// Removes the first entry with this key.
  @discardableResult
  func clear(_ key: String) -> Node? {
    guard let index = index(of: key) else { return nil }
    return entries.remove(at: index).value
  }

  /// Sets a field the way kustomize does: an existing value node is overwritten in place and keeps its quotes, a new
  /// one is appended, and null removes the field.
  func set(_ key: String, _ value: Node) {
    value.quoteWhatReadsAsNoString()
    if value.isNull {
      clear(key)
      return
    }
    if let existing = field(key) {
      value.style = existing.style
      existing.become(value)
    } else {
      entries.append(Entry(key: .plain(key), value: value))
    }
  }

  /// Sets a text field; the text decides the type.
  func set(_ key: String, text: String) {
    guard let existing = field(key) else {
      set(key, Node.scalar(text))
      return
    }
    existing.becomeScalar(text, tag: .unresolved)
  }

  /// Overwrites a scalar in place; it keeps its quotes.
  /// - Throws: When this is no scalar.
  func setScalar(_ value: Node) throws(Failure) {
    value.quoteWhatReadsAsNoString()
    if !isNull, kind != .scalar { throw Failure("expected a scalar here, not \(kindName)") }
    if value.isNull { return }
    value.style = style
    become(value)
  }

  /// Overwrites a scalar in place by a text; it keeps its quotes.
  /// - Throws: When this is no scalar.
  func setScalar(text: String, tag: Tag = .unresolved) throws(Failure) {
    if !isNull, kind != .scalar { throw Failure("expected a scalar here, not \(kindName)") }
    becomeScalar(text, tag: tag)
  }

  private func becomeScalar(_ text: String, tag: Tag) {
    kind = .scalar
    self.tag = tag
    self.text = text
    if !entries.isEmpty { entries = [] }
    if !items.isEmpty { items = [] }
  }

  /// A text that YAML would read as a number, a boolean or null is put in quotes before it is set.
  private func quoteWhatReadsAsNoString() {
    guard isText, style.isEmpty, !text.isEmpty, ScalarResolution.tag(of: text) != .string else { return }
    style = .quoted
  }

  /// The mapping under `key`, made when it is missing.
  /// - Throws: When this is no mapping.
  func mappingCreating(_ key: String) throws(Failure) -> Node {
    if let existing = field(key) { return existing }
    guard kind == .mapping else { throw Failure("expected a mapping with the field '\(key)', not \(kindName)") }
    let made = Node.mapping()
    set(key, made)
    return made
  }
}
