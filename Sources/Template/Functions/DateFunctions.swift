/// sprig's date functions and Helm's duration functions. The local time zone is UTC.
enum DateFunctions {
  static let functions: [Function] = [
    Function("now", []) { _, execution in .object(GoTime(execution.options.clock())) },
    Function("date", [.string, .any]) { arguments, execution in
      format(arguments.bytes(0), arguments[1], "Local", execution)
    },
    Function("htmlDate", [.any]) { arguments, execution in
      format(Array("2006-01-02".utf8), arguments[0], "Local", execution)
    },
    Function("htmlDateInZone", [.any, .string]) { arguments, execution in
      format(Array("2006-01-02".utf8), arguments[0], arguments.string(1).text, execution)
    },
    Function("dateInZone", [.string, .any, .string], inZone),
    Function("date_in_zone", [.string, .any, .string], inZone),
    Function("dateModify", [.string, time], modify), Function("date_modify", [.string, time], modify),
    Function("mustDateModify", [.string, time], mustModify), Function("must_date_modify", [.string, time], mustModify),
    Function("toDate", [.string, .string]) { arguments, _ in
      .object((try? GoTime.parse(arguments.bytes(0), arguments.bytes(1))) ?? GoTime(GoTime.zero))
    },
    Function("mustToDate", [.string, .string]) { arguments, _ in
      .object(try GoTime.parse(arguments.bytes(0), arguments.bytes(1)))
    },
    Function("unixEpoch", [time]) { arguments, _ in
      .string(String(arguments[0].object(as: GoTime.self)?.instant.seconds ?? 0))
    },
    Function("ago", [.any]) { arguments, execution in
      let now = GoTime(execution.options.clock())
      let then: GoTime
      switch arguments[0] {
      case .int(let seconds): then = GoTime(GoInstant(seconds: Int64(seconds)))
      case .int64(let seconds): then = GoTime(GoInstant(seconds: seconds))
      default: then = arguments[0].object(as: GoTime.self) ?? now
      }
      return .string(GoDuration.text(GoDuration.round(now.nanoseconds(since: then), 1_000_000_000)))
    },
    Function("duration", [.any]) { arguments, _ in
      var seconds: Int64 = 0
      switch arguments[0] {
      case .string(let text):
        do throws(NumberText.Failure) { seconds = try NumberText.signed(text.bytes, base: 10) } catch .range {
          seconds = text.bytes.first == 0x2D ? .min : .max
        } catch {}
      case .int64(let number): seconds = number
      default: break
      }
      return .string(GoDuration.text(seconds &* 1_000_000_000))
    },
    Function("durationRound", [.any]) { arguments, execution in .string(rounded(arguments[0], execution)) },
    Function("mustToDuration", [.any]) { arguments, _ in .object(GoDuration(try duration(arguments[0]))) },
    number("durationSeconds") { .double($0.seconds) },
    number("durationMinutes") { .double($0.minutes) },
    number("durationHours") { .double($0.hours) },
    number("durationDays") { .double($0.hours / 24) },
    number("durationWeeks") { .double($0.hours / 24 / 7) },
    number("durationMilliseconds") { .int64($0.nanoseconds / 1_000_000) },
    number("durationMicroseconds") { .int64($0.nanoseconds / 1000) },
    number("durationNanoseconds") { .int64($0.nanoseconds) },
    fitting("durationRoundTo", GoDuration.round),
    fitting("durationTruncateTo", GoDuration.truncate),
  ]

  private static let time = GoType.named("time.Time", kind: .structure)

  private static func format(
    _ layout: [UInt8], _ value: GoValue, _ zone: String, _ execution: Execution
  ) -> GoValue {
    let instant: GoInstant
    switch value {
    case .int(let seconds): instant = GoInstant(seconds: Int64(seconds))
    case .int64(let seconds): instant = GoInstant(seconds: seconds)
    default: instant = value.object(as: GoTime.self)?.instant ?? execution.options.clock()
    }
    return .string(GoTime(instant, zone: TimeZoneRules.named(zone) ?? .utc).format(layout))
  }

