/// Numbers as Go's strconv reads and prints them.
package enum GoNumber {
  enum Integer: Equatable {
    case signed(Int64)
    /// Above `Int64.max`.
    case unsigned(UInt64)
  }

  /// An integer with an optional sign and prefix (`0x`, `0o`, `0b`, a leading zero for octal) that fits 64 bits; a sign
  /// is accepted only where the value fits `Int64`.
  static func integer(_ bytes: UnsafeBufferPointer<UInt8>) -> Integer? {
    var digits = bytes[...]
    var isNegative = false
    var isSigned = false
    if let sign = digits.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isSigned = true
      isNegative = sign == UInt8(ascii: "-")
      digits = digits.dropFirst()
    }
    var base: UInt64 = 10
    if digits.first == UInt8(ascii: "0"), digits.count > 1 {
      let prefixed: UInt64? =
        switch digits[digits.startIndex + 1] | 0x20 {
        case UInt8(ascii: "x"): 16
        case UInt8(ascii: "o"): 8
        case UInt8(ascii: "b"): 2
        default: nil
        }
      base = prefixed ?? 8
      digits = digits.dropFirst(prefixed == nil ? 1 : 2)
    }
    guard !digits.isEmpty else { return nil }
    var magnitude: UInt64 = 0
    for byte in digits {
      guard let digit = digit(byte), digit < base else { return nil }
      let (product, overflow) = magnitude.multipliedReportingOverflow(by: base)
      let (sum, carry) = product.addingReportingOverflow(digit)
      if overflow || carry { return nil }
      magnitude = sum
    }
    if isNegative {
      guard magnitude <= UInt64(Int64.max) + 1 else { return nil }
      return .signed(Int64(truncatingIfNeeded: 0 &- magnitude))
    }
    if let value = Int64(exactly: magnitude) { return .signed(value) }
    return isSigned ? nil : .unsigned(magnitude)
  }

  private static func digit(_ byte: UInt8) -> UInt64? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt64(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt64(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt64(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  /// A decimal number whose form was checked; nil when it is too large for a `Double`.
  static func double(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else { return nil }
    return value
  }

  /// The text of a floating-point key: sigs.k8s.io/yaml prints it with 32 bits of precision.
  package static func keyText(_ double: Double) -> String {
    let single = Float(double)
    if single.isNaN { return ".nan" }
    if single.isInfinite { return single < 0 ? "-.inf" : ".inf" }
    return String(decoding: ShortestDecimal(single).general(), as: UTF8.self)
  }

  /// What a double becomes when it passes through Go's JSON: an integer where it is one and fits 64 bits.
  static func normalized(_ double: Double) -> Value {
    guard double == double.rounded(.towardZero), abs(double) < 1e21 else { return .double(double) }
    if abs(double) < 0x1p53 { return .int(Int64(double)) }
    // JSON has the shortest digits that mean this double, with zeros behind; as an integer that is another number.
    switch ShortestDecimal(double).json().withUnsafeBufferPointer({ integer($0) }) {
    case .signed(let value)?: return .int(value)
    case .unsigned(let value)?: return .uint(value)
    case nil: return .double(double)
    }
  }
}

/// The shortest decimal digits that read back as the same number: 0.d₁d₂d₃… × 10^exponent.
struct ShortestDecimal {
  private(set) var isNegative: Bool
  /// ASCII digits without leading or trailing zeros; empty for zero.
  private(set) var digits: [UInt8]
  private(set) var exponent: Int

  init(_ number: Double) { self.init(description: number.description) }
  init(_ number: Float) { self.init(description: number.description) }

  /// - Parameter description: Swift's text of a finite number, which has the shortest digits in one of its layouts.
  private init(description: String) {
    isNegative = false
    digits = []
    exponent = 0
    var pointAt: Int?
    var power = 0
    var inPower = false
    var powerIsNegative = false
    for byte in description.utf8 {
      switch byte {
      case UInt8(ascii: "-"): if inPower { powerIsNegative = true } else { isNegative = true }
      case UInt8(ascii: "."): pointAt = digits.count
      case UInt8(ascii: "e"): inPower = true
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if inPower { power = power * 10 + Int(byte - UInt8(ascii: "0")) } else { digits.append(byte) }
      default: break
      }
    }
    exponent = (pointAt ?? digits.count) + (powerIsNegative ? -power : power)
    let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
    digits.removeFirst(zeros)
    exponent -= zeros
    while digits.last == UInt8(ascii: "0") { digits.removeLast() }
    if digits.isEmpty { exponent = 0 }
  }

  /// Go's `%g` with the shortest precision: an exponent below 1e-4 and from 1e6 on.
  func general() -> [UInt8] {
    let power = digits.isEmpty ? 0 : exponent - 1
    return power < -4 || power >= 6 ? scientific(minimumPowerDigits: 2) : positional()
  }

  /// Go's encoding/json: an exponent below 1e-6 and from 1e21 on, negative ones without a leading zero.
  func json() -> [UInt8] {
    let power = exponent - 1
    guard !digits.isEmpty, power < -6 || power >= 21 else { return positional() }
    return scientific(minimumPowerDigits: power < 0 ? 1 : 2)
  }

  private func positional() -> [UInt8] {
    var text: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
    let zero = UInt8(ascii: "0")
    if exponent <= 0 {
      text.append(zero)
      guard !digits.isEmpty else { return text }
      text.append(UInt8(ascii: "."))
      text.append(contentsOf: repeatElement(zero, count: -exponent))
      text.append(contentsOf: digits)
    } else {
      text.append(contentsOf: digits.prefix(exponent))
      text.append(contentsOf: repeatElement(zero, count: max(0, exponent - digits.count)))
      if digits.count > exponent {
        text.append(UInt8(ascii: "."))
        text.append(contentsOf: digits.dropFirst(exponent))
      }
    }
    return text
  }

  private func scientific(minimumPowerDigits: Int) -> [UInt8] {
    var text: [UInt8] = isNegative ? [UInt8(ascii: "-")] : []
    text.append(digits[0])
    if digits.count > 1 {
      text.append(UInt8(ascii: "."))
      text.append(contentsOf: digits.dropFirst())
    }
    let power = exponent - 1
    text.append(UInt8(ascii: "e"))
    text.append(power < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
    let powerDigits = Array(String(abs(power)).utf8)
    text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, minimumPowerDigits - powerDigits.count)))
    text.append(contentsOf: powerDigits)
    return text
  }
}
