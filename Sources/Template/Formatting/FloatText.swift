import Glibc

/// Floating-point numbers as Go's strconv.FormatFloat writes them.
enum FloatText {
  /// - Parameters:
  ///   - format: `e`, `E`, `f`, `g`, `G`, `b`, `x` or `X`.
  ///   - precision: Digits, by format; -1 for the fewest that read back as the same number.
  static func format(_ value: Double, _ format: UInt8, precision: Int) -> [UInt8] {
    if value.isNaN { return Array("NaN".utf8) }
    if value.isInfinite { return Array((value < 0 ? "-Inf" : "+Inf").utf8) }
    switch format {
    case UInt8(ascii: "b"): return binary(value)
    case UInt8(ascii: "x"), UInt8(ascii: "X"): return hexadecimal(value, precision, format)
    default: break
    }
    let isShortest = precision < 0
    var precision = precision
    var digits: Digits
    if isShortest {
      digits = Digits(shortest: value)
      switch format | 0x20 {
      case UInt8(ascii: "e"): precision = max(digits.digits.count - 1, 0)
      case UInt8(ascii: "f"): precision = max(digits.digits.count - digits.point, 0)
      default: precision = digits.digits.count
      }
    } else {
      switch format | 0x20 {
      case UInt8(ascii: "e"): digits = Digits(value, significant: precision + 1)
      case UInt8(ascii: "f"): digits = Digits(value, fraction: precision)
      default:
        if precision == 0 { precision = 1 }
        digits = Digits(value, significant: precision)
      }
    }
    switch format {
    case UInt8(ascii: "e"), UInt8(ascii: "E"): return scientific(digits, value.sign == .minus, precision, format)
    case UInt8(ascii: "f"): return fixed(digits, value.sign == .minus, precision)
    default:
      var exponentLimit = precision
      if exponentLimit > digits.digits.count, digits.digits.count >= digits.point {
        exponentLimit = digits.digits.count
      }
      if isShortest { exponentLimit = 6 }
      let exponent = digits.point - 1
      if exponent < -4 || exponent >= exponentLimit {
        if precision > digits.digits.count { precision = digits.digits.count }
        return scientific(
          digits, value.sign == .minus, precision - 1,
          format == UInt8(ascii: "g") ? UInt8(ascii: "e") : UInt8(ascii: "E"))
      }
      if precision > digits.point { precision = digits.digits.count }
      return fixed(digits, value.sign == .minus, max(precision - digits.point, 0))
    }
  }

  private static func scientific(_ number: Digits, _ negative: Bool, _ precision: Int, _ letter: UInt8) -> [UInt8] {
    var text: [UInt8] = negative ? [0x2D] : []
    text.append(number.digits.first ?? 0x30)
    if precision > 0 {
      text.append(0x2E)
      for index in 1...precision { text.append(index < number.digits.count ? number.digits[index] : 0x30) }
    }
    text.append(letter)
    let exponent = number.digits.isEmpty ? 0 : number.point - 1
    text.append(exponent < 0 ? 0x2D : 0x2B)
    let magnitude = abs(exponent)
    if magnitude < 10 { text.append(0x30) }
    text += String(magnitude).utf8
    return text
  }

  private static func fixed(_ number: Digits, _ negative: Bool, _ precision: Int) -> [UInt8] {
    var text: [UInt8] = negative ? [0x2D] : []
    if number.point > 0 {
      for index in 0..<number.point { text.append(index < number.digits.count ? number.digits[index] : 0x30) }
    } else {
      text.append(0x30)
    }
    if precision > 0 {
      text.append(0x2E)
      for index in 0..<precision {
        let position = number.point + index
        text.append(position >= 0 && position < number.digits.count ? number.digits[position] : 0x30)
      }
    }
    return text
  }

  /// Mantissa and binary exponent: `4503599627370496p-52`.
  private static func binary(_ value: Double) -> [UInt8] {
    let bits = value.bitPattern
    var mantissa = bits & ((1 << 52) - 1)
    var exponent = Int(bits >> 52 & 0x7FF)
    if exponent == 0 { exponent += 1 } else { mantissa |= 1 << 52 }
    let power = exponent - 1023 - 52
    return Array("\(value.sign == .minus ? "-" : "")\(mantissa)p\(power >= 0 ? "+" : "")\(power)".utf8)
  }

