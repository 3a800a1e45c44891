extension GoTime {
  /// time.Parse in UTC.
  /// - Throws: ``FunctionError`` with Go's message.
  static func parse(_ layout: [UInt8], _ text: [UInt8]) throws(FunctionError) -> GoTime {
    var parser = DateParser(layout: layout, text: text)
    return try parser.parse()
  }
}

/// Reads a date by a layout.
private struct DateParser {
  let layout: [UInt8]
  let text: [UInt8]
  private var index = 0
  private var year = 0
  private var month: Int?
  private var day: Int?
  private var yearDay: Int?
  private var hour = 0
  private var minute = 0
  private var second = 0
  private var nanoseconds: Int64 = 0
  private var meridiem: Bool?
  private var offset: Int?
  private var zone: String?

  init(layout: [UInt8], text: [UInt8]) {
    self.layout = layout
    self.text = text
  }

  private func quoted(_ bytes: some Sequence<UInt8>) -> String { Parser.quoted(Array(bytes)) }

  private func failure(_ source: [UInt8]) -> FunctionError {
    FunctionError(
      "parsing time \(quoted(text)) as \(quoted(layout)): cannot parse \(quoted(text[index...])) as \(quoted(source))")
  }

  private func outOfRange(_ what: String) -> FunctionError {
    FunctionError("parsing time \(quoted(text)): \(what) out of range")
  }

  mutating func parse() throws(FunctionError) -> GoTime {
    let pieces = DateLayout.pieces(layout)
    for (position, piece) in pieces.enumerated() {
      let next = position + 1 < pieces.count ? pieces[position + 1].element : nil
      try read(piece, next)
    }
    if index < text.count {
      throw FunctionError(
        "parsing time \(quoted(text)): extra text: \(quoted(text[index...]))")
    }
    return try assembled()
  }

  private func assembled() throws(FunctionError) -> GoTime {
    var hour = hour
    if meridiem == true, hour < 12 { hour += 12 } else if meridiem == false, hour == 12 { hour = 0 }
    var month = month ?? 1
    var day = day ?? 1
    if let yearDay {
      let limit = CivilDate.isLeap(year) ? 366 : 365
      guard yearDay >= 1, yearDay <= limit else { throw outOfRange("day-of-year") }
      let seconds = Int64(CivilDate.days(year: year, month: 1, day: 1) + yearDay - 1) * 86400
      let date = CivilDate(localSeconds: seconds)
      if let given = self.month, given != date.month {
        throw FunctionError("parsing time \(quoted(text)): day-of-year does not match month")
      }
      if let given = self.day, given != date.day {
        throw FunctionError("parsing time \(quoted(text)): day-of-year does not match day")
      }
      (month, day) = (date.month, date.day)
    }
    guard day >= 1, day <= CivilDate.daysIn(month: month, year: year) else { throw outOfRange("day") }
    let local =
      Int64(CivilDate.days(year: year, month: month, day: day)) * 86400 + Int64(hour * 3600 + minute * 60 + second)
    let instant = GoInstant(seconds: local - Int64(offset ?? 0), nanoseconds: nanoseconds)
    if let offset {
      if offset == 0, zone == nil || zone == "UTC" { return GoTime(instant) }
      return GoTime(instant, zone: .utc, fixed: .init(offset: offset, name: zone ?? ""))
    }
    if let zone, zone != "UTC" { return GoTime(instant, zone: .utc, fixed: .init(offset: 0, name: zone)) }
    return GoTime(instant)
  }

  private var byte: UInt8? { index < text.count ? text[index] : nil }

  private func isDigit(_ position: Int) -> Bool { position < text.count && (0x30...0x39).contains(text[position]) }

  /// One or two digits, or exactly two.
  private mutating func number(_ piece: DateLayout.Piece, fixed: Bool) throws(FunctionError) -> Int {
    guard isDigit(index) else { throw failure(piece.source) }
    if !isDigit(index + 1) {
      if fixed { throw failure(piece.source) }
      index += 1
      return Int(text[index - 1]) - 0x30
    }
    index += 2
    return Int(text[index - 2] - 0x30) * 10 + Int(text[index - 1]) - 0x30
  }

  private mutating func digits(_ count: Int, _ piece: DateLayout.Piece) throws(FunctionError) -> Int {
    var value = 0
    for offset in 0..<count {
      guard isDigit(index + offset) else { throw failure(piece.source) }
      value = value * 10 + Int(text[index + offset]) - 0x30
    }
    index += count
    return value
  }

