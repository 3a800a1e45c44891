extension Node {
  /// A key of a mapping. Unlike values, keys are never shared or changed in place.
  struct Key {
    var text: String
    var tag: Tag
    var style: Style

    init(text: String, tag: Tag = .unresolved, style: Style = []) {
      self.text = text
      self.tag = tag
      self.style = style
    }

    /// The key that a node is; one that is no scalar is refused when it is written.
    init(_ node: Node) {
      switch node.kind {
      case .scalar: self.init(text: node.text, tag: node.tag, style: node.style)
      case .alias: if let target = node.items.first { self.init(target) } else { self.init(text: "", tag: .other) }
      default: self.init(text: "", tag: .other)
      }
    }

    /// A key whose text decides what it is.
    static func plain(_ text: String) -> Key { Key(text: text) }
    /// A key that is a string whatever its text.
    static func string(_ text: String) -> Key { Key(text: text, tag: .string) }

    var isText: Bool { tag == .string || tag == .unresolved }

    /// The text of a key that is a string.
    func checkedText() throws(Failure) -> String {
      guard tag != .other else { throw Failure("a key must be a string, not a list or a mapping") }
      switch Node.effectiveTag(tag, style, text) {
      case .string, .merge, .timestamp, .binary: return try TextPassage.through(text)
      default: throw Failure("the key \(text.isEmpty ? "''" : text) is not a string: put it in quotes")
      }
    }
  }
}
