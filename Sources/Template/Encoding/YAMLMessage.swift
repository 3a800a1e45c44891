import CLibYAML

/// What Go's YAML reader, a port of libyaml, says of a malformed text. `fromYaml` hands that on as a value.
enum YAMLMessage {
  /// Nil when the first document is well-formed.
  static func describe(_ bytes: [UInt8]) -> String? {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    let event = UnsafeMutablePointer<yaml_event_t>.allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    event.initialize(to: yaml_event_t())
    defer {
      parser.deallocate()
      event.deallocate()
    }
    guard yaml_parser_initialize(parser) != 0 else { return nil }
    defer { yaml_parser_delete(parser) }
    return bytes.withUnsafeBufferPointer { buffer in
      yaml_parser_set_input_string(parser, buffer.baseAddress, buffer.count)
      var anchors: Set<String> = []
      var keys = YAMLKeyWatch()
      var wrongKey: String?
      let hasSlashEscape = bytes.firstIndex(of: [0x5C, 0x2F], from: 0) != nil
      while true {
        guard yaml_parser_parse(parser, event) != 0 else { return problem(parser.pointee) }
        let type = event.pointee.type
        defer { yaml_event_delete(event) }
        if type == YAML_ALIAS_EVENT, let name = event.pointee.data.alias.anchor {
          let text = String(cString: UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
          if !anchors.contains(text) { return "yaml: unknown anchor '\(text)' referenced" }
        }
        if let name = anchor(event.pointee) { anchors.insert(name) }
        if type == YAML_SCALAR_EVENT, hasSlashEscape, let line = unknownEscape(event.pointee, bytes) {
          return "yaml: " + (line == 0 ? "" : "line \(line + 1): ") + "found unknown escape character"
        }
        // Keys are looked at once the whole document has been read.
        if wrongKey == nil { wrongKey = keys.note(event.pointee) }
        if type == YAML_DOCUMENT_END_EVENT || type == YAML_STREAM_END_EVENT { return wrongKey }
      }
    }
  }

  /// What Go says where our own reader refuses a well-formed text.
  static func unreadable(_ reason: String) -> String {
    if reason.hasSuffix("put it in quotes"), reason.contains("no number that JSON can express") {
      let number = reason.contains("nan") || reason.contains("NaN") || reason.contains("NAN")
      return "json: unsupported value: " + (number ? "NaN" : reason.hasPrefix("-") ? "-Inf" : "+Inf")
    }
    if reason.hasPrefix("'<<' takes") { return "yaml: map merge requires map or sequence of maps as the value" }
    return "yaml: \(reason)"
  }

  private static func anchor(_ event: yaml_event_t) -> String? {
    let name =
      switch event.type {
      case YAML_SCALAR_EVENT: event.data.scalar.anchor
      case YAML_SEQUENCE_START_EVENT: event.data.sequence_start.anchor
      case YAML_MAPPING_START_EVENT: event.data.mapping_start.anchor
      default: UnsafeMutablePointer<yaml_char_t>?.none
      }
    return name.map { String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self)) }
  }

  /// The line of a double-quoted scalar with an escaped slash, which Go's reader does not know.
  private static func unknownEscape(_ event: yaml_event_t, _ bytes: [UInt8]) -> Int? {
    guard event.data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE else { return nil }
    // Marks count characters.
    var starts: [Int] = []
    var index = 0
    while index < bytes.count, starts.count <= event.end_mark.index {
      starts.append(index)
      index += UTF8Text.decode(bytes, at: index).size
    }
    let start = event.start_mark.index
    guard start < starts.count else { return nil }
    let end = event.end_mark.index < starts.count ? starts[event.end_mark.index] : bytes.count
    var position = starts[start]
    while position + 1 < end {
      if bytes[position] == 0x5C {
        if bytes[position + 1] == 0x2F { return Int(event.start_mark.line) }
        position += 1
      }
      position += 1
    }
    return nil
  }

  private static func problem(_ parser: yaml_parser_t) -> String {
    let text = parser.problem.map { String(cString: $0) } ?? "unknown problem parsing YAML content"
    if parser.error == YAML_READER_ERROR { return "yaml: \(text)" }
    // Lines are counted from 0, except that Go adds one for errors of the scanner.
    var line = parser.problem_mark.line
    if line == 0 {
      line = parser.context_mark.line
    } else if parser.error == YAML_SCANNER_ERROR {
      line += 1
    }
    return "yaml: " + (line == 0 ? "" : "line \(line): ") + text
  }
}
