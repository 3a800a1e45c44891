import CLibYAML

/// Builds ``Value`` trees from libyaml's events, without recursion and without nodes in between.
///
/// Finished values wait on one stack until the collection around them ends, which then takes them off in one move.
struct YAMLReader: ~Copyable {
  let events: YAMLEvents
  let options: YAML.ReadOptions
  var values = MoveStack<Value>()
  var keys = MoveStack<String>()
  /// The innermost open collection; the document itself counts as a list of one.
  var frame = YAMLFrame()
  var outerFrames = MoveStack<YAMLFrame>()
  /// What few collections need, for the open ones that do; the last belongs to `frame` when that says so.
  var details: [YAMLFrame.Detail] = []
  var anchors: [String: Anchor] = [:]
  var names = NameCache()
  private var keyLists = KeyListCache()
  /// Nodes so far, those behind aliases included; each 64 bytes of text count as one more.
  var weight = 0
  private var aliasWeight = 0
  private var documentIndex = 0

  struct Anchor {
    /// Nil while the node is still open.
    var value: Value?
    var weight: Int
  }

  init(_ input: UnsafeBufferPointer<UInt8>, options: YAML.ReadOptions) throws(SyntaxError) {
    events = try YAMLEvents(input)
    self.options = options
  }

  /// The next document of the stream, empty ones included; nil at its end.
  mutating func nextDocument() throws(SyntaxError) -> YAML.Document? {
    while true {
      switch try events.advance() {
      case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return nil
      case YAML_DOCUMENT_START_EVENT:
        if !anchors.isEmpty { anchors.removeAll() }
        return try document()
      default: continue
      }
    }
  }

  private mutating func document() throws(SyntaxError) -> YAML.Document {
    var type = try events.advance()
    let start = events.position
    while type != YAML_DOCUMENT_END_EVENT {
      switch type {
      case YAML_SCALAR_EVENT: try scalar()
      case YAML_ALIAS_EVENT: try alias()
      case YAML_SEQUENCE_START_EVENT: try open(isMapping: false, anchor: cyaml_sequence_anchor(events.event))
      case YAML_MAPPING_START_EVENT: try open(isMapping: true, anchor: cyaml_mapping_anchor(events.event))
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: try close()
      default: break
      }
      type = try events.advance()
    }
    defer { documentIndex += 1 }
    return YAML.Document(value: values.popLast() ?? .null, start: start, index: documentIndex)
  }

  @inline(__always)
  private mutating func scalar() throws(SyntaxError) {
    let event = events.event
    let bytes = UnsafeBufferPointer(start: cyaml_scalar_value(event), count: cyaml_scalar_length(event))
    let cost = 1 + bytes.count >> 6
    weight += cost
    let isPlain = cyaml_scalar_is_plain_implicit(event) != 0
    let tag = cyaml_scalar_tag(event)
    let anchor = cyaml_scalar_anchor(event)
    if frame.expectsKey {
      var hash = KeyHash(bytes)
      let key = try key(bytes, hash: &hash, isPlain: isPlain, tag: tag)
      if let anchor { anchors[String(cString: anchor)] = Anchor(value: .string(key), weight: cost) }
      if isPlain, tag == nil, bytes.count == 2, key == "<<" {
        noteMerge()
      } else {
        try note(key, hash: hash)
      }
      keys.append(key)
      frame.expectsKey = false
    } else {
      let value: Value =
        if tag != nil {
          try tagged(bytes, tag: tag)
        } else if isPlain {
          try plain(bytes)
        } else {
          .string(names.text(bytes))
        }
      if let anchor { anchors[String(cString: anchor)] = Anchor(value: value, weight: cost) }
      push(value)
    }
  }

  /// Puts a finished node into the collection around it.
  @inline(__always)
  private mutating func push(_ value: consuming Value) {
    values.append(value)
    frame.expectsKey = frame.isMapping
  }

  private mutating func alias() throws(SyntaxError) {
    let name = cyaml_alias_anchor(events.event).map { String(cString: $0) } ?? ""
    guard let anchor = anchors[name] else { throw failure("the alias *\(name) has no anchor &\(name) before it") }
    guard let value = anchor.value else { throw failure("the alias *\(name) stands inside the node it repeats") }
    weight += anchor.weight
    aliasWeight += anchor.weight
    guard aliasWeight <= options.aliasNodeLimit else {
      throw failure("the aliases of this text expand to more than \(options.aliasNodeLimit) values")
    }
    guard frame.expectsKey else { return push(value) }
    guard case .string(let key) = value else { throw failure("a key must be a text") }
    try note(key, hash: key.withUTF8Bytes { KeyHash($0) })
    keys.append(key)
    frame.expectsKey = false
  }

  private mutating func open(isMapping: Bool, anchor: UnsafePointer<CChar>?) throws(SyntaxError) {
    guard !frame.expectsKey else { throw failure("a key must be a single value, not a collection") }
    guard outerFrames.count < options.depthLimit else {
      throw failure("values nest deeper than \(options.depthLimit) levels")
    }
    outerFrames.append(frame)
    frame = YAMLFrame(isMapping: isMapping, firstValue: values.count, firstKey: keys.count, weightBefore: weight)
    weight += 1
    if let anchor {
      let name = String(cString: anchor)
      anchors[name] = Anchor(value: nil, weight: 0)
      editDetail { $0.anchor = name }
    }
  }

  private mutating func close() throws(SyntaxError) {
    let detail = frame.hasDetail ? details.popLast() : nil
    let elements = values.take(from: frame.firstValue)
    let value: Value
    if !frame.isMapping {
      value = .array(elements)
    } else {
      let names = keyLists.take(from: &keys, start: frame.firstKey, hash: frame.hash)
      if let detail, !detail.merges.isEmpty || detail.hasDuplicates {
        value = .object(try merged(keys: names, values: elements, merges: detail.merges))
      } else {
        value = .object(Mapping(uniqueKeys: names, values: elements))
      }
    }
    if let name = detail?.anchor { anchors[name] = Anchor(value: value, weight: weight - frame.weightBefore) }
    if let outer = outerFrames.popLast() { frame = outer }
    push(value)
  }

  func failure(_ message: String) -> SyntaxError { SyntaxError(message: message, position: events.position) }
}

/// An open collection, as small as it can be: one is made for each list and mapping of a text.
struct YAMLFrame {
  var isMapping = false
  /// Whether the next node of a mapping is a key.
  var expectsKey = false
  /// Whether the last of the details belongs to this collection.
  var hasDetail = false
  var firstValue = 0
  var firstKey = 0
  var weightBefore = 0
  /// A bit for each key seen, by ``KeyHash``; a key whose bit is not set yet is new.
  var filter: UInt64 = 0
  /// Of all keys seen, in their order.
  var hash: UInt64 = 0

  init() {}

  init(isMapping: Bool, firstValue: Int, firstKey: Int, weightBefore: Int) {
    self.isMapping = isMapping
    expectsKey = isMapping
    self.firstValue = firstValue
    self.firstKey = firstKey
    self.weightBefore = weightBefore
  }

  struct Detail {
    var anchor: String?
    /// Positions among the entries whose key is `<<`.
    var merges: [Int] = []
    /// Whether a key stands twice and the last one wins.
    var hasDuplicates = false
    /// The keys of a mapping too large to be searched one by one.
    var table: KeySet?
  }
}
