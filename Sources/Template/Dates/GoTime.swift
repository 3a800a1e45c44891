/// Go's time.Time.
package final class GoTime: GoObject {
  package let instant: GoInstant
  let zone: TimeZoneRules
  /// A fixed offset that a parsed text named; otherwise the zone decides.
  private let fixed: TimeZoneRules.Period?
  /// How TOML writes it again, for a date or a time of day that was read without zone.
  let localLayout: String?

  package convenience init(_ instant: GoInstant) { self.init(instant, zone: .utc) }

  init(_ instant: GoInstant, zone: TimeZoneRules, fixed: TimeZoneRules.Period? = nil) {
    self.instant = instant
    self.zone = zone
    self.fixed = fixed
    localLayout = nil
  }

  init(_ instant: GoInstant, localLayout: String) {
    self.instant = instant
    zone = .utc
    fixed = nil
    self.localLayout = localLayout
  }

  var period: TimeZoneRules.Period { fixed ?? zone.period(at: instant.seconds) }
  var date: CivilDate { CivilDate(localSeconds: instant.seconds + Int64(period.offset)) }

  package override var type: GoType { .named("time.Time", kind: .structure) }
  package override var text: ByteString? { ByteString(format(Array("2006-01-02 15:04:05.999999999 -0700 MST".utf8))) }
  package override var encoded: GoValue? { .string(format(Array("2006-01-02T15:04:05.999999999Z07:00".utf8))) }
  package override func isEqual(to other: GoObject) -> Bool { (other as? GoTime)?.instant == instant }

  func adding(_ nanoseconds: Int64) -> GoTime {
    var seconds = instant.seconds &+ nanoseconds / 1_000_000_000
    var rest = instant.nanoseconds + nanoseconds % 1_000_000_000
    if rest < 0 {
      rest += 1_000_000_000
      seconds &-= 1
    } else if rest >= 1_000_000_000 {
      rest -= 1_000_000_000
      seconds &+= 1
    }
    return GoTime(GoInstant(seconds: seconds, nanoseconds: rest), zone: zone, fixed: fixed)
  }

  /// The duration since another time in nanoseconds, at most what 64 bits hold.
  func nanoseconds(since other: GoTime) -> Int64 {
    let (seconds, subtracted) = instant.seconds.subtractingReportingOverflow(other.instant.seconds)
    let (whole, multiplied) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (total, added) = whole.addingReportingOverflow(instant.nanoseconds - other.instant.nanoseconds)
    if subtracted || multiplied || added { return instant.seconds < other.instant.seconds ? .min : .max }
    return total
  }

  package override func member(_ name: String) -> Member? {
    let date = date
    switch name {
    case "Year": return method(name) { .int(date.year) }
    case "Day": return method(name) { .int(date.day) }
    case "Hour": return method(name) { .int(date.hour) }
    case "Minute": return method(name) { .int(date.minute) }
    case "Second": return method(name) { .int(date.second) }
    case "YearDay": return method(name) { .int(date.yearDay) }
    case "Month":
      return method(name) { .object(GoNamedInteger(Int64(date.month), "time.Month", CivilDate.months[date.month - 1])) }
    case "Weekday":
      return method(name) {
        .object(GoNamedInteger(Int64(date.weekday), "time.Weekday", CivilDate.weekdays[date.weekday]))
      }
    default: return otherMember(name)
    }
  }

  private func otherMember(_ name: String) -> Member? {
    let copy = Shared(self)
    switch name {
    case "Unix": return method(name) { .int64(copy.value.instant.seconds) }
    case "UnixNano":
      return method(name) {
        .int64(copy.value.instant.seconds &* 1_000_000_000 &+ copy.value.instant.nanoseconds)
      }
    case "UnixMilli":
      return method(name) { .int64(copy.value.instant.seconds &* 1000 &+ copy.value.instant.nanoseconds / 1_000_000) }
    case "UnixMicro":
      return method(name) { .int64(copy.value.instant.seconds &* 1_000_000 &+ copy.value.instant.nanoseconds / 1000) }
    case "Nanosecond": return method(name) { .int(Int(copy.value.instant.nanoseconds)) }
    case "IsZero": return method(name) { .bool(copy.value.instant == GoTime.zero) }
    case "UTC": return method(name) { .object(GoTime(copy.value.instant)) }
    case "Local": return method(name) { .object(GoTime(copy.value.instant)) }
    case "String": return method(name) { .string(copy.value.text ?? "") }
    case "Format":
      return .method(Function(name, [.string]) { arguments, _ in .string(copy.value.format(arguments.bytes(0))) })
    case "Add":
      return .method(
        Function(name, [GoDuration.goType]) { arguments, _ in
          .object(copy.value.adding(arguments[0].object(as: GoDuration.self)?.nanoseconds ?? 0))
        })
    case "AddDate":
      return .method(
        Function(name, [.int, .int, .int]) { arguments, _ in
          .object(copy.value.adding(years: arguments.int(0), months: arguments.int(1), days: arguments.int(2)))
        })
    case "Sub", "After", "Before", "Equal":
      return .method(
        Function(name, [type]) { arguments, _ in
          guard let other = arguments[0].object(as: GoTime.self) else { return .none }
          let distance = copy.value.nanoseconds(since: other)
          return switch name {
          case "After": .bool(distance > 0)
          case "Before": .bool(distance < 0)
          case "Equal": .bool(distance == 0)
          default: .object(GoDuration(distance))
          }
        })
    default: return nil
    }
  }

  private func method(_ name: String, _ body: @escaping @Sendable () -> GoValue) -> Member {
    .method(Function(name, []) { _, _ in body() })
  }

  private func adding(years: Int, months: Int, days: Int) -> GoTime {
    let date = date
    let month = date.month - 1 + months
    let year = date.year + years + (month >= 0 ? month : month - 11) / 12
    let day = CivilDate.days(year: year, month: (month % 12 + 12) % 12 + 1, day: 1) + date.day - 1 + days
    let local = Int64(day) * 86400 + Int64(date.hour * 3600 + date.minute * 60 + date.second)
    return GoTime(
      GoInstant(seconds: local - Int64(period.offset), nanoseconds: instant.nanoseconds), zone: zone, fixed: fixed)
  }

  /// The first of January of the year 1.
  static let zero = GoInstant(seconds: -62_135_596_800)
}

/// Carries an object into a method's closure, which must be Sendable although it never leaves its execution.
struct Shared<Value>: @unchecked Sendable {  // used by one execution on one thread at a time
  let value: Value
  init(_ value: Value) { self.value = value }
}

/// An integer type with a String method: a month, a weekday.
package final class GoNamedInteger: GoObject {
  private let value: Int64
  private let name: String
  private let shown: String

  package init(_ value: Int64, _ name: String, _ shown: String) {
    self.value = value
    self.name = name
    self.shown = shown
  }

  package override var type: GoType { .named(name, kind: .int) }
  package override var text: ByteString? { ByteString(shown) }
  package override var integer: Int64? { value }
  package override var encoded: GoValue? { .int64(value) }
  package override var isTrue: Bool { value != 0 }
  package override func member(_ name: String) -> Member? {
    let shown = shown
    return name == "String" ? .method(Function(name, []) { _, _ in .string(shown) }) : nil
  }
}
