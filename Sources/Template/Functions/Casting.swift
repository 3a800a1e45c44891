/// Loose conversions to numbers and text as sprig (spf13/cast) makes them.
enum Casting {
  /// What Go's conversion of a float64 to int64 gives on amd64: out of range is the smallest number.
  static func integer(_ number: Double) -> Int64 {
    guard number.isFinite, number < 9223372036854775808, number >= -9223372036854775808 else { return .min }
    return Int64(number)
  }

  static func int64(_ value: GoValue) -> Int64 {
    switch value {
    case .none, .list, .map: 0
    case .bool(let flag): flag ? 1 : 0
    case .int(let number): Int64(number)
    case .int64(let number): number
    case .double(let number): integer(number)
    case .string(let text): (try? NumberText.signed(trimmingZeroFraction(text.bytes), base: 0)) ?? 0
    case .object(let object): object is GoInteger ? object.integer ?? 0 : 0
    }
  }

  static func double(_ value: GoValue) -> Double {
    switch value {
    case .none, .list, .map: 0
    case .bool(let flag): flag ? 1 : 0
    case .int(let number): Double(number)
    case .int64(let number): Double(number)
    case .double(let number): number
    case .string(let text): (try? NumberText.double(text.bytes)) ?? 0
    case .object(let object): object is GoInteger ? Double(object.integer ?? 0) : 0
    }
  }

  /// `3.00` becomes `3`.
  private static func trimmingZeroFraction(_ text: [UInt8]) -> [UInt8] {
    var sawZero = false
    var index = text.count
    while index > 0 {
      switch text[index - 1] {
      case 0x2E: return sawZero ? Array(text[..<(index - 1)]) : text
      case 0x30: sawZero = true
      default: return text
      }
      index -= 1
    }
    return text
  }

  /// sprig's strval.
  static func text(_ value: GoValue) -> ByteString {
    switch value {
    case .string(let text): return text
    case .list(let list) where list.element == .uint8:
      return ByteString(list.elements.map { UInt8(truncatingIfNeeded: $0.integerValue ?? 0) })
    case .object(let object): return object.text ?? Formatter.display(value)
    default: return Formatter.display(value)
    }
  }

  /// sprig's strslice: the elements as text, without nils.
  static func texts(_ value: GoValue) -> [ByteString] {
    switch value {
    case .none: []
    case .list(let list): list.elements.compactMap { $0.isNone ? nil : text($0) }
    default: [text(value)]
    }
  }
}
