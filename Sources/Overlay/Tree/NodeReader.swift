import CLibYAML
import Structure

/// Reads the first document of a YAML text into nodes: by libyaml's events, unless it is plain enough for
/// ``PlainDocumentReader``.
struct NodeReader {
  private var stack: [Node] = []
  /// The keys of the open mappings that wait for their value.
  private var keys: [Node.Key?] = []
  private var anchors: [String: Node] = [:]
  private var root: Node?
  /// Where the document begins, counted from 0.
  private var rootLine = -1
  private(set) var usesAnchors = false
  private let comments: SchemaComments
  private let notes: SchemaNotes?
  /// Where the keys that wait began; kept only for texts with schema comments.
  private var keyLines: [Int] = []

  private init(comments: SchemaComments, notes: SchemaNotes?) {
    self.comments = comments
    self.notes = notes
  }

  /// Deeper documents are refused: every later step walks the tree by recursion.
  static let depthLimit = 500

  /// The document without anchors and merge keys, and the line on which it begins; nil when there is none.
  /// - Parameter notes: Takes the schemas that comments give.
  static func read(_ bytes: ArraySlice<UInt8>, notes: SchemaNotes? = nil) throws(Failure) -> (node: Node, line: Int)? {
    let comments = SchemaComments(bytes)
    if comments.isEmpty, let found = PlainDocumentReader.read(bytes) { return found }
    return try readEvents(bytes, comments, notes: notes)
  }

  /// The same by libyaml alone.
  static func readEvents(
    _ bytes: ArraySlice<UInt8>, _ comments: SchemaComments, notes: SchemaNotes? = nil
  ) throws(Failure) -> (node: Node, line: Int)? {
    var reader = NodeReader(comments: comments, notes: notes)
    try reader.parse(bytes)
    guard let root = reader.root else { return nil }
    guard reader.usesAnchors else { return (root, reader.rootLine) }
    var expander = AnchorExpander()
    return (try expander.expand(root), reader.rootLine)
  }

  private mutating func parse(_ bytes: ArraySlice<UInt8>) throws(Failure) {
    // yaml_parser_t keeps pointers into itself, so it lives on the heap.
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else { throw Failure("out of memory while reading YAML") }
    defer { yaml_parser_delete(parser) }
    var problem: Failure?
    bytes.withUnsafeBufferPointer { buffer in
      yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
      do throws(Failure) { try events(parser) } catch { problem = error }
    }
    if let problem { throw problem }
  }

  private mutating func events(_ parser: UnsafeMutablePointer<yaml_parser_t>) throws(Failure) {
    var event = yaml_event_t()
    while true {
      guard yaml_parser_parse(parser, &event) == 1 else { throw Self.failure(of: parser.pointee) }
      defer { yaml_event_delete(&event) }
      if rootLine < 0,
        event.type == YAML_MAPPING_START_EVENT || event.type == YAML_SEQUENCE_START_EVENT
          || event.type == YAML_SCALAR_EVENT
      {
        rootLine = Int(event.start_mark.line)
      }
      switch event.type {
      case YAML_STREAM_END_EVENT, YAML_DOCUMENT_END_EVENT: return
      case YAML_SCALAR_EVENT:
        if expectsKey, event.data.scalar.anchor == nil {
          addKey(scalarKey(event), at: event)
        } else {
          try add(Node(scalarKey(event)), anchor: event.data.scalar.anchor, at: event)
        }
      case YAML_SEQUENCE_START_EVENT:
        try open(
          Node(kind: .sequence, tag: .sequence), anchor: event.data.sequence_start.anchor, at: event)
      case YAML_MAPPING_START_EVENT:
        let mapping = Node(kind: .mapping, tag: .map)
        mapping.entries.reserveCapacity(PlainDocumentReader.usualEntries)
        try open(mapping, anchor: event.data.mapping_start.anchor, at: event)
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: try close(event)
      case YAML_ALIAS_EVENT:
        usesAnchors = true
        let name = Self.text(event.data.alias.anchor)
        guard let target = anchors[name] else {
          throw Self.malformed("unknown anchor '\(name)' referenced", event.start_mark)
        }
        try add(Node(kind: .alias, text: name, items: [target]), anchor: nil, at: event)
      default: continue
      }
    }
  }

