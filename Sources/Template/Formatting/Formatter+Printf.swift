extension Formatter {
  /// The most that a width, a precision or an argument number may be.
  private static let numberLimit = 1_000_000

  /// fmt.Sprintf.
  static func printf(_ format: ByteString, _ arguments: [GoValue]) -> ByteString {
    var formatter = Formatter()
    formatter.printf(format.bytes, arguments)
    return ByteString(formatter.out)
  }

  private struct Cursor {
    let format: [UInt8]
    var index = 0
    var argument = 0
    var afterIndex = false
    var reordered = false
    var isGood = true

    var byte: UInt8? { index < format.count ? format[index] : nil }

    /// Reads digits; nil when there are none or they are too many.
    mutating func number() -> Int? {
      guard let first = byte, (0x30...0x39).contains(first) else { return nil }
      var value = 0
      while let digit = byte, (0x30...0x39).contains(digit) {
        if value > numberLimit {
          // Go gives up on the rest of the format.
          index = format.count
          return nil
        }
        value = value * 10 + Int(digit - 0x30)
        index += 1
      }
      return value
    }

    /// Reads `[n]`.
    mutating func argumentNumber(_ count: Int) {
      afterIndex = false
      guard byte == UInt8(ascii: "[") else { return }
      reordered = true
      guard format.count - index >= 3,
        let end = format[(index + 1)...].firstIndex(of: UInt8(ascii: "]"))
      else {
        isGood = false
        index += 1
        return
      }
      var inner = Cursor(format: format, index: index + 1)
      let number = inner.number()
      index = end + 1
      guard let number, inner.index == end else {
        isGood = false
        return
      }
      afterIndex = true
      if number >= 1, number <= count { argument = number - 1 } else { isGood = false }
    }
  }

  private static func integer(_ cursor: inout Cursor, _ arguments: [GoValue]) -> Int? {
    guard cursor.argument < arguments.count else { return nil }
    let value = arguments[cursor.argument].integerValue
    cursor.argument += 1
    guard let value, value <= Int64(numberLimit), value >= -Int64(numberLimit) else { return nil }
    return Int(value)
  }

  private mutating func printf(_ format: [UInt8], _ arguments: [GoValue]) {
    var cursor = Cursor(format: format)
    while cursor.index < format.count {
      cursor.isGood = true
      let start = cursor.index
      while let byte = cursor.byte, byte != UInt8(ascii: "%") { cursor.index += 1 }
      out += format[start..<cursor.index]
      if cursor.index >= format.count { break }
      cursor.index += 1
      flags = Flags()
      readFlags(&cursor)
      cursor.argumentNumber(arguments.count)
      readWidth(&cursor, arguments)
      readPrecision(&cursor, arguments)
      if !cursor.afterIndex { cursor.argumentNumber(arguments.count) }
      guard cursor.index < format.count else {
        out += "%!(NOVERB)".utf8
        break
      }
      let (verb, size) = UTF8Text.decode(format, at: cursor.index)
      cursor.index += size
      if verb == UInt32(UInt8(ascii: "%")) {
        out.append(UInt8(ascii: "%"))
      } else if !cursor.isGood {
        bad(verb, "(BADINDEX)")
      } else if cursor.argument >= arguments.count {
        bad(verb, "(MISSING)")
      } else {
        printVerb(arguments[cursor.argument], verb)
        cursor.argument += 1
      }
    }
    if !cursor.reordered, cursor.argument < arguments.count { printExtra(arguments[cursor.argument...]) }
  }

  private mutating func readFlags(_ cursor: inout Cursor) {
    while let byte = cursor.byte {
      switch byte {
      case UInt8(ascii: "#"): flags.sharp = true
      case UInt8(ascii: "0"): flags.zero = true
      case UInt8(ascii: "+"): flags.plus = true
      case UInt8(ascii: "-"): flags.minus = true
      case UInt8(ascii: " "): flags.space = true
      default: return
      }
      cursor.index += 1
    }
  }

  private mutating func readWidth(_ cursor: inout Cursor, _ arguments: [GoValue]) {
    if cursor.byte == UInt8(ascii: "*") {
      cursor.index += 1
      flags.width = Self.integer(&cursor, arguments)
      if let width = flags.width {
        if width < 0 {
          flags.width = -width
          flags.minus = true
          flags.zero = false
        }
      } else {
        out += "%!(BADWIDTH)".utf8
      }
      cursor.afterIndex = false
      return
    }
    flags.width = cursor.number()
    if cursor.afterIndex, flags.width != nil { cursor.isGood = false }
  }

  private mutating func readPrecision(_ cursor: inout Cursor, _ arguments: [GoValue]) {
    guard cursor.index + 1 < cursor.format.count, cursor.byte == UInt8(ascii: ".") else { return }
    cursor.index += 1
    if cursor.afterIndex { cursor.isGood = false }
    cursor.argumentNumber(arguments.count)
    if cursor.byte == UInt8(ascii: "*") {
      cursor.index += 1
      flags.precision = Self.integer(&cursor, arguments)
      if let precision = flags.precision, precision < 0 { flags.precision = nil }
      if flags.precision == nil { out += "%!(BADPREC)".utf8 }
      cursor.afterIndex = false
    } else {
      flags.precision = cursor.number() ?? 0
    }
  }

  private mutating func printVerb(_ value: GoValue, _ verb: UInt32) {
    if verb == UInt32(UInt8(ascii: "v")) {
      flags.sharpValue = flags.sharp
      flags.sharp = false
      flags.plusValue = flags.plus
      flags.plus = false
    }
    printArgument(value, verb)
  }

  private mutating func bad(_ verb: UInt32, _ reason: String) {
    out += "%!".utf8
    UTF8Text.append(verb, to: &out)
    out += reason.utf8
  }

  private mutating func printExtra(_ rest: ArraySlice<GoValue>) {
    flags = Flags()
    out += "%!(EXTRA ".utf8
    for (offset, value) in rest.enumerated() {
      if offset > 0 { out += ", ".utf8 }
      if value.isNone {
        out += "<nil>".utf8
      } else {
        out += value.typeName.utf8
        out.append(UInt8(ascii: "="))
        printArgument(value, UInt32(UInt8(ascii: "v")))
      }
    }
    out.append(UInt8(ascii: ")"))
  }
}
