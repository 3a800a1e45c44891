import CLibYAML

extension YAML {
  /// Where a value stands in a text, for an error message: reads the text again, so that readers need not keep
  /// positions.
  ///
  /// - Parameters:
  ///   - pointer: The value; where it is missing, the nearest value around it counts.
  ///   - document: Which document of the stream, empty ones counted, from 0.
  ///   - key: Gives the position of the value's key rather than of the value.
  /// - Returns: Nil when the text has no such document, or is not YAML up to there.
  package static func locate(
    _ pointer: JSONPointer, in bytes: [UInt8], document: Int = 0, key: Bool = false
  ) -> SourcePosition? {
    bytes.withUnsafeBufferPointer { buffer in
      guard var locator = try? YAMLLocator(buffer, tokens: pointer.tokens, wantsKey: key) else { return nil }
      // What was found before the text turned out to be broken is still the nearest place known.
      try? locator.search(document: document)
      return locator.found
    }
  }
}

/// Follows a pointer through libyaml's events; each step taken moves `found` further in.
private struct YAMLLocator: ~Copyable {
  private let events: YAMLEvents
  private let tokens: [String]
  private let wantsKey: Bool
  private(set) var found: SourcePosition?

  init(_ input: UnsafeBufferPointer<UInt8>, tokens: [String], wantsKey: Bool) throws(SyntaxError) {
    events = try YAMLEvents(input)
    self.tokens = tokens
    self.wantsKey = wantsKey
  }

  mutating func search(document: Int) throws(SyntaxError) {
    var index = -1
    while true {
      switch try events.advance() {
      case YAML_DOCUMENT_START_EVENT:
        index += 1
        guard index == document else { continue }
        let type = try events.advance()
        found = events.position
        return try descend(type, depth: 0)
      case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return
      default: continue
      }
    }
  }

  /// The current event begins the value that `tokens[..<depth]` lead to.
  private mutating func descend(_ type: yaml_event_type_t, depth start: Int) throws(SyntaxError) {
    var type = type
    var depth = start
    while depth < tokens.count {
      let next: yaml_event_type_t?
      switch type {
      case YAML_MAPPING_START_EVENT: next = try entry(of: tokens[depth], isLast: depth == tokens.count - 1)
      case YAML_SEQUENCE_START_EVENT: next = try element(of: tokens[depth])
      default: next = nil
      }
      guard let next else { return }
      type = next
      depth += 1
    }
  }

  /// Moves to the value of a key of the mapping that has just begun.
  private mutating func entry(of token: String, isLast: Bool) throws(SyntaxError) -> yaml_event_type_t? {
    while true {
      let keyType = try events.advance()
      guard keyType != YAML_MAPPING_END_EVENT else { return nil }
      let keyPosition = events.position
      var isMatch = false
      if keyType == YAML_SCALAR_EVENT {
        let text = UnsafeBufferPointer(
          start: cyaml_scalar_value(events.event), count: cyaml_scalar_length(events.event))
        isMatch = text.elementsEqual(token.utf8)
      }
      try skip(keyType)
      let valueType = try events.advance()
      if isMatch {
        found = isLast && wantsKey ? keyPosition : events.position
        return valueType
      }
      try skip(valueType)
    }
  }

  /// Moves to an element of the list that has just begun.
  private mutating func element(of token: String) throws(SyntaxError) -> yaml_event_type_t? {
    guard let wanted = JSONPointer.index(token) else { return nil }
    var index = 0
    while true {
      let type = try events.advance()
      guard type != YAML_SEQUENCE_END_EVENT else { return nil }
      if index == wanted {
        found = events.position
        return type
      }
      try skip(type)
      index += 1
    }
  }

  /// Passes over the rest of the node that the current event began.
  private func skip(_ type: yaml_event_type_t) throws(SyntaxError) {
    var open = 0
    var type = type
    while true {
      switch type {
      case YAML_MAPPING_START_EVENT, YAML_SEQUENCE_START_EVENT: open += 1
      case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: open -= 1
      default: break
      }
      guard open > 0 else { return }
      type = try events.advance()
    }
  }
}
