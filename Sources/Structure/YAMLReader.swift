import CLibYAML

/// Builds ``Value`` trees from libyaml's events, without recursion and without nodes in between.
///
/// Finished values wait on one stack until the collection around them ends, which then takes them off in one move.
struct YAMLReader: ~Copyable {
  private let events: YAMLEvents
  private let options: YAML.ReadOptions
  private let refusesDuplicates: Bool
  private let wordsAreBooleans: Bool
  private var values = MoveStack<Value>()
  private var keys = MoveStack<String>()
  private var frames: [Frame] = []
  private var anchors: [String: Anchor] = [:]
  private var names = NameCache()
  /// Nodes so far, those behind aliases included; each 64 bytes of text count as one more.
  private var weight = 0
  private var aliasWeight = 0
  private var documentIndex = 0

  /// An open collection.
  private struct Frame {
    var isMapping: Bool
    /// Whether the next node of a mapping is a key.
    var expectsKey: Bool
    var firstValue: Int
    var firstKey: Int
    /// A bit for each key seen, by ``KeyFilter``; a key whose bit is not set yet is new.
    var filter: UInt64 = 0
    /// Positions among the entries whose key is `<<`.
    var merges: [Int] = []
    var anchor: String?
    var weightBefore: Int
    var start: SourcePosition
    /// Keys of a mapping too large to be searched one by one.
    var table: KeySet?
  }

  private struct Anchor {
    /// Nil while the node is still open.
    var value: Value?
    var weight: Int
  }

  init(_ input: UnsafeBufferPointer<UInt8>, options: YAML.ReadOptions) throws(SyntaxError) {
    events = try YAMLEvents(input)
    self.options = options
    refusesDuplicates = options.duplicateKeys == .refuse
    wordsAreBooleans = options.dialect == .kubernetes
  }

  /// The next document of the stream, empty ones included; nil at its end.
  mutating func nextDocument() throws(SyntaxError) -> YAML.Document? {
    while true {
      let type = try events.advance()
      switch type {
      case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return nil
      case YAML_DOCUMENT_START_EVENT:
        anchors.removeAll()
        return try document()
      default: continue
      }
    }
  }

  private mutating func document() throws(SyntaxError) -> YAML.Document {
    var start: SourcePosition?
    while true {
      let type = try events.advance()
      if start == nil { start = events.position }
      switch type {
      case YAML_SCALAR_EVENT: try scalar()
      case YAML_ALIAS_EVENT: try alias()
      case YAML_SEQUENCE_START_EVENT:
        try open(isMapping: false, anchor: cyaml_sequence_anchor(events.event))
      case YAML_MAPPING_START_EVENT: try open(isMapping: true, anchor: cyaml_mapping_anchor(events.event))
      case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: try close()
      case YAML_DOCUMENT_END_EVENT:
        defer { documentIndex += 1 }
        return YAML.Document(
          value: values.popLast() ?? .null, start: start ?? SourcePosition(line: 1, column: 1), index: documentIndex)
      default: continue
      }
    }
  }

  // MARK: Nodes

  @inline(__always)
  private mutating func scalar() throws(SyntaxError) {
    let event = events.event
    let bytes = UnsafeBufferPointer(start: cyaml_scalar_value(event), count: cyaml_scalar_length(event))
    weight += 1 + bytes.count >> 6
    let last = frames.count - 1
    let isPlain = cyaml_scalar_is_plain_implicit(event) != 0
    let tag = cyaml_scalar_tag(event)
    if last >= 0, frames[last].expectsKey {
      let key = try key(bytes, isPlain: isPlain, tag: tag)
      if let anchor = cyaml_scalar_anchor(event) {
        anchors[String(cString: anchor)] = Anchor(value: .string(key), weight: 1)
      }
      if isPlain, tag == nil, key == "<<" {
        frames[last].merges.append(keys.count - frames[last].firstKey)
      } else {
        try note(key, bit: KeyFilter.bit(of: bytes), in: last)
      }
      keys.append(key)
      frames[last].expectsKey = false
      return
    }
    let value: Value =
      if tag != nil {
        try tagged(bytes, tag: tag, isPlain: isPlain)
      } else if isPlain {
        try plain(bytes)
      } else {
        .string(names.text(bytes))
      }
    if let anchor = cyaml_scalar_anchor(event) {
      anchors[String(cString: anchor)] = Anchor(value: value, weight: 1 + bytes.count >> 6)
    }
    push(value)
  }

