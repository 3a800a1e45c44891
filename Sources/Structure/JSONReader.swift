/// A recursive-descent reader of JSON over bytes; the depth limit bounds the recursion.
struct JSONReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let depthLimit: Int
  private var index = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, depthLimit: Int) {
    self.bytes = bytes
    self.depthLimit = depthLimit
  }

  mutating func document() throws(SyntaxError) -> Value {
    skipSpace()
    let result = try value(depth: 0)
    skipSpace()
    guard index == bytes.count else { throw failure("unexpected text after the value") }
    return result
  }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpace() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return
      }
    }
  }

  private mutating func value(depth: Int) throws(SyntaxError) -> Value {
    guard let next else { throw failure("the text ends where a value is expected") }
    switch next {
    case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
    case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw failure("expected a value")
    }
  }

  private mutating func word(_ word: StaticString, _ value: Value) throws(SyntaxError) -> Value {
    let end = index + word.utf8CodeUnitCount
    guard end <= bytes.count,
      bytes[index..<end].elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: end - index))
    else { throw failure("expected \(word)") }
    index = end
    return value
  }

  private mutating func object(depth: Int) throws(SyntaxError) -> Mapping {
    try enter(depth)
    var mapping = Mapping()
    skipSpace()
    if next == UInt8(ascii: "}") {
      index += 1
      return mapping
    }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else { throw failure("expected a key in double quotes") }
      let key = try string()
      skipSpace()
      guard next == UInt8(ascii: ":") else { throw failure("expected ':' after the key \"\(key)\"") }
      index += 1
      skipSpace()
      mapping[key] = try value(depth: depth)
      skipSpace()
      switch next {
      case UInt8(ascii: ","): index += 1
      case UInt8(ascii: "}"):
        index += 1
        return mapping
      default: throw failure("expected ',' or '}'")
      }
    }
  }

  private mutating func array(depth: Int) throws(SyntaxError) -> [Value] {
    try enter(depth)
    var elements: [Value] = []
    skipSpace()
    if next == UInt8(ascii: "]") {
      index += 1
      return elements
    }
    while true {
      skipSpace()
      elements.append(try value(depth: depth))
      skipSpace()
      switch next {
      case UInt8(ascii: ","): index += 1
      case UInt8(ascii: "]"):
        index += 1
        return elements
      default: throw failure("expected ',' or ']'")
      }
    }
  }

  private mutating func enter(_ depth: Int) throws(SyntaxError) {
    guard depth <= depthLimit else { throw failure("values nest deeper than \(depthLimit) levels") }
    index += 1
  }

  private mutating func digits() -> Int {
    let start = index
    while let byte = next, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") { index += 1 }
    return index - start
  }

  private mutating func number() throws(SyntaxError) -> Value {
    let start = index
    var isInteger = true
    if next == UInt8(ascii: "-") { index += 1 }
    let first = next
    let whole = digits()
    guard whole > 0, first != UInt8(ascii: "0") || whole == 1 else {
      index = start
      throw failure(whole == 0 ? "expected a digit after '-'" : "a number cannot begin with 0")
    }
    if next == UInt8(ascii: ".") {
      isInteger = false
      index += 1
      guard digits() > 0 else { throw failure("expected a digit after the decimal point") }
    }
    if let mark = next, mark | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      index += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
      guard digits() > 0 else { throw failure("expected a digit in the exponent") }
    }
    let text = UnsafeBufferPointer(rebasing: bytes[start..<index])
    if isInteger, let integer = GoNumber.integer(text) {
      switch integer {
      case .signed(let value): return .int(value)
      case .unsigned(let value): return .uint(value)
      }
    }
    guard let double = GoNumber.double(text) else {
      index = start
      throw failure("the number \(String(decoding: text, as: UTF8.self)) is too large")
    }
    return .double(double)
  }

  private mutating func string() throws(SyntaxError) -> String {
    index += 1
    let start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != UInt8(ascii: "\\"),
      bytes[index] >= 0x20
    { index += 1 }
    if next == UInt8(ascii: "\"") {
      defer { index += 1 }
      return String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self)
    }
    var text = Array(bytes[start..<index])
    while let byte = next {
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw failure("a control character in a string must be escaped")
      default:
        text.append(byte)
        index += 1
      }
    }
    throw failure("the text ends inside a string")
  }

  private mutating func escape(into text: inout [UInt8]) throws(SyntaxError) {
    guard index + 1 < bytes.count else { throw failure("the text ends inside a string") }
    switch bytes[index + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[index + 1])
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var code = try hex(at: index + 2)
      index += 6
      if 0xD800..<0xDC00 ~= code, index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
        bytes[index + 1] == UInt8(ascii: "u")
      {
        let low = try hex(at: index + 2)
        if 0xDC00..<0xE000 ~= low {
          code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
          index += 6
        }
      }
      text.append(contentsOf: String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8)
      return
    default: throw failure("unknown escape sequence in a string")
    }
    index += 2
  }

  private func hex(at start: Int) throws(SyntaxError) -> UInt32 {
    var code: UInt32 = 0
    for position in start..<start + 4 {
      guard position < bytes.count, let digit = Character(Unicode.Scalar(bytes[position])).hexDigitValue else {
        throw failure("expected four hexadecimal digits after '\\u'")
      }
      code = code << 4 | UInt32(digit)
    }
    return code
  }

  /// Lines and columns are counted only once something is wrong.
  private func failure(_ message: String) -> SyntaxError {
    let before = bytes[..<min(index, bytes.count)]
    let line = before.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
    let lastLine = before[(before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0)...]
    let column = lastLine.reduce(1) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    return SyntaxError(message: message, position: SourcePosition(line: line, column: column))
  }
}
