/// Days and times of day (RFC 3339).
enum DateFormat {
  static func date(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    func malformed(_ start: Int, _ part: String) -> String {
      let rest = String(decoding: bytes[min(start, bytes.count)...], as: UTF8.self)
      return
        "parsing time \(GoQuote.double(text)) as \"2006-01-02\": cannot parse \(GoQuote.double(rest)) as \"\(part)\""
    }
    guard let year = number(bytes, 0, 4) else { return malformed(0, "2006") }
    guard bytes.count > 4, bytes[4] == UInt8(ascii: "-") else { return malformed(4, "-") }
    guard let month = number(bytes, 5, 2) else { return malformed(5, "01") }
    guard (1...12).contains(month) else { return "parsing time \(GoQuote.double(text)): month out of range" }
    guard bytes.count > 7, bytes[7] == UInt8(ascii: "-") else { return malformed(7, "-") }
    guard let day = number(bytes, 8, 2) else { return malformed(8, "02") }
    guard bytes.count == 10 else {
      let rest = String(decoding: bytes[10...], as: UTF8.self)
      return "parsing time \(GoQuote.double(text)): extra text: \(GoQuote.double(rest))"
    }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day >= 1, day <= days[month - 1] else { return "parsing time \(GoQuote.double(text)): day out of range" }
    return nil
  }

  static func time(_ text: String) -> String? { time(Array(text.utf8)) }

  static func dateTime(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20 else { return "less than 20 characters long" }
    guard bytes[10] | 0x20 == UInt8(ascii: "t") else { return "11th character must be t or T" }
    if let reason = date(String(decoding: bytes[..<10], as: UTF8.self)) { return "invalid date element: \(reason)" }
    return time(Array(bytes[11...])).map { "invalid time element: \($0)" }
  }

  private static func time(_ bytes: [UInt8]) -> String? {
    guard bytes.count >= 9 else { return "less than 9 characters long" }
    guard bytes[2] == UInt8(ascii: ":"), bytes[5] == UInt8(ascii: ":") else { return "missing colon in correct place" }
    guard let hour = number(bytes, 0, 2), let minute = number(bytes, 3, 2), let second = number(bytes, 6, 2)
    else { return "non-digit in hour/min/sec" }
    guard hour < 24, minute < 60, second < 61 else { return "hour/min/sec out of range" }
    var rest = bytes[8...]
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix(while: \.isDigit)
      guard !digits.isEmpty else { return "no digits in second fraction" }
      rest = rest[digits.endIndex...]
    }
    var offset = 0
    if rest.count == 1, let mark = rest.first, mark | 0x20 == UInt8(ascii: "z") {
      // In UTC.
    } else {
      guard rest.count == 6 else { return "offset must be 6 characters long" }
      let zone = Array(rest)
      let sign: Int
      switch zone[0] {
      case UInt8(ascii: "+"): sign = -1
      case UInt8(ascii: "-"): sign = 1
      default: return "offset must begin with plus/minus"
      }
      guard zone[3] == UInt8(ascii: ":") else { return "missing colon in offset at correct place" }
      guard let hours = number(zone, 1, 2), let minutes = number(zone, 4, 2) else { return "non-digit in offset" }
      guard hours < 24, minutes < 60 else { return "hour/min in offset out of range" }
      offset = sign * (hours * 60 + minutes)
    }
    // A leap second ends a day in UTC.
    if second == 60 {
      let inUTC = (hour * 60 + minute + offset + 48 * 60) % (24 * 60)
      guard inUTC == 24 * 60 - 1 else { return "invalid leap second" }
    }
    return nil
  }

  private static func number(_ bytes: [UInt8], _ start: Int, _ count: Int) -> Int? {
    guard start + count <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[start..<start + count] {
      guard byte.isDigit else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
  }
}
