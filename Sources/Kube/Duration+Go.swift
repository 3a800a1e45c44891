/// A text that Go's `time.ParseDuration` would refuse.
package struct InvalidDuration: Error, Sendable, Hashable, CustomStringConvertible {
  /// The text as it was given.
  package var text: String

  package init(text: String) { self.text = text }

  package var description: String { "\"\(text)\" is not a duration; write it like 30s, 5m or 1h30m" }
}

extension Duration {
  /// Reads a duration as Go's `time.ParseDuration` does: an optional sign and numbers with units, such as `1h30m`,
  /// `1.5s` or `-2us`; `0` needs no unit.
  ///
  /// Units are `ns`, `us` (also `µs`), `ms`, `s`, `m` and `h`. What is finer than a nanosecond is cut off.
  /// - Throws: ``InvalidDuration`` for anything else, and for what does not fit 64 bits of nanoseconds.
  package init(goDuration text: String) throws(InvalidDuration) {
    guard let nanoseconds = GoDurationReader.nanoseconds(in: text) else { throw InvalidDuration(text: text) }
    self = .nanoseconds(nanoseconds)
  }

  /// The duration as Go prints it: `1h30m0s`, `2m0s`, `1.5s`, `750ms`, `0s`; finer than a nanosecond is cut off.
  package var goDescription: String {
    let total = wholeNanoseconds
    guard total != 0 else { return "0s" }
    let magnitude = total.magnitude
    let sign = total < 0 ? "-" : ""
    if magnitude < 1_000 { return "\(sign)\(magnitude)ns" }
    if magnitude < 1_000_000 { return sign + Self.decimal(magnitude, digits: 3) + "µs" }
    if magnitude < 1_000_000_000 { return sign + Self.decimal(magnitude, digits: 6) + "ms" }
    let (minutes, rest) = magnitude.quotientAndRemainder(dividingBy: 60_000_000_000)
    let seconds = Self.decimal(rest, digits: 9) + "s"
    let (hours, minute) = minutes.quotientAndRemainder(dividingBy: 60)
    if hours > 0 { return "\(sign)\(hours)h\(minute)m\(seconds)" }
    return minute > 0 ? "\(sign)\(minute)m\(seconds)" : sign + seconds
  }

  /// The duration in nanoseconds, held within the range of 64 bits.
  package var wholeNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, carry) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
    return overflow || carry ? (seconds < 0 ? .min : .max) : sum
  }

  /// The duration in seconds, for metrics and arithmetic that tolerate rounding.
  package var seconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) / 1e18
  }

  /// `number` divided by 10 to the power of `digits`, without trailing zeros.
  private static func decimal(_ number: UInt64, digits: Int) -> String {
    var fraction: [UInt8] = []
    var rest = number
    for _ in 0..<digits {
      let digit = UInt8(rest % 10)
      rest /= 10
      if digit != 0 || !fraction.isEmpty { fraction.append(UInt8(ascii: "0") + digit) }
    }
    guard !fraction.isEmpty else { return "\(rest)" }
    return "\(rest)." + String(decoding: fraction.reversed(), as: UTF8.self)
  }
}

/// The grammar of Go durations over the bytes of a text.
private enum GoDurationReader {
  /// Go counts in an unsigned magnitude, so that the most negative duration can be written.
  static let limit: UInt64 = 1 << 63

  static func nanoseconds(in text: String) -> Int64? {
    var bytes = Array(text.utf8)[...]
    let isNegative = bytes.first == UInt8(ascii: "-")
    if isNegative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
    if Array(bytes) == [UInt8(ascii: "0")] { return 0 }
    guard !bytes.isEmpty else { return nil }

    var total: UInt64 = 0
    while !bytes.isEmpty {
      guard let part = readPart(&bytes) else { return nil }
      let (sum, overflow) = total.addingReportingOverflow(part)
      guard !overflow, sum <= limit else { return nil }
      total = sum
    }
    if isNegative { return total == limit ? .min : -Int64(total) }
    return Int64(exactly: total)
  }

  /// One number with its unit, in nanoseconds.
  private static func readPart(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
    var whole: UInt64 = 0
    var digits = 0
    while let digit = readDigit(&bytes) {
      let (scaled, overflow) = whole.multipliedReportingOverflow(by: 10)
      let (sum, carry) = scaled.addingReportingOverflow(UInt64(digit))
      guard !overflow, !carry, sum <= limit else { return nil }
      whole = sum
      digits += 1
    }
    var fraction: UInt64 = 0
    var scale = 1.0
    if bytes.first == UInt8(ascii: ".") {
      bytes.removeFirst()
      while let digit = readDigit(&bytes) {
        digits += 1
        // Digits past what fits are below a nanosecond of any unit; Go ignores them too.
        guard fraction <= (limit - 10) / 10 else { continue }
        fraction = fraction * 10 + UInt64(digit)
        scale *= 10
      }
    }
    guard digits > 0, let unit = readUnit(&bytes) else { return nil }
    let (scaled, overflow) = whole.multipliedReportingOverflow(by: unit)
    guard !overflow, scaled <= limit else { return nil }
    return scaled + UInt64(Double(fraction) * (Double(unit) / scale))
  }

  private static func readDigit(_ bytes: inout ArraySlice<UInt8>) -> UInt8? {
    guard let byte = bytes.first, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
    bytes.removeFirst()
    return byte - UInt8(ascii: "0")
  }

  private static func readUnit(_ bytes: inout ArraySlice<UInt8>) -> UInt64? {
    let end = bytes.firstIndex { $0 == UInt8(ascii: ".") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let name = String(decoding: bytes[..<(end ?? bytes.endIndex)], as: UTF8.self)
    bytes = bytes[(end ?? bytes.endIndex)...]
    return switch name {
    case "ns": 1
    case "us", "\u{B5}s", "\u{3BC}s": 1_000
    case "ms": 1_000_000
    case "s": 1_000_000_000
    case "m": 60_000_000_000
    case "h": 3_600_000_000_000
    default: nil
    }
  }
}
