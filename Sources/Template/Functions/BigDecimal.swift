/// Decimal numbers of any length, for sprig's `addf`, `mulf` … which calculate in them (shopspring/decimal).
struct BigDecimal {
  private var isNegative: Bool
  /// Digits, the least significant first; empty for zero.
  private var digits: [UInt8]
  /// The power of ten of the first digit.
  private var exponent: Int

  /// The shortest decimal that is the double; nil for infinities and NaN.
  init?(_ number: Double) {
    guard number.isFinite else { return nil }
    let shortest = FloatText.Digits(shortest: number)
    isNegative = number < 0
    digits = shortest.digits.reversed().map { $0 - 0x30 }
    exponent = shortest.point - shortest.digits.count
  }

  private init(_ isNegative: Bool, _ digits: [UInt8], _ exponent: Int) {
    self.isNegative = isNegative
    self.digits = digits
    self.exponent = exponent
    while self.digits.last == 0 { self.digits.removeLast() }
  }

  var isZero: Bool { digits.isEmpty }
  var negated: BigDecimal { BigDecimal(!isNegative, digits, exponent) }

  /// The nearest double.
  var double: Double {
    guard !isZero else { return 0 }
    let text = digits.reversed().map { $0 + 0x30 }
    let sign = isNegative ? "-" : ""
    return Double("\(sign)\(String(decoding: text, as: UTF8.self))e\(exponent)") ?? 0
  }

  private static func aligned(_ left: BigDecimal, _ right: BigDecimal) -> ([UInt8], [UInt8], Int) {
    let exponent = min(left.exponent, right.exponent)
    let pad = { (number: BigDecimal) in [UInt8](repeating: 0, count: number.exponent - exponent) + number.digits }
    return (pad(left), pad(right), exponent)
  }

  private static func compare(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var index = max(left.count, right.count) - 1
    while index >= 0 {
      let a = index < left.count ? left[index] : 0
      let b = index < right.count ? right[index] : 0
      if a != b { return a < b ? -1 : 1 }
      index -= 1
    }
    return 0
  }

  private static func sum(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var carry: UInt8 = 0
    for index in 0..<max(left.count, right.count) {
      let digit = (index < left.count ? left[index] : 0) + (index < right.count ? right[index] : 0) + carry
      result.append(digit % 10)
      carry = digit / 10
    }
    if carry > 0 { result.append(carry) }
    return result
  }

  /// `left` must not be smaller than `right`.
  private static func difference(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var borrow = 0
    for index in 0..<left.count {
      var digit = Int(left[index]) - borrow - (index < right.count ? Int(right[index]) : 0)
      borrow = digit < 0 ? 1 : 0
      if digit < 0 { digit += 10 }
      result.append(UInt8(digit))
    }
    while result.last == 0 { result.removeLast() }
    return result
  }

  static func + (left: BigDecimal, right: BigDecimal) -> BigDecimal {
    let (a, b, exponent) = aligned(left, right)
    if left.isNegative == right.isNegative { return BigDecimal(left.isNegative, sum(a, b), exponent) }
    return compare(a, b) >= 0
      ? BigDecimal(left.isNegative, difference(a, b), exponent)
      : BigDecimal(right.isNegative, difference(b, a), exponent)
  }

  static func * (left: BigDecimal, right: BigDecimal) -> BigDecimal {
    var result = [Int](repeating: 0, count: left.digits.count + right.digits.count + 1)
    for (i, a) in left.digits.enumerated() {
      for (j, b) in right.digits.enumerated() { result[i + j] += Int(a) * Int(b) }
    }
    var carry = 0
    let digits = result.map { value -> UInt8 in
      let total = value + carry
      carry = total / 10
      return UInt8(total % 10)
    }
    return BigDecimal(left.isNegative != right.isNegative, digits, left.exponent + right.exponent)
  }

  /// The quotient with 16 digits after the point, halves away from zero; nil for a division by zero.
  func divided(by divisor: BigDecimal) -> BigDecimal? {
    guard !divisor.isZero else { return nil }
    let scale = exponent - divisor.exponent + 16
    let numerator = [UInt8](repeating: 0, count: max(scale, 0)) + digits
    let denominator = [UInt8](repeating: 0, count: max(-scale, 0)) + divisor.digits
    var quotient = [UInt8](repeating: 0, count: numerator.count)
    var remainder: [UInt8] = []
    for index in stride(from: numerator.count - 1, through: 0, by: -1) {
      remainder.insert(numerator[index], at: 0)
      while remainder.last == 0 { remainder.removeLast() }
      while Self.compare(remainder, denominator) >= 0 {
        remainder = Self.difference(remainder, denominator)
        quotient[index] += 1
      }
    }
    if Self.compare(Self.sum(remainder, remainder), denominator) >= 0 { quotient = Self.sum(quotient, [1]) }
    return BigDecimal(isNegative != divisor.isNegative, quotient, -16)
  }
}
