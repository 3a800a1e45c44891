import Structure

/// A number in decimal: what its text says, not what a binary fraction makes of it.
struct Decimal: Sendable {
  private(set) var isNegative: Bool
  /// Without trailing zeros.
  private(set) var digits: UInt64
  /// The power of ten that ``digits`` is multiplied with.
  private(set) var exponent: Int

  /// Nil when the value is no finite number.
  init?(_ value: Value) {
    switch value {
    case .int(let number): self.init(isNegative: number < 0, digits: number.magnitude, exponent: 0)
    case .uint(let number): self.init(isNegative: false, digits: number, exponent: 0)
    case .double(let number):
      guard number.isFinite else { return nil }
      self.init(number)
    default: return nil
    }
  }

  /// The shortest decimal that reads back as a finite number.
  init(_ number: Double) {
    var digits: UInt64 = 0
    var exponent = 0
    var power = 0
    var (isFraction, isPower, isPowerNegative) = (false, false, false)
    for byte in number.description.utf8 {
      switch byte {
      case UInt8(ascii: "."): isFraction = true
      case UInt8(ascii: "e"): isPower = true
      case UInt8(ascii: "-"): if isPower { isPowerNegative = true }
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let digit = UInt64(byte - UInt8(ascii: "0"))
        if isPower {
          power = power * 10 + Int(digit)
        } else if digits < 100_000_000_000_000_000 {
          digits = digits * 10 + digit
          if isFraction { exponent -= 1 }
        } else if !isFraction {
          // Seventeen digits are all that a number has; what follows are zeros.
          exponent += 1
        }
      default: break
      }
    }
    self.init(isNegative: number < 0, digits: digits, exponent: exponent + (isPowerNegative ? -power : power))
  }

  private init(isNegative: Bool, digits: UInt64, exponent: Int) {
    self.isNegative = isNegative
    self.digits = digits
    self.exponent = digits == 0 ? 0 : exponent
    while self.digits != 0, self.digits % 10 == 0 {
      self.digits /= 10
      self.exponent += 1
    }
  }

  var isInteger: Bool { exponent >= 0 }

  /// The number of decimal digits.
  private var width: Int {
    var width = 1
    var rest = digits / 10
    while rest > 0 {
      width += 1
      rest /= 10
    }
    return width
  }

  /// Whether this is a whole number of times `other`, which is above zero.
  func isMultiple(of other: Decimal) -> Bool {
    guard digits != 0 else { return true }
    guard other.digits != 0 else { return false }
    if exponent < other.exponent {
      // The divisor has more zeros at its end than the number, which has none.
      return false
    }
    // (digits × 10^n) mod divisor, a factor at a time.
    let divisor = UInt128(other.digits)
    var rest = UInt128(digits) % divisor
    var base = UInt128(10) % divisor
    var power = exponent - other.exponent
    while power > 0, rest != 0 {
      if power & 1 == 1 { rest = rest * base % divisor }
      base = base * base % divisor
      power >>= 1
    }
    return rest == 0
  }

  static func < (left: Decimal, right: Decimal) -> Bool {
    if left.digits == 0 { return !right.isNegative && right.digits != 0 }
    if right.digits == 0 { return left.isNegative }
    guard left.isNegative == right.isNegative else { return left.isNegative }
    return left.isNegative ? right.isSmaller(than: left) : left.isSmaller(than: right)
  }

  static func == (left: Decimal, right: Decimal) -> Bool {
    left.digits == right.digits && left.exponent == right.exponent
      && (left.isNegative == right.isNegative || left.digits == 0)
  }

  /// By magnitude.
  private func isSmaller(than other: Decimal) -> Bool {
    let (size, otherSize) = (width + exponent, other.width + other.exponent)
    guard size == otherSize else { return size < otherSize }
    // Of the same size, the one with the larger exponent has so much fewer digits: no more than twenty in all.
    let (scaled, otherScaled) = (
      UInt128(digits) * Self.power(exponent - other.exponent),
      UInt128(other.digits) * Self.power(other.exponent - exponent)
    )
    return scaled < otherScaled
  }

  private static func power(_ exponent: Int) -> UInt128 {
    var result: UInt128 = 1
    for _ in 0..<max(0, exponent) { result *= 10 }
    return result
  }
}

extension Decimal {
  /// The number as Go's golang.org/x/text prints it in English: `1,234.5`, `1.5×10⁰⁶`.
  var localized: String {
    guard digits != 0 else { return "0" }
    let sign = isNegative ? "-" : ""
    let text = Array(String(digits).utf8)
    let power = text.count + exponent - 1
    if power < -4 || power >= 6 {
      let fraction = text.count > 1 ? "." + String(decoding: text[1...], as: UTF8.self) : ""
      return "\(sign)\(text[0] - UInt8(ascii: "0"))\(fraction)×10\(Self.superscript(power))"
    }
    if power < 0 {
      return "\(sign)0." + String(repeating: "0", count: -power - 1) + String(decoding: text, as: UTF8.self)
    }
    let whole = text.prefix(power + 1) + repeatElement(UInt8(ascii: "0"), count: max(0, power + 1 - text.count))
    let fraction = text.dropFirst(power + 1)
    return sign + Self.grouped(String(decoding: whole, as: UTF8.self))
      + (fraction.isEmpty ? "" : "." + String(decoding: fraction, as: UTF8.self))
  }

  /// Digits with a comma between each three: `1,234`.
  static func grouped(_ digits: String) -> String {
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  private static func superscript(_ power: Int) -> String {
    let signs = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]
    let digits = String(abs(power)).utf8.map { signs[Int($0 - UInt8(ascii: "0"))] }
    return (power < 0 ? "⁻" : "") + (digits.count < 2 ? "⁰" : "") + digits.joined()
  }
}