  private mutating func word(_ words: [String], _ piece: DateLayout.Piece) throws(FunctionError) -> Int {
    for (position, word) in words.enumerated() {
      let end = index + word.utf8.count
      if end <= text.count, zip(text[index..<end], word.utf8).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) {
        index = end
        return position
      }
    }
    throw failure(piece.source)
  }

  private mutating func read(_ piece: DateLayout.Piece, _ next: DateLayout.Element?) throws(FunctionError) {
    switch piece.element {
    case .text(let bytes): try literal(bytes)
    case .longMonth: month = try word(CivilDate.months, piece) + 1
    case .month: month = try word(CivilDate.months.map { String($0.prefix(3)) }, piece) + 1
    case .numericMonth, .zeroMonth:
      let number = try number(piece, fixed: piece.element == .zeroMonth)
      guard number >= 1, number <= 12 else { throw outOfRange("month") }
      month = number
    case .longWeekday: _ = try word(CivilDate.weekdays, piece)
    case .weekday: _ = try word(CivilDate.weekdays.map { String($0.prefix(3)) }, piece)
    case .day, .underDay, .zeroDay:
      if piece.element == .underDay, byte == 0x20 { index += 1 }
      day = try number(piece, fixed: piece.element == .zeroDay)
    case .underYearDay, .zeroYearDay:
      var spaces = 0
      while piece.element == .underYearDay, spaces < 2, byte == 0x20 {
        index += 1
        spaces += 1
      }
      var count = 0
      while count < 3, isDigit(index + count) { count += 1 }
      guard count == 3 || (count > 0 && piece.element == .underYearDay) else { throw failure(piece.source) }
      yearDay = try digits(count, piece)
    case .hour24:
      hour = try number(piece, fixed: false)
      if hour > 23 { throw outOfRange("hour") }
    case .hour12, .zeroHour12:
      hour = try number(piece, fixed: piece.element == .zeroHour12)
      if hour > 12 { throw outOfRange("hour") }
    case .minute, .zeroMinute:
      minute = try number(piece, fixed: piece.element == .zeroMinute)
      if minute > 59 { throw outOfRange("minute") }
    case .second, .zeroSecond:
      second = try number(piece, fixed: piece.element == .zeroSecond)
      if second > 59 { throw outOfRange("second") }
      // A fraction may follow even if the layout has none.
      if byte == 0x2E || byte == 0x2C, isDigit(index + 1) {
        if case .fraction? = next { break }
        try fraction(piece)
      }
    case .longYear: year = try digits(4, piece)
    case .year:
      let short = try digits(2, piece)
      year = short >= 69 ? short + 1900 : short + 2000
    case .upperMeridiem: meridiem = try word(["AM", "PM"], piece) == 1
    case .lowerMeridiem: meridiem = try word(["am", "pm"], piece) == 1
    case .zone: try zoneName(piece)
    case .offset(let zulu, let parts, let colons): try offset(piece, zulu, parts, colons)
    case .fraction(_, let digits, let trims):
      if trims {
        if byte == 0x2E || byte == 0x2C, isDigit(index + 1) { try fraction(piece) }
      } else {
        guard byte == 0x2E || byte == 0x2C, (1...digits).allSatisfy({ isDigit(index + $0) }) else {
          throw failure(piece.source)
        }
        try fraction(piece, digits: digits)
      }
    }
  }

  private mutating func literal(_ bytes: [UInt8]) throws(FunctionError) {
    var position = 0
    while position < bytes.count {
      if bytes[position] == 0x20 {
        if let byte, byte != 0x20 { throw failure(bytes) }
        while position < bytes.count, bytes[position] == 0x20 { position += 1 }
        while byte == 0x20 { index += 1 }
        continue
      }
      guard byte == bytes[position] else { throw failure(bytes) }
      position += 1
      index += 1
    }
  }

  private mutating func fraction(_ piece: DateLayout.Piece, digits: Int? = nil) throws(FunctionError) {
    index += 1
    var value: Int64 = 0
    var count = 0
    while isDigit(index), digits.map({ count < $0 }) ?? true {
      if count < 9 { value = value * 10 + Int64(text[index]) - 0x30 }
      count += 1
      index += 1
    }
    while count < 9 {
      value *= 10
      count += 1
    }
    nanoseconds = value
  }

  private mutating func zoneName(_ piece: DateLayout.Piece) throws(FunctionError) {
    if text[index...].starts(with: Array("UTC".utf8)) {
      zone = "UTC"
      offset = 0
      index += 3
      return
    }
    let letters = text[index...].prefix { (0x41...0x5A).contains($0) }
    guard letters.count >= 3, letters.count <= 5 else { throw failure(piece.source) }
    zone = String(decoding: letters, as: UTF8.self)
    index += letters.count
  }

  private mutating func offset(
    _ piece: DateLayout.Piece, _ zulu: Bool, _ parts: Int, _ colons: Bool
  ) throws(FunctionError) {
    if zulu, byte == UInt8(ascii: "Z") {
      index += 1
      offset = 0
      return
    }
    guard byte == 0x2B || byte == 0x2D else { throw failure(piece.source) }
    let sign = byte == 0x2D ? -1 : 1
    let start = index
    index += 1
    var values = [0, 0, 0]
    for part in 0..<parts {
      if part > 0, colons {
        guard byte == UInt8(ascii: ":") else {
          index = start
          throw failure(piece.source)
        }
        index += 1
      }
      guard isDigit(index), isDigit(index + 1) else {
        index = start
        throw failure(piece.source)
      }
      values[part] = Int(text[index] - 0x30) * 10 + Int(text[index + 1]) - 0x30
      index += 2
    }
    if values[0] > 24 { throw outOfRange("time zone offset hour") }
    if values[1] > 60 { throw outOfRange("time zone offset minute") }
    offset = sign * (values[0] * 3600 + values[1] * 60 + values[2])
  }
}
