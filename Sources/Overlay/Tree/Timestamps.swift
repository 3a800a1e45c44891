/// YAML's timestamps, which become text in RFC 3339 on the way out.
enum Timestamps {
  /// The text in RFC 3339 when `text` is a timestamp: `2024-01-31`, or with a time after `T`, `t` or a space.
  static func parse(_ text: String) -> String? {
    var scanner = Scanner(text.utf8)
    // Four digits and a hyphen are the quick test that spares most numbers the rest.
    guard let year = scanner.number(digits: 4...4), scanner.take("-"), let month = scanner.number(digits: 1...2),
      scanner.take("-"), let day = scanner.number(digits: 1...2), (1...12).contains(month),
      day >= 1, day <= days(in: month, of: year)
    else { return nil }
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    if scanner.isAtEnd { return date + "T00:00:00Z" }
    let separator = scanner.next()
    let isSpace = separator == UInt8(ascii: " ")
    guard isSpace || separator == UInt8(ascii: "T") || separator == UInt8(ascii: "t") else { return nil }
    guard let hour = scanner.number(digits: 1...2), hour < 24, scanner.take(":"),
      let minute = scanner.number(digits: 1...2), minute < 60, scanner.take(":"),
      let second = scanner.number(digits: 1...2), second < 60
    else { return nil }
    var time = "T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
    if scanner.take(".") {
      var fraction = scanner.digits()
      guard !fraction.isEmpty else { return nil }
      fraction = fraction.count > 9 ? Array(fraction.prefix(9)) : fraction
      while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
      if !fraction.isEmpty { time += "." + String(decoding: fraction, as: UTF8.self) }
    }
    // With a space in between there is no zone: the time is in UTC.
    if isSpace { return scanner.isAtEnd ? date + time + "Z" : nil }
    if scanner.take("Z") { return scanner.isAtEnd ? date + time + "Z" : nil }
    let sign = scanner.next()
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let zoneHour = scanner.number(digits: 2...2),
      scanner.take(":"), let zoneMinute = scanner.number(digits: 2...2), scanner.isAtEnd
    else { return nil }
    if zoneHour == 0, zoneMinute == 0 { return date + time + "Z" }
    return date + time + (sign == UInt8(ascii: "+") ? "+" : "-") + padded(zoneHour, 2) + ":" + padded(zoneMinute, 2)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 31
    }
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }

  private struct Scanner {
    private var rest: Substring.UTF8View

    init(_ text: String.UTF8View) { rest = text[...] }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func next() -> UInt8? { rest.popFirst() }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: character) else { return false }
      rest.removeFirst()
      return true
    }

    mutating func digits() -> [UInt8] {
      var found: [UInt8] = []
      while let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        found.append(byte)
        rest.removeFirst()
      }
      return found
    }

    mutating func number(digits range: ClosedRange<Int>) -> Int? {
      let found = digits()
      guard range.contains(found.count) else { return nil }
      return found.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }
  }
}