  /// Puts a finished node where it belongs.
  @inline(__always)
  private mutating func push(_ value: consuming Value) {
    values.append(value)
    let last = frames.count - 1
    if last >= 0, frames[last].isMapping { frames[last].expectsKey = true }
  }

  private func plain(_ bytes: UnsafeBufferPointer<UInt8>) throws(SyntaxError) -> Value {
    switch PlainScalar.resolve(bytes, words: wordsAreBooleans) {
    case .text: return .string(names.text(bytes))
    case .null: return .null
    case .bool(let flag): return .bool(flag)
    case .int(let number): return .int(number)
    case .uint(let number): return .uint(number)
    case .double(let number):
      guard number.isFinite else {
        throw failure("\(String(decoding: bytes, as: UTF8.self)) is no number that JSON can express; put it in quotes")
      }
      return GoNumber.normalized(number)
    case .timestamp:
      // The Kubernetes reader keeps the text; kustomize passes it through a time value.
      guard options.dialect == .kustomize, let time = ScalarTimestamp(bytes) else {
        return .string(names.text(bytes))
      }
      return .string(time.text)
    }
  }

  private func tagged(
    _ bytes: UnsafeBufferPointer<UInt8>, tag: UnsafePointer<CChar>?, isPlain: Bool
  ) throws(SyntaxError) -> Value {
    let name = tag.map { String(cString: $0) } ?? ""
    let prefix = "tag:yaml.org,2002:"
    guard name.hasPrefix(prefix) else { return .string(names.text(bytes)) }
    let kind = String(name.dropFirst(prefix.count))
    if kind == "binary" {
      guard let decoded = Base64.decode(bytes) else { throw failure("!!binary holds text that is not base64") }
      return .string(String(decoding: decoded, as: UTF8.self))
    }
    guard ["bool", "int", "float", "null", "timestamp"].contains(kind) else { return .string(names.text(bytes)) }
    let resolved = PlainScalar.resolve(bytes, words: wordsAreBooleans)
    switch (kind, resolved) {
    case ("bool", .bool), ("int", .int), ("int", .uint), ("null", .null), ("timestamp", .timestamp),
      ("float", .double), ("float", .int):
      return try plain(bytes)
    default:
      throw failure("\"\(String(decoding: bytes, as: UTF8.self))\" is no !!\(kind), as its tag says it is")
    }
  }

  private mutating func key(
    _ bytes: UnsafeBufferPointer<UInt8>, isPlain: Bool, tag: UnsafePointer<CChar>?
  ) throws(SyntaxError) -> String {
    if !isPlain, tag == nil { return names.name(bytes) }
    if isPlain, tag == nil, PlainScalar.resolve(bytes, words: wordsAreBooleans) == .text { return names.name(bytes) }
    let value = tag == nil ? PlainScalar.resolve(bytes, words: wordsAreBooleans) : nil
    if options.dialect == .kustomize, let value, value != .text {
      throw failure("the key \(String(decoding: bytes, as: UTF8.self)) is not a string; put it in quotes")
    }
    switch value {
    case .text?, .timestamp?: return String(decoding: bytes, as: UTF8.self)
    case .double(let number)?: return GoNumber.keyText(number)
    default: break
    }
    switch try tag == nil ? plain(bytes) : tagged(bytes, tag: tag, isPlain: isPlain) {
    case .string(let text): return text
    case .bool(let flag): return flag ? "true" : "false"
    case .int(let number): return String(number)
    case .null: throw failure("a key cannot be null; put it in quotes")
    default: throw failure("the key \(String(decoding: bytes, as: UTF8.self)) is too large a number; put it in quotes")
    }
  }

  /// Checks a key against those before it in its mapping.
  @inline(__always)
  private mutating func note(_ key: String, bit: UInt64, in frame: Int) throws(SyntaxError) {
    if frames[frame].filter & bit == 0 {
      frames[frame].filter |= bit
    } else {
      try noteAgain(key, in: frame)
    }
    if frames[frame].table != nil { frames[frame].table?.insert(key) }
  }

