import Structure

/// What a plain scalar is by YAML 1.2's core schema with the leniency of Go's YAML library: legacy octals, underscores
/// in numbers, timestamps.
enum ScalarResolution {
  static func tag(of text: String) -> Node.Tag {
    guard let first = text.utf8.first else { return .null }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"):
      if isSmallNumber(text) { return .int }
      if text == "+.inf" || text == "-.inf" || text == "+.Inf" || text == "-.Inf" || text == "+.INF" || text == "-.INF"
      {
        return .float
      }
      if Timestamps.parse(text) != nil { return .timestamp }
      if integer(text) != nil { return .int }
      return float(text) == nil ? .string : .float
    case UInt8(ascii: "."):
      switch text {
      case ".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN": return .float
      default: return pointFloat(text) == nil ? .string : .float
      }
    case UInt8(ascii: "t"), UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"):
      return boolean(text) == nil ? .string : .bool
    case UInt8(ascii: "~"), UInt8(ascii: "n"), UInt8(ascii: "N"):
      switch text {
      case "~", "null", "Null", "NULL": return .null
      default: return .string
      }
    case UInt8(ascii: "<"): return text == "<<" ? .merge : .string
    default: return .string
    }
  }

  /// A decimal number of a few digits without anything around it, as most numbers are.
  private static func isSmallNumber(_ text: String) -> Bool {
    text.withUTF8Bytes { bytes in
      guard bytes.count <= 15, bytes.count == 1 || bytes.first != UInt8(ascii: "0") else { return false }
      for byte in bytes where byte < UInt8(ascii: "0") || byte > UInt8(ascii: "9") { return false }
      return true
    }
  }

  static func boolean(_ text: String) -> Bool? {
    switch text {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  /// An integer: sign and magnitude, since magnitudes up to 2^64 are kept.
  static func integer(_ text: String) -> (negative: Bool, magnitude: UInt64)? {
    var digits = Array(text.utf8.lazy.filter { $0 != UInt8(ascii: "_") })
    var negative = false
    if let sign = digits.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      negative = sign == UInt8(ascii: "-")
      digits.removeFirst()
      // A sign in front of an unsigned value beyond Int64 is no integer, nor is "+" in front of 0b and 0o by the rules
      // of the second reading; the difference never shows in documents people write.
    }
    var radix: UInt64 = 10
    if digits.count > 1, digits[0] == UInt8(ascii: "0") {
      switch digits[1] {
      case UInt8(ascii: "x"), UInt8(ascii: "X"): (radix, digits) = (16, Array(digits.dropFirst(2)))
      case UInt8(ascii: "b"), UInt8(ascii: "B"): (radix, digits) = (2, Array(digits.dropFirst(2)))
      case UInt8(ascii: "o"), UInt8(ascii: "O"): (radix, digits) = (8, Array(digits.dropFirst(2)))
      default: (radix, digits) = (8, Array(digits.dropFirst()))
      }
    }
    guard !digits.isEmpty else { return nil }
    var magnitude: UInt64 = 0
    for digit in digits {
      guard let value = value(of: digit), value < radix else { return nil }
      let (product, first) = magnitude.multipliedReportingOverflow(by: radix)
      let (sum, second) = product.addingReportingOverflow(value)
      guard !first, !second else { return nil }
      magnitude = sum
    }
    if negative, magnitude > UInt64(Int64.max) + 1 { return nil }
    return (negative, magnitude)
  }

  private static func value(of digit: UInt8) -> UInt64? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(digit - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt64(digit - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt64(digit - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  /// A decimal number as YAML writes it: `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, underscores apart.
  static func float(_ text: String) -> Double? {
    let bytes = Array(text.utf8.lazy.filter { $0 != UInt8(ascii: "_") })
    guard isDecimal(bytes) else { return nil }
    return Double(String(decoding: bytes, as: UTF8.self).addingZeroes)
  }

  private static func pointFloat(_ text: String) -> Double? {
    isDecimal(Array(text.utf8)) ? Double(text.addingZeroes) : nil
  }

  /// Any float, the special ones included.
  static func anyFloat(_ text: String) -> Double? {
    switch text {
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": .infinity
    case "-.inf", "-.Inf", "-.INF": -.infinity
    case ".nan", ".NaN", ".NAN": .nan
    default: float(text)
    }
  }

  private static func isDecimal(_ bytes: [UInt8]) -> Bool {
    var index = 0
    func digits() -> Int {
      let start = index
      while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) { index += 1 }
      return index - start
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") { index += 1 }
    let whole = digits()
    var fraction = 0
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      fraction = digits()
    }
    guard whole > 0 || fraction > 0 else { return false }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") { index += 1 }
      guard digits() > 0 else { return false }
    }
    return index == bytes.count
  }
}

extension String {
  /// `1.` and `.5` with the zeroes that Swift's reader wants.
  fileprivate var addingZeroes: String {
    var bytes: [UInt8] = []
    let source = Array(utf8)
    for (index, byte) in source.enumerated() {
      if byte == UInt8(ascii: ".") {
        if index == 0 || !(48...57).contains(source[index - 1]) { bytes.append(48) }
        bytes.append(byte)
        if index + 1 == source.count || !(48...57).contains(source[index + 1]) { bytes.append(48) }
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