  private var expectsKey: Bool { stack.last?.kind == .mapping && keys[keys.count - 1] == nil }

  /// A scalar, as a key or what becomes a node.
  private mutating func scalarKey(_ event: yaml_event_t) -> Node.Key {
    let data = event.data.scalar
    let text = String(decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
    let quoted = data.style != YAML_PLAIN_SCALAR_STYLE && data.style != YAML_ANY_SCALAR_STYLE
    var key = Node.Key(text: text, style: quoted ? .quoted : [])
    if let written = data.tag, Self.text(written) != "!" {
      key.tag = Self.tag(Self.text(written))
      key.style.insert(.tagged)
    } else if quoted || data.tag != nil {
      key.tag = .string
    } else {
      key.tag = ScalarResolution.tag(of: text)
      if key.tag == .merge { usesAnchors = true }
    }
    return key
  }

  private mutating func open(
    _ node: Node, anchor: UnsafeMutablePointer<yaml_char_t>?, at event: yaml_event_t
  ) throws(Failure) {
    guard stack.count < Self.depthLimit else {
      throw Self.malformed("nested deeper than \(Self.depthLimit) levels", event.start_mark)
    }
    if let anchor {
      usesAnchors = true
      anchors[Self.text(anchor)] = node
    }
    stack.append(node)
    keys.append(nil)
  }

  private mutating func close(_ event: yaml_event_t) throws(Failure) {
    guard let node = stack.popLast() else { return }
    keys.removeLast()
    try add(node, anchor: nil, at: event)
  }

  private mutating func add(
    _ node: Node, anchor: UnsafeMutablePointer<yaml_char_t>?, at event: yaml_event_t
  ) throws(Failure) {
    if let anchor {
      usesAnchors = true
      anchors[Self.text(anchor)] = node
    }
    guard let parent = stack.last else {
      root = node
      return
    }
    if parent.kind == .sequence {
      parent.items.append(node)
    } else if let key = keys[keys.count - 1] {
      if !comments.isEmpty, let line = keyLines.popLast(), let schema = comments.schema(onLine: line) {
        notes?.note(schema, on: node)
      }
      parent.entries.append(Node.Entry(key: key, value: node))
      keys[keys.count - 1] = nil
    } else {
      addKey(Node.Key(node), at: event)
    }
  }

  private mutating func addKey(_ key: Node.Key, at event: yaml_event_t) {
    keys[keys.count - 1] = key
    if !comments.isEmpty { keyLines.append(Int(event.start_mark.line)) }
  }

  private static func tag(_ text: String) -> Node.Tag {
    let short = text.hasPrefix("tag:yaml.org,2002:") ? "!!" + text.dropFirst(18) : text
    switch short {
    case "!!str": return .string
    case "!!int": return .int
    case "!!float": return .float
    case "!!bool": return .bool
    case "!!null": return .null
    case "!!timestamp": return .timestamp
    case "!!binary": return .binary
    case "!!merge": return .merge
    default: return .other
    }
  }

  private static func text(_ characters: UnsafeMutablePointer<yaml_char_t>?) -> String {
    characters.map { String(cString: $0) } ?? ""
  }

  private static func failure(of parser: yaml_parser_t) -> Failure {
    let problem = parser.problem.map { String(cString: $0) } ?? "the text cannot be read"
    // Unreadable bytes have an offset but no line.
    guard parser.error != YAML_READER_ERROR else {
      var failure = Failure("\(problem) (byte \(parser.problem_offset)): the text must be UTF-8")
      failure.isMalformed = true
      return failure
    }
    return malformed(problem, parser.problem_mark)
  }

  private static func malformed(_ message: String, _ mark: yaml_mark_t) -> Failure {
    var failure = Failure(
      "invalid YAML: \(message)", position: SourcePosition(line: Int(mark.line) + 1, column: Int(mark.column) + 1))
    failure.isMalformed = true
    return failure
  }
}
