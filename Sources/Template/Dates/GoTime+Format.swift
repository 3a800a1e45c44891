extension GoTime {
  /// time.Format.
  func format(_ layout: [UInt8]) -> [UInt8] {
    let period = period
    let date = date
    var out: [UInt8] = []
    for piece in DateLayout.pieces(layout) { append(piece.element, date, period, &out) }
    return out
  }

  private func append(
    _ element: DateLayout.Element, _ date: CivilDate, _ period: TimeZoneRules.Period, _ out: inout [UInt8]
  ) {
    switch element {
    case .text(let bytes): out += bytes
    case .longMonth: out += CivilDate.months[date.month - 1].utf8
    case .month: out += CivilDate.months[date.month - 1].prefix(3).utf8
    case .numericMonth: out += String(date.month).utf8
    case .zeroMonth: pad(date.month, 2, &out)
    case .longWeekday: out += CivilDate.weekdays[date.weekday].utf8
    case .weekday: out += CivilDate.weekdays[date.weekday].prefix(3).utf8
    case .day: out += String(date.day).utf8
    case .underDay: pad(date.day, 2, &out, with: 0x20)
    case .zeroDay: pad(date.day, 2, &out)
    case .underYearDay: pad(date.yearDay, 3, &out, with: 0x20)
    case .zeroYearDay: pad(date.yearDay, 3, &out)
    case .hour24: pad(date.hour, 2, &out)
    case .hour12: out += String((date.hour + 11) % 12 + 1).utf8
    case .zeroHour12: pad((date.hour + 11) % 12 + 1, 2, &out)
    case .minute: out += String(date.minute).utf8
    case .zeroMinute: pad(date.minute, 2, &out)
    case .second: out += String(date.second).utf8
    case .zeroSecond: pad(date.second, 2, &out)
    case .longYear:
      if date.year < 0 { out.append(0x2D) }
      pad(abs(date.year), 4, &out)
    case .year: pad((date.year % 100 + 100) % 100, 2, &out)
    case .upperMeridiem: out += (date.hour >= 12 ? "PM" : "AM").utf8
    case .lowerMeridiem: out += (date.hour >= 12 ? "pm" : "am").utf8
    case .zone: out += zoneName(period).utf8
    case .offset(let zulu, let parts, let colons): offset(period.offset, zulu, parts, colons, &out)
    case .fraction(let separator, let digits, let trims): fraction(separator, digits, trims, &out)
    }
  }

  private func pad(_ number: Int, _ width: Int, _ out: inout [UInt8], with fill: UInt8 = 0x30) {
    let text = String(number).utf8
    for _ in 0..<max(0, width - text.count) { out.append(fill) }
    out += text
  }

  private func zoneName(_ period: TimeZoneRules.Period) -> String {
    if !period.name.isEmpty { return period.name }
    var out: [UInt8] = []
    offset(period.offset, false, 2, false, &out)
    return String(decoding: out, as: UTF8.self)
  }

  private func offset(_ seconds: Int, _ zulu: Bool, _ parts: Int, _ colons: Bool, _ out: inout [UInt8]) {
    if zulu, seconds == 0 {
      out.append(UInt8(ascii: "Z"))
      return
    }
    out.append(seconds < 0 ? 0x2D : 0x2B)
    let magnitude = abs(seconds)
    pad(magnitude / 3600, 2, &out)
    for (index, value) in [magnitude / 60 % 60, magnitude % 60].enumerated() where index < parts - 1 {
      if colons { out.append(UInt8(ascii: ":")) }
      pad(value, 2, &out)
    }
  }

  private func fraction(_ separator: UInt8, _ digits: Int, _ trims: Bool, _ out: inout [UInt8]) {
    var text: [UInt8] = []
    pad(Int(instant.nanoseconds), 9, &text)
    text = Array(text.prefix(digits)) + [UInt8](repeating: 0x30, count: max(0, digits - 9))
    if trims {
      while text.last == 0x30 { text.removeLast() }
      if text.isEmpty { return }
    }
    out.append(separator)
    out += text
  }
}
