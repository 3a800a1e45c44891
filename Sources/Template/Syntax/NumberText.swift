/// Numbers in text as Go's package strconv reads them.
enum NumberText {
  enum Failure: Error { case syntax, range }

  /// strconv.ParseUint. Base 0 takes it from the prefix and allows underscores.
  static func unsigned(_ text: [UInt8], base: Int) throws(Failure) -> UInt64 {
    guard !text.isEmpty else { throw .syntax }
    var radix = UInt64(base)
    var digits = text[...]
    if base == 0 {
      radix = 10
      if digits.first == 0x30 {
        if digits.count >= 3, let letter = digits.dropFirst().first {
          switch letter | 0x20 {
          case UInt8(ascii: "b"): (radix, digits) = (2, digits.dropFirst(2))
          case UInt8(ascii: "o"): (radix, digits) = (8, digits.dropFirst(2))
          case UInt8(ascii: "x"): (radix, digits) = (16, digits.dropFirst(2))
          default: (radix, digits) = (8, digits.dropFirst())
          }
        } else {
          (radix, digits) = (8, digits.dropFirst())
        }
      }
    }
    var value: UInt64 = 0
    var overflows = false
    var hasUnderscore = false
    for byte in digits {
      let digit: UInt64
      switch byte {
      case 0x5F where base == 0:
        hasUnderscore = true
        continue
      case 0x30...0x39: digit = UInt64(byte - 0x30)
      case 0x61...0x7A: digit = UInt64(byte - 0x61) + 10
      case 0x41...0x5A: digit = UInt64(byte - 0x41) + 10
      default: throw .syntax
      }
      guard digit < radix else { throw .syntax }
      let (product, multiplied) = value.multipliedReportingOverflow(by: radix)
      let (sum, added) = product.addingReportingOverflow(digit)
      overflows = overflows || multiplied || added
      value = sum
    }
    if overflows { throw .range }
    if hasUnderscore, !underscoresFit(text) { throw .syntax }
    return value
  }

  /// strconv.ParseInt for 64 bits.
  static func signed(_ text: [UInt8], base: Int) throws(Failure) -> Int64 {
    guard let first = text.first else { throw .syntax }
    let isSigned = first == 0x2B || first == 0x2D
    let value = try unsigned(isSigned ? Array(text.dropFirst()) : text, base: base)
    if first == 0x2D {
      guard value <= UInt64(Int64.max) + 1 else { throw .range }
      return Int64(truncatingIfNeeded: 0 &- value)
    }
    guard value <= UInt64(Int64.max) else { throw .range }
    return Int64(value)
  }

  /// Whether underscores stand only between digits, or between a base prefix and a digit.
  static func underscoresFit(_ text: [UInt8]) -> Bool {
    var before: UInt8 = UInt8(ascii: "^")
    var index = 0
    if let first = text.first, first == 0x2B || first == 0x2D { index = 1 }
    var isHexadecimal = false
    if text.count - index >= 2, text[index] == 0x30 {
      let letter = text[index + 1] | 0x20
      if letter == UInt8(ascii: "b") || letter == UInt8(ascii: "o") || letter == UInt8(ascii: "x") {
        index += 2
        before = 0x30
        isHexadecimal = letter == UInt8(ascii: "x")
      }
    }
    while index < text.count {
      let byte = text[index]
      index += 1
      if (0x30...0x39).contains(byte) || (isHexadecimal && (0x61...0x66).contains(byte | 0x20)) {
        before = 0x30
      } else if byte == 0x5F {
        guard before == 0x30 else { return false }
        before = 0x5F
      } else {
        guard before != 0x5F else { return false }
        before = UInt8(ascii: "!")
      }
    }
    return before != 0x5F
  }

  /// strconv.ParseFloat; infinities on overflow throw `.range`.
  static func double(_ text: [UInt8]) throws(Failure) -> Double {
    var index = 0
    var isNegative = false
    if let first = text.first, first == 0x2B || first == 0x2D {
      isNegative = first == 0x2D
      index = 1
    }
    let word = String(decoding: text[index...].map { $0 | 0x20 }, as: UTF8.self)
    if word == "inf" || word == "infinity" { return isNegative ? -.infinity : .infinity }
    if word == "nan", index == 0 { return .nan }
    let isHexadecimal = text.count - index > 2 && text[index] == 0x30 && text[index + 1] | 0x20 == 0x78
    var cleaned: [UInt8] = isNegative ? [0x2D] : []
    if isHexadecimal {
      cleaned += [0x30, 0x78]
      index += 2
    }
    var sawDigits = false
    var sawPoint = false
    var sawUnderscore = false
    var sawExponent = false
    scan: while index < text.count {
      let byte = text[index]
      switch byte {
      case 0x5F: sawUnderscore = true
      case 0x2E:
        if sawPoint { throw .syntax }
        sawPoint = true
        cleaned.append(byte)
      case 0x30...0x39:
        sawDigits = true
        cleaned.append(byte)
      case _ where isHexadecimal && (0x61...0x66).contains(byte | 0x20):
        sawDigits = true
        cleaned.append(byte)
      case _ where byte | 0x20 == (isHexadecimal ? 0x70 : 0x65):
        cleaned.append(byte)
        index += 1
        if index < text.count, text[index] == 0x2B || text[index] == 0x2D {
          cleaned.append(text[index])
          index += 1
        }
        guard index < text.count, (0x30...0x39).contains(text[index]) else { throw .syntax }
        while index < text.count, (0x30...0x39).contains(text[index]) || text[index] == 0x5F {
          if text[index] == 0x5F { sawUnderscore = true } else { cleaned.append(text[index]) }
          index += 1
        }
        sawExponent = true
        break scan
      default: throw .syntax
      }
      index += 1
    }
    guard sawDigits, index == text.count else { throw .syntax }
    if isHexadecimal, !sawExponent { throw .syntax }
    if sawUnderscore, !underscoresFit(text) { throw .syntax }
    guard let value = Double(spelled(cleaned)) else { throw .syntax }
    if value.isInfinite { throw .range }
    return value
  }

  /// The spelling that Swift reads: digits on both sides of a point.
  private static func spelled(_ text: [UInt8]) -> String {
    var result: [UInt8] = []
    for (index, byte) in text.enumerated() {
      if byte == 0x2E {
        let before = index > 0 ? text[index - 1] : 0
        if !isDigit(before) { result.append(0x30) }
        let after = index + 1 < text.count ? text[index + 1] : 0
        if isDigit(after) { result.append(byte) }
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    Quoting.hexDigit(byte) != nil && byte | 0x20 != 0x78 && byte | 0x20 != 0x70
  }
}
