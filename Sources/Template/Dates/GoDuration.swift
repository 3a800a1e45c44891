/// Go's time.Duration.
package final class GoDuration: GoObject {
  package let nanoseconds: Int64

  package init(_ nanoseconds: Int64) { self.nanoseconds = nanoseconds }

  static let goType = GoType.named("time.Duration", kind: .int64)

  package override var type: GoType { Self.goType }
  package override var integer: Int64? { nanoseconds }
  package override var isTrue: Bool { nanoseconds != 0 }
  package override var text: ByteString? { ByteString(Self.text(nanoseconds)) }
  package override var encoded: GoValue? { .int64(nanoseconds) }
  package override func isEqual(to other: GoObject) -> Bool { (other as? GoDuration)?.nanoseconds == nanoseconds }

  var seconds: Double { Double(nanoseconds / 1_000_000_000) + Double(nanoseconds % 1_000_000_000) / 1e9 }
  var minutes: Double { Double(nanoseconds / 60_000_000_000) + Double(nanoseconds % 60_000_000_000) / 60e9 }
  var hours: Double { Double(nanoseconds / 3_600_000_000_000) + Double(nanoseconds % 3_600_000_000_000) / 3600e9 }

  package override func member(_ name: String) -> Member? {
    let value = nanoseconds
    let answer: @Sendable () -> GoValue
    switch name {
    case "Seconds": answer = { .double(GoDuration(value).seconds) }
    case "Minutes": answer = { .double(GoDuration(value).minutes) }
    case "Hours": answer = { .double(GoDuration(value).hours) }
    case "Milliseconds": answer = { .int64(value / 1_000_000) }
    case "Microseconds": answer = { .int64(value / 1000) }
    case "Nanoseconds": answer = { .int64(value) }
    case "String": answer = { .string(GoDuration.text(value)) }
    case "Abs": answer = { .object(GoDuration(value == .min ? .max : abs(value))) }
    case "Round", "Truncate":
      return .method(
        Function(name, [Self.goType]) { arguments, _ in
          let unit = arguments[0].object(as: GoDuration.self)?.nanoseconds ?? 0
          return .object(GoDuration(name == "Round" ? GoDuration.round(value, unit) : GoDuration.truncate(value, unit)))
        })
    default: return nil
    }
    return .method(Function(name, []) { _, _ in answer() })
  }

  static func truncate(_ value: Int64, _ unit: Int64) -> Int64 { unit <= 0 ? value : value - value % unit }

  static func round(_ value: Int64, _ unit: Int64) -> Int64 {
    guard unit > 0 else { return value }
    let rest = value % unit
    let magnitude = rest.magnitude
    if magnitude &+ magnitude < unit.magnitude { return value - rest }
    let (result, overflows) =
      value < 0 ? (value - rest).subtractingReportingOverflow(unit) : (value - rest).addingReportingOverflow(unit)
    return overflows ? (value < 0 ? .min : .max) : result
  }

  /// `1h2m3.5s`.
  static func text(_ nanoseconds: Int64) -> String {
    let magnitude = nanoseconds.magnitude
    let sign = nanoseconds < 0 ? "-" : ""
    func decimal(_ value: UInt64, _ unit: UInt64) -> String {
      var fraction = String(unit + value % unit).dropFirst()
      while fraction.last == "0" { fraction.removeLast() }
      return "\(value / unit)" + (fraction.isEmpty ? "" : ".\(fraction)")
    }
    if magnitude == 0 { return "0s" }
    if magnitude < 1000 { return "\(sign)\(magnitude)ns" }
    if magnitude < 1_000_000 { return sign + decimal(magnitude, 1000) + "µs" }
    if magnitude < 1_000_000_000 { return sign + decimal(magnitude, 1_000_000) + "ms" }
    let seconds = decimal(magnitude % 60_000_000_000, 1_000_000_000) + "s"
    let minutes = magnitude / 60_000_000_000
    if minutes == 0 { return sign + seconds }
    let hours = minutes / 60
    return sign + (hours > 0 ? "\(hours)h" : "") + "\(minutes % 60)m" + seconds
  }

  /// time.ParseDuration.
  /// - Throws: ``FunctionError`` with Go's message.
  static func parse(_ text: [UInt8]) throws(FunctionError) -> Int64 {
    let shown = Parser.quoted(text)
    let invalid = FunctionError("time: invalid duration \(shown)")
    var rest = text[...]
    var isNegative = false
    if let first = rest.first, first == 0x2B || first == 0x2D {
      isNegative = first == 0x2D
      rest = rest.dropFirst()
    }
    if rest.elementsEqual([0x30]) { return 0 }
    guard !rest.isEmpty else { throw invalid }
    var total: UInt64 = 0
    while let first = rest.first {
      guard first == 0x2E || (0x30...0x39).contains(first) else { throw invalid }
      let whole = rest.prefix { (0x30...0x39).contains($0) }
      rest = rest.dropFirst(whole.count)
      guard let value = whole.isEmpty ? 0 : UInt64(String(decoding: whole, as: UTF8.self)), value <= 1 << 63 else {
        throw invalid
      }
      var fraction = 0.0
      var scale = 1.0
      var fractionCount = 0
      if rest.first == 0x2E {
        rest = rest.dropFirst()
        while let digit = rest.first, (0x30...0x39).contains(digit) {
          if fraction < 9e17 {
            fraction = fraction * 10 + Double(digit - 0x30)
            scale *= 10
          }
          fractionCount += 1
          rest = rest.dropFirst()
        }
      }
      if whole.isEmpty, fractionCount == 0 { throw invalid }
      let unitText = rest.prefix { $0 != 0x2E && !(0x30...0x39).contains($0) }
      guard !unitText.isEmpty else { throw FunctionError("time: missing unit in duration \(shown)") }
      guard let unit = units[String(decoding: unitText, as: UTF8.self)] else {
        throw FunctionError("time: unknown unit \(Parser.quoted(Array(unitText))) in duration \(shown)")
      }
      rest = rest.dropFirst(unitText.count)
      guard value <= (1 << 63) / unit else { throw invalid }
      var part = value * unit
      if fraction > 0 { part += UInt64(fraction * (Double(unit) / scale)) }
      guard part <= 1 << 63 else { throw invalid }
      total += part
      guard total <= 1 << 63 else { throw invalid }
    }
    if isNegative { return Int64(truncatingIfNeeded: 0 &- total) }
    guard total <= UInt64(Int64.max) else { throw invalid }
    return Int64(total)
  }

  private static let units: [String: UInt64] = [
    "ns": 1, "us": 1000, "µs": 1000, "μs": 1000, "ms": 1_000_000, "s": 1_000_000_000, "m": 60_000_000_000,
    "h": 3_600_000_000_000,
  ]
}
