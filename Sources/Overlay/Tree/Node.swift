/// A node of a document as kustomize sees it: scalars keep the text that was written and its tag.
///
/// Nodes are shared references on purpose. Kustomize puts one and the same node in several places of an object (a
/// common label in the metadata, the selector and the template), and a later patch to one of them shows in all; only
/// a tree of references behaves alike. A tree belongs to one build and never leaves it: ``Node/value()`` makes the
/// result.
final class Node {
  enum Kind: UInt8 { case none, scalar, mapping, sequence, alias }

  /// YAML's tags, resolved. `unresolved` is the empty tag: the text decides when the document is read again.
  enum Tag: UInt8 {
    case unresolved, string, int, float, bool, null, timestamp, binary, merge, map, sequence, other
  }

  /// How the scalar was written, as far as it decides its type when it is written and read again.
  struct Style: OptionSet {
    let rawValue: UInt8
    /// In quotes or as a block.
    static let quoted = Style(rawValue: 1)
    /// With its tag in front.
    static let tagged = Style(rawValue: 2)
  }

  struct Entry {
    var key: Key
    var value: Node
  }

  // A build runs on one thread, and nothing calls back while a property is being changed: the run-time checks for that
  // cost a tenth of a build.
  @exclusivity(unchecked) var kind: Kind
  @exclusivity(unchecked) var tag: Tag
  @exclusivity(unchecked) var style: Style
  /// The text of a scalar; the name of an alias.
  @exclusivity(unchecked) var text: String
  /// The entries of a mapping.
  @exclusivity(unchecked) var entries: [Entry]
  /// The elements of a sequence; the target of an alias.
  @exclusivity(unchecked) var items: [Node]

  init(
    kind: Kind, tag: Tag = .unresolved, style: Style = [], text: String = "", entries: [Entry] = [], items: [Node] = []
  ) {
    self.kind = kind
    self.tag = tag
    self.style = style
    self.text = text
    self.entries = entries
    self.items = items
  }

  /// The scalar that a key would be as a value.
  convenience init(_ key: Key) { self.init(kind: .scalar, tag: key.tag, style: key.style, text: key.text) }

  /// A scalar without a tag: what it is depends on its text.
  static func scalar(_ text: String) -> Node { Node(kind: .scalar, text: text) }
  /// A scalar that is a string whatever its text.
  static func string(_ text: String) -> Node { Node(kind: .scalar, tag: .string, text: text) }
  static func mapping() -> Node { Node(kind: .mapping) }
  static func sequence() -> Node { Node(kind: .sequence) }
}

extension Node {
  /// Takes over all that `other` is, in place: every holder of this node sees it.
  func become(_ other: Node) {
    guard other !== self else { return }
    kind = other.kind
    tag = other.tag
    style = other.style
    text = other.text
    entries = other.entries
    items = other.items
  }

  /// A copy that shares nothing.
  func copy() -> Node {
    Node(
      kind: kind, tag: tag, style: style, text: text,
      entries: entries.map { Entry(key: $0.key, value: $0.value.copy()) }, items: items.map { $0.copy() })
  }

  var isNull: Bool { tag == .null }
  var isEmptyMapping: Bool { kind == .mapping && entries.isEmpty }
  var isEmptySequence: Bool { kind == .sequence && items.isEmpty }
  /// Null, an empty mapping or an empty list: what kustomize counts as nothing.
  var isNullOrEmpty: Bool { isNull || isEmptyMapping || isEmptySequence || kind == .none }
  /// A scalar that is text, or has no tag yet.
  var isText: Bool { kind == .scalar && (tag == .string || tag == .unresolved) }

  /// How many children there are, entries counted once.
  var count: Int { kind == .mapping ? entries.count : items.count }

  /// The word for an error message.
  var kindName: String {
    switch kind {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar: isNull ? "null" : "a scalar"
    case .alias: "an alias"
    case .none: "nothing"
    }
  }
}