  private mutating func noteAgain(_ key: String, in frame: Int) throws(SyntaxError) {
    let first = frames[frame].firstKey
    if frames[frame].table == nil, keys.count - first > 32 {
      frames[frame].table = KeySet(keys.elements(from: first))
    }
    let isKnown =
      frames[frame].table?.contains(key) ?? keys.elements(from: first).contains { $0.hasSameBytes(as: key) }
    guard isKnown else { return }
    if refusesDuplicates { throw failure("the key \"\(key)\" stands twice in this mapping") }
    // Resolved when the mapping ends, together with merges.
    if frames[frame].merges.isEmpty { frames[frame].merges = [-1] }
  }

  private mutating func alias() throws(SyntaxError) {
    let name = cyaml_alias_anchor(events.event).map { String(cString: $0) } ?? ""
    guard let anchor = anchors[name] else { throw failure("the alias *\(name)* has no anchor &\(name) before it") }
    guard let value = anchor.value else { throw failure("the alias *\(name) stands inside the node it repeats") }
    weight += anchor.weight
    aliasWeight += anchor.weight
    guard aliasWeight <= options.aliasNodeLimit else {
      throw failure("the aliases of this document expand to more than \(options.aliasNodeLimit) values")
    }
    let last = frames.count - 1
    if last >= 0, frames[last].expectsKey {
      guard case .string(let key) = value else { throw failure("a key must be a single value") }
      try note(key, bit: key.withUTF8Bytes { KeyFilter.bit(of: $0) }, in: last)
      keys.append(key)
      frames[last].expectsKey = false
    } else {
      push(value)
    }
  }

  // MARK: Collections

  private mutating func open(isMapping: Bool, anchor: UnsafePointer<CChar>?) throws(SyntaxError) {
    if let last = frames.last, last.expectsKey { throw failure("a key must be a single value, not a collection") }
    guard frames.count < options.depthLimit else {
      throw failure("values nest deeper than \(options.depthLimit) levels")
    }
    let name = anchor.map { String(cString: $0) }
    if let name { anchors[name] = Anchor(value: nil, weight: 0) }
    frames.append(
      Frame(
        isMapping: isMapping, expectsKey: isMapping, firstValue: values.count, firstKey: keys.count, anchor: name,
        weightBefore: weight, start: events.position))
    weight += 1
  }

  private mutating func close() throws(SyntaxError) {
    guard let frame = frames.popLast() else { return }
    let value: Value
    if !frame.isMapping {
      value = .array(values.take(from: frame.firstValue))
    } else {
      let entries = (keys.take(from: frame.firstKey), values.take(from: frame.firstValue))
      value = .object(
        frame.merges.isEmpty
          ? Mapping(uniqueKeys: entries.0, values: entries.1)
          : try merged(keys: entries.0, values: entries.1, merges: frame.merges, start: frame.start))
    }
    if let name = frame.anchor { anchors[name] = Anchor(value: value, weight: weight - frame.weightBefore) }
    push(value)
  }

  /// A mapping that has `<<` entries, or keys that stand twice where the last one wins.
  ///
  /// Keys of its own win over merged ones, as YAML says, except where the last one wins: there go.yaml.in/yaml/v2 takes
  /// the entries in their order, merged ones too. In a list of mappings the first one wins.
  private func merged(
    keys: [String], values: [Value], merges: [Int], start: SourcePosition
  ) throws(SyntaxError) -> Mapping {
    var result = Mapping()
    var merged = Mapping()
    for position in keys.indices {
      guard merges.contains(position) else {
        result[keys[position]] = values[position]
        continue
      }
      var sources: [Mapping] = []
      switch values[position] {
      case .object(let mapping): sources = [mapping]
      case .array(let elements):
        for element in elements {
          guard case .object(let mapping) = element else { throw mergeFailure(start) }
          sources.append(mapping)
        }
      default: throw mergeFailure(start)
      }
      for source in sources.reversed() {
        for (key, value) in source {
          if refusesDuplicates { merged[key] = value } else { result[key] = value }
        }
      }
    }
    for (key, value) in merged where result.index(of: key) == nil { result.append(key: key, value: value) }
    return result
  }

  private func mergeFailure(_ start: SourcePosition) -> SyntaxError {
    SyntaxError(message: "'<<' takes a mapping or a list of mappings", position: start)
  }

  private func failure(_ message: String) -> SyntaxError { SyntaxError(message: message, position: events.position) }
}