  private static func hexadecimal(_ value: Double, _ precision: Int, _ format: UInt8) -> [UInt8] {
    let bits = value.bitPattern
    var mantissa = bits & ((1 << 52) - 1)
    var exponent = Int(bits >> 52 & 0x7FF)
    if exponent == 0 { exponent += 1 } else { mantissa |= 1 << 52 }
    exponent -= 1023
    if mantissa == 0 { exponent = 0 }
    // The leading 1 moves to bit 60.
    mantissa <<= 8
    while mantissa != 0, mantissa & (1 << 60) == 0 {
      mantissa <<= 1
      exponent -= 1
    }
    if precision >= 0, precision < 15 {
      let shift = UInt64(precision * 4)
      let extra = (mantissa << shift) & ((1 << 60) - 1)
      mantissa >>= 60 - shift
      if extra | (mantissa & 1) > 1 << 59 { mantissa += 1 }
      mantissa <<= 60 - shift
      if mantissa & (1 << 61) != 0 {
        mantissa >>= 1
        exponent += 1
      }
    }
    let digits = Array((format == UInt8(ascii: "X") ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
    var text: [UInt8] = value.sign == .minus ? [0x2D] : []
    text += [0x30, format, 0x30 + UInt8(mantissa >> 60 & 1)]
    mantissa <<= 4
    if precision < 0, mantissa != 0 {
      text.append(0x2E)
      while mantissa != 0 {
        text.append(digits[Int(mantissa >> 60)])
        mantissa <<= 4
      }
    } else if precision > 0 {
      text.append(0x2E)
      for _ in 0..<precision {
        text.append(digits[Int(mantissa >> 60)])
        mantissa <<= 4
      }
    }
    text.append(format == UInt8(ascii: "X") ? UInt8(ascii: "P") : UInt8(ascii: "p"))
    text.append(exponent < 0 ? 0x2D : 0x2B)
    let magnitude = abs(exponent)
    if magnitude < 10 { text.append(0x30) }
    text += String(magnitude).utf8
    return text
  }

  /// Decimal digits with the place of the point: 0.digits times ten to the `point`.
  struct Digits {
    var digits: [UInt8]
    var point: Int

    /// The fewest digits that read back as the same number.
    init(shortest value: Double) { self.init(spelled: Array("\(abs(value))".utf8)) }

    init(_ value: Double, significant: Int) {
      self.init(spelled: Digits.printed("%.*e", max(significant - 1, 0), abs(value)))
    }

    init(_ value: Double, fraction: Int) { self.init(spelled: Digits.printed("%.*f", fraction, abs(value))) }

    private static func printed(_ format: String, _ precision: Int, _ value: Double) -> [UInt8] {
      // Beyond 1100 digits a double has only zeros.
      let bounded = min(precision, 1100)
      return withVaList([Int32(bounded), value]) { arguments in
        var buffer = [CChar](repeating: 0, count: 1500)
        let count = vsnprintf(&buffer, buffer.count, format, arguments)
        return buffer.prefix(max(0, min(Int(count), buffer.count - 1))).map { UInt8(bitPattern: $0) }
      }
    }

    /// Reads `123.45e+6`.
    private init(spelled text: [UInt8]) {
      var digits: [UInt8] = []
      var point: Int?
      var exponent = 0
      for (index, byte) in text.enumerated() {
        if byte == 0x2E {
          point = digits.count
        } else if byte | 0x20 == 0x65 {
          exponent = Int(String(decoding: text[(index + 1)...], as: UTF8.self).replacingPlus) ?? 0
          break
        } else {
          digits.append(byte)
        }
      }
      var place = (point ?? digits.count) + exponent
      let leading = digits.prefix { $0 == 0x30 }.count
      digits.removeFirst(leading)
      place -= leading
      while digits.last == 0x30 { digits.removeLast() }
      self.digits = digits
      self.point = digits.isEmpty ? 0 : place
    }
  }
}

extension String {
  fileprivate var replacingPlus: String { hasPrefix("+") ? String(dropFirst()) : self }
}
