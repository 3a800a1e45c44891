/// Lengths of time and spans between two times (ISO 8601, as RFC 3339 has them in its appendix).
enum DurationFormat {
  static func duration(_ text: String) -> String? {
    var rest = text.utf8[...]
    guard rest.popFirst() == UInt8(ascii: "P") else { return "must start with P" }
    guard !rest.isEmpty else { return "nothing after P" }
    if rest.last == UInt8(ascii: "W") {
      let weeks = rest.dropLast()
      guard !weeks.isEmpty else { return "no number in week" }
      return weeks.allSatisfy(\.isDigit) ? nil : elements(Array(rest), "YMD")
    }
    let parts = rest.split(separator: UInt8(ascii: "T"), maxSplits: 1, omittingEmptySubsequences: false)
    if let days = parts.first, !days.isEmpty, let reason = elements(Array(days), "YMD") { return reason }
    guard parts.count == 2 else { return nil }
    guard !parts[1].isEmpty else { return "no time elements" }
    return elements(Array(parts[1]), "HMS")
  }

  /// Numbers with units behind them, each unit at most once and in order.
  private static func elements(_ bytes: [UInt8], _ units: String) -> String? {
    var open = Array(units.utf8)
    let all = open
    var rest = bytes[...]
    while !rest.isEmpty {
      let digits = rest.prefix(while: \.isDigit)
      guard !digits.isEmpty else { return "missing number" }
      rest = rest[digits.endIndex...]
      guard let unit = rest.popFirst() else { return "missing unit" }
      let sign = String(decoding: [unit], as: UTF8.self)
      guard let index = open.firstIndex(of: unit) else {
        return all.contains(unit) ? "unit '\(sign)' out of order" : "invalid unit '\(sign)'"
      }
      open.removeFirst(index + 1)
    }
    return nil
  }

  static func period(_ text: String) -> String? {
    guard let slash = text.utf8.firstIndex(of: UInt8(ascii: "/")) else { return "missing slash" }
    let start = String(text[..<slash])
    let end = String(text[text.utf8.index(after: slash)...])
    if start.utf8.first == UInt8(ascii: "P") {
      if let reason = duration(start) { return "invalid start duration: \(reason)" }
      return DateFormat.dateTime(end).map { "invalid end date-time: \($0)" }
    }
    if let reason = DateFormat.dateTime(start) { return "invalid start date-time: \(reason)" }
    if end.utf8.first == UInt8(ascii: "P") { return duration(end).map { "invalid end duration: \($0)" } }
    return DateFormat.dateTime(end).map { "invalid end date-time: \($0)" }
  }
}
