import Structure

/// Stands in until the value tree reads and writes JSON itself.
enum JSON {
  static func text(_ value: Value) -> String {
    switch value {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .int(let number): "\(number)"
    case .uint(let number): "\(number)"
    case .double(let number): "\(number)"
    case .string(let text): quoted(text)
    case .array(let elements): "[" + elements.map(text).joined(separator: ",") + "]"
    case .object(let mapping):
      "{" + mapping.map { quoted($0.key) + ":" + text($0.value) }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  static func parse(_ bytes: [UInt8]) throws -> Value {
    var position = 0
    return try value(bytes, &position)
  }

  private static func value(_ bytes: [UInt8], _ position: inout Int) throws -> Value {
    func broken() -> SyntaxError { SyntaxError(message: "damaged JSON in the store", position: nil) }
    guard position < bytes.count else { throw broken() }
    switch bytes[position] {
    case UInt8(ascii: "{"):
      var mapping = Mapping()
      position += 1
      while position < bytes.count, bytes[position] != UInt8(ascii: "}") {
        if bytes[position] == UInt8(ascii: ",") { position += 1 }
        guard case .string(let key) = try value(bytes, &position) else { throw broken() }
        position += 1
        mapping.append(key: key, value: try value(bytes, &position))
      }
      position += 1
      return .object(mapping)
    case UInt8(ascii: "["):
      var elements: [Value] = []
      position += 1
      while position < bytes.count, bytes[position] != UInt8(ascii: "]") {
        if bytes[position] == UInt8(ascii: ",") { position += 1 }
        elements.append(try value(bytes, &position))
      }
      position += 1
      return .array(elements)
    case UInt8(ascii: "\""):
      position += 1
      var text: [UInt8] = []
      while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
        if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count {
          position += 1
          if bytes[position] == UInt8(ascii: "u"), position + 4 < bytes.count {
            let digits = String(decoding: bytes[(position + 1)...(position + 4)], as: UTF8.self)
            text.append(UInt8(digits, radix: 16) ?? 0x3f)
            position += 5
            continue
          }
        }
        text.append(bytes[position])
        position += 1
      }
      position += 1
      return .string(String(decoding: text, as: UTF8.self))
    default:
      let end = bytes[position...].firstIndex { ",]}".utf8.contains($0) } ?? bytes.count
      let word = String(decoding: bytes[position..<end], as: UTF8.self)
      position = end
      switch word {
      case "null": return .null
      case "true": return .bool(true)
      case "false": return .bool(false)
      default:
        if let number = Int64(word) { return .int(number) }
        if let number = UInt64(word) { return .uint(number) }
        if let number = Double(word) { return .double(number) }
        throw broken()
      }
    }
  }
}
