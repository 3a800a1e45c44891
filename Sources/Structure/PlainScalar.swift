/// What an unquoted scalar of YAML 1.1 stands for, by the rules of go.yaml.in/yaml/v2.
enum PlainScalar: Equatable {
  case text
  case null
  case bool(Bool)
  case int(Int64)
  case uint(UInt64)
  case double(Double)
  case timestamp

  @inline(__always)
  var isText: Bool { if case .text = self { true } else { false } }

  /// Resolves the bytes of a scalar. Infinities and NaN are ``double(_:)``; `<<` is ``text``, since it merges only as a
  /// key. With `words` false only `true` and `false` are booleans, as kustomize reads resources.
  static func resolve(_ bytes: UnsafeBufferPointer<UInt8>, words: Bool = true) -> PlainScalar {
    guard let first = bytes.first else { return .null }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"): return number(bytes)
    case UInt8(ascii: "."): return point(bytes)
    case UInt8(ascii: "~"): return bytes.count == 1 ? .null : .text
    case UInt8(ascii: "y"), UInt8(ascii: "Y"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "t"),
      UInt8(ascii: "T"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "o"), UInt8(ascii: "O"):
      return bytes.count <= 5 ? word(bytes, words: words) : .text
    default: return .text
    }
  }

  /// Words count in lower case, in upper case, and with a capital.
  private static func word(_ bytes: UnsafeBufferPointer<UInt8>, words: Bool) -> PlainScalar {
    let capital = bytes[0] < UInt8(ascii: "a")
    // "tRUE" and "TRue" are text: behind the first letter all have one case, and capitals need a capital in front.
    let upper = bytes.count > 1 && bytes[1] < UInt8(ascii: "a")
    if upper && !capital { return .text }
    var packed: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      let isUpper = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      let isLower = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
      guard index == 0 ? isUpper || isLower : upper ? isUpper : isLower else { return .text }
      packed = packed << 8 | UInt64(byte | 0x20)
    }
    return switch packed {
    case 0x7472_7565: .bool(true)  // true
    case 0x66_616c_7365: .bool(false)  // false
    case 0x6e75_6c6c: .null  // null
    case 0x79, 0x79_6573, 0x6f6e: words ? .bool(true) : .text  // y, yes, on
    case 0x6e, 0x6e6f, 0x6f_6666: words ? .bool(false) : .text  // n, no, off
    default: .text
    }
  }

  /// `.5`, `.inf`, `.nan`.
  private static func point(_ bytes: UnsafeBufferPointer<UInt8>) -> PlainScalar {
    if let special = special(bytes) { return .double(special) }
    guard bytes.contains(UInt8(ascii: "_")) else { return float(bytes).map { .double($0) } ?? .text }
    return bytes.filter { $0 != UInt8(ascii: "_") }.withUnsafeBufferPointer { float($0).map { .double($0) } ?? .text }
  }

  private static func special(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard bytes.count == 4 || bytes.count == 5 else { return nil }
    switch String(decoding: bytes, as: UTF8.self) {
    case ".nan", ".NaN", ".NAN": return .nan
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .infinity
    case "-.inf", "-.Inf", "-.INF": return -.infinity
    default: return nil
    }
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> PlainScalar {
    if let small = smallDecimal(bytes) { return .int(small) }
    if bytes[0] > UInt8(ascii: "-"), ScalarTimestamp(bytes) != nil { return .timestamp }
    if bytes.count > 3, bytes[1] == UInt8(ascii: "."), let special = special(bytes) { return .double(special) }
    guard bytes.contains(UInt8(ascii: "_")) else { return stripped(bytes) }
    let plain = bytes.filter { $0 != UInt8(ascii: "_") }
    return plain.withUnsafeBufferPointer { stripped($0) }
  }

  /// The common case: up to 18 decimal digits, no sign, no leading zero.
  private static func smallDecimal(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    guard bytes.count <= 18, bytes[0] != UInt8(ascii: "0") || bytes.count == 1 else { return nil }
    var value: Int64 = 0
    for byte in bytes {
      let digit = byte &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value &* 10 &+ Int64(digit)
    }
    return value
  }

  /// A number after its underscores went.
  private static func stripped(_ bytes: UnsafeBufferPointer<UInt8>) -> PlainScalar {
    if let integer = GoNumber.integer(bytes) {
      switch integer {
      case .signed(let value): return .int(value)
      case .unsigned(let value): return .uint(value)
      }
    }
    return float(bytes).map { .double($0) } ?? .text
  }

  /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`; nil also when the number is too large.
  private static func float(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    var rest = bytes[...]
    func digits() -> Int {
      let count = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }.count
      rest = rest.dropFirst(count)
      return count
    }
    if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
    let whole = digits()
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard digits() > 0 || whole > 0 else { return nil }
    } else if whole == 0 {
      return nil
    }
    if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
      guard digits() > 0 else { return nil }
    }
    guard rest.isEmpty else { return nil }
    return GoNumber.double(bytes)
  }
}
