import Glibc

/// A time zone: offsets and their names over time, from the system's zone files as Go reads them.
struct TimeZoneRules: Sendable {
  struct Period: Sendable {
    var offset: Int
    var name: String
  }

  let name: String
  private var transitions: [(start: Int64, period: Int)] = []
  private var periods: [Period] = []
  private var rule: RecurringRule?

  static let utc = TimeZoneRules(name: "UTC")

  private init(name: String) {
    self.name = name
    periods = [Period(offset: 0, name: "UTC")]
  }

  /// The zone of a name; nil when the system does not know it. The local zone is UTC.
  static func named(_ name: String) -> TimeZoneRules? {
    if name.isEmpty || name == "UTC" { return utc }
    if name == "Local" { return utc }
    guard !name.hasPrefix("/"), !name.contains("\\"), !name.split(separator: "/").contains("..") else { return nil }
    guard let bytes = read("/usr/share/zoneinfo/" + name) else { return nil }
    return TimeZoneRules(name: name, file: bytes)
  }

  private static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 17)
    let count = fread(&buffer, 1, buffer.count, file)
    return count > 44 ? Array(buffer[..<count]) : nil
  }

  func period(at seconds: Int64) -> Period {
    if let last = transitions.last, seconds >= last.start, let rule { return rule.period(at: seconds) }
    if let found = transitions.last(where: { $0.start <= seconds }) { return periods[found.period] }
    if transitions.isEmpty, let rule { return rule.period(at: seconds) }
    return periods.first ?? Period(offset: 0, name: "UTC")
  }

  /// Reads the 64-bit part of a TZif file (RFC 8536).
  private init?(name: String, file: [UInt8]) {
    self.name = name
    func number(_ index: Int, _ count: Int) -> Int64 {
      var value: Int64 = index < file.count && file[index] & 0x80 != 0 ? -1 : 0
      for offset in 0..<count { value = value << 8 | Int64(index + offset < file.count ? file[index + offset] : 0) }
      return value
    }
    guard file.starts(with: Array("TZif".utf8)) else { return nil }
    func counts(_ start: Int) -> [Int] { (0..<6).map { Int(number(start + 20 + $0 * 4, 4)) } }
    // isUTC, isStandard, leap, transitions, types, characters
    let first = counts(0)
    guard first.allSatisfy({ $0 >= 0 && $0 < 10000 }) else { return nil }
    let header = 44 + first[3] * 5 + first[4] * 6 + first[5] + first[2] * 8 + first[1] + first[0]
    guard file[4] >= UInt8(ascii: "2"), header + 44 < file.count else { return nil }
    let second = counts(header)
    guard second.allSatisfy({ $0 >= 0 && $0 < 10000 }) else { return nil }
    let times = header + 44
    let indexes = times + second[3] * 8
    let types = indexes + second[3]
    let names = types + second[4] * 6
    let end = names + second[5] + second[2] * 12 + second[1] + second[0]
    guard end <= file.count else { return nil }
    for type in 0..<second[4] {
      let entry = types + type * 6
      let start = names + Int(file[entry + 5])
      guard start < names + second[5] else { return nil }
      let text = file[start...].prefix { $0 != 0 }
      periods.append(Period(offset: Int(number(entry, 4)), name: String(decoding: text, as: UTF8.self)))
    }
    for index in 0..<second[3] {
      let period = Int(file[indexes + index])
      guard period < periods.count else { return nil }
      transitions.append((number(times + index * 8, 8), period))
    }
    if end + 1 < file.count {
      rule = RecurringRule(Array(file[(end + 1)...].prefix { $0 != 0x0A }))
    }
  }
}

/// The yearly rule at the end of a zone file: `EST5EDT,M3.2.0,M11.1.0`.
struct RecurringRule: Sendable {
  private enum Day: Sendable {
    case weekday(month: Int, week: Int, weekday: Int)
    case julian(Int)
    case zeroBased(Int)
  }
  private var standard: TimeZoneRules.Period
  private var daylight: TimeZoneRules.Period?
  private var start: (day: Day, time: Int)?
  private var end: (day: Day, time: Int)?

