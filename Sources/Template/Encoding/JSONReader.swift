/// JSON as Go's encoding/json reads it into an `interface{}`, with its messages.
package struct JSONReader {
  private let bytes: [UInt8]
  private var index = 0
  /// Whether numbers without point and exponent become int64.
  private let integers: Bool

  private init(_ bytes: [UInt8], integers: Bool) {
    self.bytes = bytes
    self.integers = integers
  }

  /// - Throws: ``FunctionError`` in Go's words.
  package static func read(_ bytes: [UInt8], integers: Bool = false) throws(FunctionError) -> GoValue {
    var reader = JSONReader(bytes, integers: integers)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    if reader.index < bytes.count { throw reader.invalid("after top-level value") }
    return value
  }

  private mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return
      }
    }
  }

  private func invalid(_ context: String) -> FunctionError {
    let byte: UInt8
    if index < bytes.count {
      byte = bytes[index]
    } else {
      // At the end Go tries a space; inside words, numbers and escapes that is the wrong character.
      let isInside = ["in literal", "in numeric", "after decimal", "in exponent", "in string escape", "in \\u"]
      guard isInside.contains(where: context.hasPrefix) else { return FunctionError("unexpected end of JSON input") }
      byte = 0x20
    }
    let shown: String
    switch byte {
    case 0x27: shown = "'\\''"
    case 0x22: shown = "'\"'"
    default:
      // Go quotes the byte as if it were a rune.
      shown =
        "'" + String(decoding: Quoting.quoted(rune: UInt32(byte), ascii: false).dropFirst().dropLast(), as: UTF8.self)
        + "'"
    }
    return FunctionError("invalid character \(shown) \(context)")
  }

  private mutating func value(depth: Int) throws(FunctionError) -> GoValue {
    guard depth < 10000 / 10 else { throw FunctionError("exceeded max depth") }
    skipSpace()
    guard index < bytes.count else { throw invalid("") }
    switch bytes[index] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case 0x22: return .string(ByteString(try string()))
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .none)
    case 0x2D, 0x30...0x39: return try number()
    default: throw invalid("looking for beginning of value")
    }
  }

  private mutating func word(_ word: String, _ value: GoValue) throws(FunctionError) -> GoValue {
    for (offset, byte) in word.utf8.enumerated() {
      guard index < bytes.count, bytes[index] == byte else {
        let expected = Unicode.Scalar(byte)
        throw invalid("in literal \(word) (expecting '\(expected)')")
      }
      _ = offset
      index += 1
    }
    return value
  }

  private mutating func digits() {
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
  }

  private mutating func number() throws(FunctionError) -> GoValue {
    let start = index
    var isInteger = true
    if bytes[index] == 0x2D {
      index += 1
      guard index < bytes.count, (0x30...0x39).contains(bytes[index]) else { throw invalid("in numeric literal") }
    }
    if bytes[index] == 0x30 { index += 1 } else { digits() }
    if index < bytes.count, bytes[index] == 0x2E {
      isInteger = false
      index += 1
      guard index < bytes.count, (0x30...0x39).contains(bytes[index]) else {
        throw invalid("after decimal point in numeric literal")
      }
      digits()
    }
    if index < bytes.count, bytes[index] | 0x20 == 0x65 {
      isInteger = false
      index += 1
      if index < bytes.count, bytes[index] == 0x2B || bytes[index] == 0x2D { index += 1 }
      guard index < bytes.count, (0x30...0x39).contains(bytes[index]) else {
        throw invalid("in exponent of numeric literal")
      }
      digits()
    }
    let text = Array(bytes[start..<index])
    if isInteger, integers, let number = Int64(String(decoding: text, as: UTF8.self)) { return .int64(number) }
    do {
      return .double(try NumberText.double(text))
    } catch {
      throw FunctionError(
        "json: cannot unmarshal number \(String(decoding: text, as: UTF8.self)) into Go value of type float64")
    }
  }

  private mutating func array(depth: Int) throws(FunctionError) -> GoValue {
    index += 1
    var elements: [GoValue] = []
    skipSpace()
    if index < bytes.count, bytes[index] == UInt8(ascii: "]") {
      index += 1
      return .list(elements)
    }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      guard index < bytes.count else { throw invalid("") }
      if bytes[index] == UInt8(ascii: "]") {
        index += 1
        return .list(GoList.grown(elements))
      }
      guard bytes[index] == UInt8(ascii: ",") else { throw invalid("after array element") }
      index += 1
    }
  }

  private mutating func object(depth: Int) throws(FunctionError) -> GoValue {
    index += 1
    let map = GoMap()
    skipSpace()
    if index < bytes.count, bytes[index] == UInt8(ascii: "}") {
      index += 1
      return .map(map)
    }
    while true {
      skipSpace()
      guard index < bytes.count, bytes[index] == 0x22 else {
        throw invalid("looking for beginning of object key string")
      }
      let key = ByteString(try string())
      skipSpace()
      guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { throw invalid("after object key") }
      index += 1
      map[key] = try value(depth: depth + 1)
      skipSpace()
      guard index < bytes.count else { throw invalid("") }
      if bytes[index] == UInt8(ascii: "}") {
        index += 1
        return .map(map)
      }
      guard bytes[index] == UInt8(ascii: ",") else { throw invalid("after object key:value pair") }
      index += 1
    }
  }

  private mutating func string() throws(FunctionError) -> [UInt8] {
    index += 1
    var result: [UInt8] = []
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case 0x22:
        index += 1
        return result
      case 0x5C:
        index += 1
        try escape(&result)
      case 0..<0x20: throw invalid("in string literal")
      case 0..<0x80:
        result.append(byte)
        index += 1
      default:
        let (rune, size) = UTF8Text.decode(bytes, at: index)
        UTF8Text.append(rune, to: &result)
        index += size
      }
    }
    throw invalid("")
  }

  private mutating func escape(_ result: inout [UInt8]) throws(FunctionError) {
    guard index < bytes.count else { throw invalid("in string escape code") }
    let letter = bytes[index]
    switch letter {
    case 0x22, 0x5C, UInt8(ascii: "/"): result.append(letter)
    case UInt8(ascii: "b"): result.append(8)
    case UInt8(ascii: "f"): result.append(12)
    case UInt8(ascii: "n"): result.append(10)
    case UInt8(ascii: "r"): result.append(13)
    case UInt8(ascii: "t"): result.append(9)
    case UInt8(ascii: "u"):
      index += 1
      let first = try unit()
      if (0xD800..<0xDC00).contains(first), index + 1 < bytes.count, bytes[index] == 0x5C,
        bytes[index + 1] == UInt8(ascii: "u")
      {
        let saved = index
        index += 2
        let second = try unit()
        if (0xDC00..<0xE000).contains(second) {
          UTF8Text.append(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00), to: &result)
          return
        }
        index = saved
      }
      UTF8Text.append(first, to: &result)
      return
    default: throw invalid("in string escape code")
    }
    index += 1
  }

  private mutating func unit() throws(FunctionError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard index < bytes.count, let digit = Quoting.hexDigit(bytes[index]) else {
        throw invalid("in \\u hexadecimal character escape")
      }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }
}
