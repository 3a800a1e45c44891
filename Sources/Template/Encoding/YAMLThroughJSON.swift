import Structure

/// Values on their way to YAML. Helm's library writes JSON first and reads that as YAML, which leaves its traces:
/// some characters are refused, and U+0085 inside a text counts as a line break and is folded.
enum YAMLThroughJSON {
  /// Nil when the way is closed: no JSON for the value, or no YAML in the reader's eyes.
  static func document(_ value: GoValue) -> Value? { document(value, 0) }

  private static func document(_ value: GoValue, _ depth: Int) -> Value? {
    guard depth < 900 else { return nil }
    switch value {
    case .string(let text): return self.text(text).map(Value.string)
    case .double(let number): return number.isFinite ? .double(number) : nil
    case .list(let list):
      if list.isNil { return .null }
      if list.element == .uint8 { return Value.string(base64(list)) }
      var elements: [Value] = []
      elements.reserveCapacity(list.elements.count)
      for element in list.elements {
        guard let document = document(element, depth + 1) else { return nil }
        elements.append(document)
      }
      return .array(elements)
    case .map(let map):
      if map.isNil { return .null }
      var mapping = Mapping()
      for (key, value) in map.sorted() {
        // The reader takes keys of up to 1024 bytes, quotes included, on one line.
        guard key.count < 1022, key.bytes.firstIndex(of: [0xC2, 0x85], from: 0) == nil, let name = text(key),
          let document = document(value, depth + 1)
        else { return nil }
        mapping.append(key: name, value: document)
      }
      return .object(mapping)
    case .object(let object):
      if object is GoComplex { return nil }
      if let (entries, _) = object.rangeValue {
        var mapping = Mapping()
        for (key, value) in entries {
          guard case .string(let name) = key, let document = document(value, depth + 1) else { return nil }
          mapping.append(key: name.text, value: document)
        }
        return .object(mapping)
      }
      return Value(value)
    default: return Value(value)
    }
  }

  private static func base64(_ list: GoList) -> String {
    let bytes = list.elements.map { UInt8(truncatingIfNeeded: $0.integerValue ?? 0) }
    return String(decoding: Base64.encode(bytes), as: UTF8.self)
  }

  private static func text(_ text: ByteString) -> String? {
    let bytes = text.bytes
    var hasNextLine = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x7F { return nil }
      if byte == 0xC2, index + 1 < bytes.count, bytes[index + 1] >= 0x80, bytes[index + 1] < 0xA0 {
        guard bytes[index + 1] == 0x85 else { return nil }
        hasNextLine = true
      }
      // U+FFFE and U+FFFF.
      if byte == 0xEF, index + 2 < bytes.count, bytes[index + 1] == 0xBF, bytes[index + 2] >= 0xBE { return nil }
      index += 1
    }
    return hasNextLine ? folded(bytes) : text.text
  }

  /// Folds lines as a double-quoted scalar does: spaces around a break go, one break is a space, n are n - 1.
  private static func folded(_ bytes: [UInt8]) -> String {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let start = index
      var breaks = 0
      while index < bytes.count {
        if bytes[index] == 0x20 {
          index += 1
        } else if bytes[index] == 0xC2, index + 1 < bytes.count, bytes[index + 1] == 0x85 {
          breaks += 1
          index += 2
        } else {
          break
        }
      }
      if breaks == 0 {
        result += bytes[start..<index]
      } else if breaks == 1 {
        result.append(0x20)
      } else {
        result.append(contentsOf: repeatElement(0x0A, count: breaks - 1))
      }
      if index < bytes.count {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