  init?(_ text: [UInt8]) {
    var scanner = Scanner(text: text)
    guard let name = scanner.name(), let offset = scanner.offset() else { return nil }
    standard = TimeZoneRules.Period(offset: -offset, name: name)
    guard let other = scanner.name() else { return }
    let otherOffset = scanner.offset().map { -$0 } ?? standard.offset + 3600
    daylight = TimeZoneRules.Period(offset: otherOffset, name: other)
    guard let start = scanner.rule(), let end = scanner.rule() else { return nil }
    self.start = start
    self.end = end
  }

  func period(at seconds: Int64) -> TimeZoneRules.Period {
    guard let daylight, let start, let end else { return standard }
    let year = CivilDate(localSeconds: seconds + Int64(standard.offset)).year
    let begins = moment(start, year) - Int64(standard.offset)
    let ends = moment(end, year) - Int64(daylight.offset)
    let isDaylight =
      begins < ends ? seconds >= begins && seconds < ends : seconds >= begins || seconds < ends
    return isDaylight ? daylight : standard
  }

  private func moment(_ rule: (day: Day, time: Int), _ year: Int) -> Int64 {
    let day: Int
    switch rule.day {
    case .weekday(let month, let week, let weekday):
      let first = CivilDate.days(year: year, month: month, day: 1)
      var offset = weekday - ((first + 4) % 7 + 7) % 7
      if offset < 0 { offset += 7 }
      var date = 1 + offset + (week - 1) * 7
      if date > CivilDate.daysIn(month: month, year: year) { date -= 7 }
      day = first + date - 1
    case .julian(let number):
      let leap = CivilDate.isLeap(year) && number >= 60 ? 1 : 0
      day = CivilDate.days(year: year, month: 1, day: 1) + number - 1 + leap
    case .zeroBased(let number): day = CivilDate.days(year: year, month: 1, day: 1) + number
    }
    return Int64(day) * 86400 + Int64(rule.time)
  }

  private struct Scanner {
    let text: [UInt8]
    var index = 0

    private var byte: UInt8? { index < text.count ? text[index] : nil }

    mutating func name() -> String? {
      if byte == UInt8(ascii: "<") {
        guard let end = text[index...].firstIndex(of: UInt8(ascii: ">")) else { return nil }
        defer { index = end + 1 }
        return String(decoding: text[(index + 1)..<end], as: UTF8.self)
      }
      let start = index
      while let letter = byte, Rune.isLetter(UInt32(letter)) { index += 1 }
      return index > start ? String(decoding: text[start..<index], as: UTF8.self) : nil
    }

    private mutating func number() -> Int? {
      let start = index
      while let digit = byte, (0x30...0x39).contains(digit), index - start < 6 { index += 1 }
      return Int(String(decoding: text[start..<index], as: UTF8.self))
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func offset() -> Int? {
      var sign = 1
      if byte == 0x2D || byte == 0x2B {
        sign = byte == 0x2D ? -1 : 1
        index += 1
      }
      guard var total = number().map({ $0 * 3600 }) else { return nil }
      for unit in [60, 1] where byte == UInt8(ascii: ":") {
        index += 1
        guard let part = number() else { return nil }
        total += part * unit
      }
      return sign * total
    }

    mutating func rule() -> (day: Day, time: Int)? {
      guard byte == UInt8(ascii: ",") else { return nil }
      index += 1
      let day: Day
      if byte == UInt8(ascii: "M") {
        index += 1
        guard let month = number(), byte == 0x2E else { return nil }
        index += 1
        guard let week = number(), byte == 0x2E else { return nil }
        index += 1
        guard let weekday = number() else { return nil }
        day = .weekday(month: month, week: week, weekday: weekday)
      } else if byte == UInt8(ascii: "J") {
        index += 1
        guard let number = number() else { return nil }
        day = .julian(number)
      } else {
        guard let number = number() else { return nil }
        day = .zeroBased(number)
      }
      var time = 7200
      if byte == UInt8(ascii: "/") {
        index += 1
        guard let given = offset() else { return nil }
        time = given
      }
      return (day, time)
    }
  }
}