  @Sendable private static func inZone(_ arguments: [GoValue], _ execution: Execution) throws -> GoValue {
    format(arguments.bytes(0), arguments[1], arguments.string(2).text, execution)
  }

  @Sendable private static func modify(_ arguments: [GoValue], _ execution: Execution) throws -> GoValue {
    (try? mustModify(arguments, execution)) ?? arguments[1]
  }

  @Sendable private static func mustModify(_ arguments: [GoValue], _ execution: Execution) throws -> GoValue {
    let duration = try GoDuration.parse(arguments.bytes(0))
    guard let time = arguments[1].object(as: GoTime.self) else { return arguments[1] }
    return .object(time.adding(duration))
  }

  private static func rounded(_ value: GoValue, _ execution: Execution) -> String {
    var nanoseconds: Int64 = 0
    switch value {
    case .string(let text): nanoseconds = (try? GoDuration.parse(text.bytes)) ?? 0
    case .int64(let number): nanoseconds = number
    default:
      if let time = value.object(as: GoTime.self) {
        nanoseconds = GoTime(execution.options.clock()).nanoseconds(since: time)
      }
    }
    let magnitude = nanoseconds.magnitude
    let second: UInt64 = 1_000_000_000
    let units: [(UInt64, String)] = [
      (second * 86400 * 365, "y"), (second * 86400 * 30, "mo"), (second * 86400, "d"), (second * 3600, "h"),
      (second * 60, "m"), (second, "s"),
    ]
    for (unit, name) in units where magnitude > unit { return "\(magnitude / unit)\(name)" }
    return "0s"
  }

  /// Helm's asDuration: a duration, a text, or a number of seconds.
  private static func duration(_ value: GoValue) throws -> Int64 {
    switch value {
    case .none: throw FunctionError("invalid duration")
    case .string(let text):
      let trimmed = Strings.trimmed(text.bytes, where: Rune.isSpace)
      if trimmed.isEmpty { throw FunctionError("empty duration") }
      if let duration = try? GoDuration.parse(trimmed) { return duration }
      guard let seconds = try? NumberText.double(trimmed) else {
        throw FunctionError("could not parse duration \(Parser.quoted(text.bytes))")
      }
      return try duration(seconds: seconds)
    case .double(let seconds): return try duration(seconds: seconds)
    case .int, .int64:
      let seconds = value.integerValue ?? 0
      let (nanoseconds, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
      if overflows { throw FunctionError("duration seconds overflow: \(seconds)") }
      return nanoseconds
    case .object(let object):
      if let duration = object as? GoDuration { return duration.nanoseconds }
      if let number = object.integer { return try duration(.int64(number)) }
      throw FunctionError("unsupported duration type \(value.typeName)")
    default: throw FunctionError("unsupported duration type \(value.typeName)")
    }
  }

  private static func duration(seconds: Double) throws -> Int64 {
    let shown = Formatter.display(.double(seconds))
    guard seconds.isFinite else { throw FunctionError("invalid duration seconds: \(shown)") }
    guard abs(seconds) <= Double(Int64.max) / 1e9 else { throw FunctionError("duration seconds overflow: \(shown)") }
    return Casting.integer(seconds * 1e9)
  }

  private static func number(_ name: String, _ body: @escaping @Sendable (GoDuration) -> GoValue) -> Function {
    Function(name, [.any]) { arguments, _ in
      guard let nanoseconds = try? duration(arguments[0]) else {
        if case .double = body(GoDuration(0)) { return .double(0) }
        return .int64(0)
      }
      return body(GoDuration(nanoseconds))
    }
  }

  private static func fitting(_ name: String, _ body: @escaping @Sendable (Int64, Int64) -> Int64) -> Function {
    Function(name, [.any, .any]) { arguments, _ in
      guard let value = try? duration(arguments[0]) else { return .object(GoDuration(0)) }
      guard let unit = try? duration(arguments[1]) else { return .object(GoDuration(value)) }
      return .object(GoDuration(body(value, unit)))
    }
  }
}
