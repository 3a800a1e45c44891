/// A date or a time written as a plain scalar, in one of the forms that Go's YAML readers accept.
struct ScalarTimestamp: Equatable {
  var year: Int
  var month: Int
  var day: Int
  var hour = 0
  var minute = 0
  var second = 0
  var nanosecond = 0
  /// Minutes east of UTC.
  var offset = 0

  /// Reads `2024-1-2`, `2024-1-2T3:4:5.6Z`, `2024-01-02t03:04:05+01:00` and `2024-01-02 03:04:05`.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count >= 8, bytes[4] == UInt8(ascii: "-"), let year = Self.digits(bytes[0..<4]) else { return nil }
    self.year = year
    var cursor = Cursor(rest: bytes[5...])
    guard let month = cursor.number(), (1...12).contains(month), cursor.skip("-"), let day = cursor.number() else {
      return nil
    }
    self.month = month
    self.day = day
    guard day >= 1, day <= Self.days(in: month, of: year) else { return nil }
    if cursor.isAtEnd { return }
    let hasZone = cursor.skip("T") || cursor.skip("t")
    if !hasZone {
      guard cursor.skip(" ") else { return nil }
      while cursor.skip(" ") {}
    }
    guard let hour = cursor.number(), hour < 24, cursor.skip(":"), let minute = cursor.number(), minute < 60,
      cursor.skip(":"), let second = cursor.number(), second < 60
    else { return nil }
    (self.hour, self.minute, self.second) = (hour, minute, second)
    nanosecond = cursor.fraction()
    if hasZone {
      guard let offset = cursor.zone() else { return nil }
      self.offset = offset
    }
    guard cursor.isAtEnd else { return nil }
  }

  /// RFC 3339 with as many decimals as are not zero: what Go's JSON makes of it.
  var text: String {
    var text = "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))"
    text += "T\(Self.padded(hour, 2)):\(Self.padded(minute, 2)):\(Self.padded(second, 2))"
    if nanosecond > 0 {
      var decimals = Self.padded(nanosecond, 9)
      while decimals.last == "0" { decimals.removeLast() }
      text += "." + decimals
    }
    guard offset != 0 else { return text + "Z" }
    let minutes = abs(offset)
    return text + "\(offset < 0 ? "-" : "+")\(Self.padded(minutes / 60, 2)):\(Self.padded(minutes % 60, 2))"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func digits(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    var value = 0
    for byte in bytes {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
  }

  private struct Cursor {
    var rest: Slice<UnsafeBufferPointer<UInt8>>
    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: character) else { return false }
      rest = rest.dropFirst()
      return true
    }

    private var leadingDigits: Int { rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }.count }

    /// One or two digits.
    mutating func number() -> Int? {
      let count = min(2, leadingDigits)
      guard count > 0 else { return nil }
      defer { rest = rest.dropFirst(count) }
      return ScalarTimestamp.digits(rest.prefix(count))
    }

    /// The nanoseconds behind a point or a comma; 0 without one.
    mutating func fraction() -> Int {
      guard let mark = rest.first, mark == UInt8(ascii: ".") || mark == UInt8(ascii: ",") else { return 0 }
      let saved = rest
      rest = rest.dropFirst()
      let count = leadingDigits
      guard count > 0 else {
        rest = saved
        return 0
      }
      var value = ScalarTimestamp.digits(rest.prefix(min(9, count))) ?? 0
      for _ in min(9, count)..<9 { value *= 10 }
      rest = rest.dropFirst(count)
      return value
    }

    /// `Z`, `+01:00` or `-01:00`, in minutes.
    mutating func zone() -> Int? {
      if skip("Z") { return 0 }
      guard rest.count >= 6, let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
        return nil
      }
      let start = rest.startIndex
      guard rest[start + 3] == UInt8(ascii: ":"), let hours = ScalarTimestamp.digits(rest[start + 1..<start + 3]),
        let minutes = ScalarTimestamp.digits(rest[start + 4..<start + 6]), hours <= 24, minutes <= 60
      else { return nil }
      rest = rest.dropFirst(6)
      return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
    }
  }
}
