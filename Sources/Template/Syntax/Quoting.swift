/// Go's quoted strings, both ways (package strconv).
package enum Quoting {
  private static let lowerHex = Array("0123456789abcdef".utf8)

  /// `"…"` with what is not printable escaped.
  package static func quoted(_ bytes: [UInt8], ascii: Bool = false) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 2)
    result.append(0x22)
    var index = 0
    while index < bytes.count {
      let (rune, size) = UTF8Text.decode(bytes, at: index)
      if size == 1, rune == UTF8Text.replacement {
        result += [0x5C, 0x78, lowerHex[Int(bytes[index] >> 4)], lowerHex[Int(bytes[index] & 15)]]
      } else {
        appendEscaped(rune, quote: 0x22, ascii: ascii, to: &result)
      }
      index += size
    }
    result.append(0x22)
    return result
  }

  /// `'x'`.
  static func quoted(rune: UInt32, ascii: Bool) -> [UInt8] {
    let valid = Unicode.Scalar(rune) != nil ? rune : UTF8Text.replacement
    var result: [UInt8] = [0x27]
    appendEscaped(valid, quote: 0x27, ascii: ascii, to: &result)
    result.append(0x27)
    return result
  }

  private static func appendEscaped(_ rune: UInt32, quote: UInt8, ascii: Bool, to result: inout [UInt8]) {
    if rune == UInt32(quote) || rune == 0x5C {
      result.append(0x5C)
      result.append(UInt8(rune))
      return
    }
    if rune < 0x80 ? (rune >= 0x20 && rune < 0x7F) : (!ascii && Rune.isPrintable(rune)) {
      UTF8Text.append(rune, to: &result)
      return
    }
    switch rune {
    case 7: result += "\\a".utf8
    case 8: result += "\\b".utf8
    case 9: result += "\\t".utf8
    case 10: result += "\\n".utf8
    case 11: result += "\\v".utf8
    case 12: result += "\\f".utf8
    case 13: result += "\\r".utf8
    case _ where rune < 0x20 || rune == 0x7F: appendHex(rune, digits: 2, letter: "x", to: &result)
    case _ where rune < 0x10000: appendHex(rune, digits: 4, letter: "u", to: &result)
    default: appendHex(rune, digits: 8, letter: "U", to: &result)
    }
  }

  private static func appendHex(_ rune: UInt32, digits: Int, letter: Unicode.Scalar, to result: inout [UInt8]) {
    result.append(0x5C)
    result.append(UInt8(ascii: letter))
    for shift in stride(from: (digits - 1) * 4, through: 0, by: -4) {
      result.append(lowerHex[Int(rune >> UInt32(shift)) & 15])
    }
  }

  /// Whether a raw string can hold the text.
  static func canBackquote(_ bytes: [UInt8]) -> Bool {
    var index = 0
    while index < bytes.count {
      let (rune, size) = UTF8Text.decode(bytes, at: index)
      if size > 1 {
        if rune == 0xFEFF { return false }
      } else if rune == UTF8Text.replacement || (rune < 0x20 && rune != 9) || rune == 0x60 || rune == 0x7F {
        return false
      }
      index += size
    }
    return true
  }

  /// `U+002B '+'`, as `%#U` prints.
  static func unicode(_ rune: UInt32) -> String {
    let digits = String(Int32(bitPattern: rune), radix: 16, uppercase: true)
    if rune == 0xFFFF_FFFF { return "U+FFFFFFFFFFFFFFFF" }
    let name = "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    guard Rune.isPrintable(rune), let scalar = Unicode.Scalar(rune) else { return name }
    return "\(name) '\(scalar)'"
  }

  /// The text of a quoted or raw string literal; nil when it is malformed.
  static func unquoted(_ literal: [UInt8]) -> [UInt8]? {
    guard literal.count >= 2, let quote = literal.first, literal.last == quote else { return nil }
    let body = Array(literal[1..<literal.count - 1])
    if quote == 0x60 { return body.contains(13) ? body.filter { $0 != 13 } : body }
    if !body.contains(where: { $0 == 0x5C || $0 == quote || $0 == 0x0A }) { return body }
    var result: [UInt8] = []
    result.reserveCapacity(body.count)
    var index = 0
    while index < body.count {
      if body[index] == quote || body[index] == 0x0A { return nil }
      if body[index] != 0x5C {
        result.append(body[index])
        index += 1
        continue
      }
      guard let (value, isByte, next) = escape(body, at: index, quote: quote) else { return nil }
      if isByte { result.append(UInt8(value)) } else { UTF8Text.append(value, to: &result) }
      index = next
    }
    return result
  }

  /// The rune of a character constant; nil when it is malformed, `complete` false when more follows it.
  static func unquotedRune(_ literal: [UInt8]) -> (rune: UInt32, complete: Bool)? {
    guard literal.count >= 2, literal[1] != 0x27 else { return nil }
    if literal[1] == 0x5C {
      guard let (value, _, next) = escape(literal, at: 1, quote: 0x27) else { return nil }
      return (value, next == literal.count - 1)
    }
    let (rune, size) = UTF8Text.decode(literal, at: 1)
    return (rune, 1 + size == literal.count - 1)
  }

  private static func escape(_ text: [UInt8], at index: Int, quote: UInt8) -> (UInt32, isByte: Bool, next: Int)? {
    guard index + 1 < text.count else { return nil }
    let letter = text[index + 1]
    func hex(_ digits: Int) -> UInt32? {
      guard index + 2 + digits <= text.count else { return nil }
      var value: UInt32 = 0
      for byte in text[index + 2..<index + 2 + digits] {
        guard let digit = hexDigit(byte) else { return nil }
        value = value << 4 | UInt32(digit)
      }
      return value
    }
    switch letter {
    case UInt8(ascii: "a"): return (7, false, index + 2)
    case UInt8(ascii: "b"): return (8, false, index + 2)
    case UInt8(ascii: "f"): return (12, false, index + 2)
    case UInt8(ascii: "n"): return (10, false, index + 2)
    case UInt8(ascii: "r"): return (13, false, index + 2)
    case UInt8(ascii: "t"): return (9, false, index + 2)
    case UInt8(ascii: "v"): return (11, false, index + 2)
    case 0x5C: return (0x5C, false, index + 2)
    case 0x27, 0x22: return letter == quote ? (UInt32(letter), false, index + 2) : nil
    case UInt8(ascii: "x"): return hex(2).map { ($0, true, index + 4) }
    case UInt8(ascii: "u"), UInt8(ascii: "U"):
      let digits = letter == UInt8(ascii: "u") ? 4 : 8
      guard let value = hex(digits), Unicode.Scalar(value) != nil else { return nil }
      return (value, false, index + 2 + digits)
    case 0x30...0x37:
      guard index + 4 <= text.count else { return nil }
      var value: UInt32 = 0
      for byte in text[index + 1..<index + 4] {
        guard (0x30...0x37).contains(byte) else { return nil }
        value = value << 3 | UInt32(byte - 0x30)
      }
      return value <= 255 ? (value, true, index + 4) : nil
    default: return nil
    }
  }

  static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x61...0x66: byte - 0x61 + 10
    case 0x41...0x46: byte - 0x41 + 10
    default: nil
    }
  }
}
