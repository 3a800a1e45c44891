/// The pieces of a Go date layout: `2006-01-02T15:04:05Z07:00` and all its relatives.
enum DateLayout {
  enum Element: Equatable {
    case text([UInt8])
    case longMonth, month, numericMonth, zeroMonth
    case longWeekday, weekday
    case day, underDay, zeroDay, underYearDay, zeroYearDay
    case hour24, hour12, zeroHour12
    case minute, zeroMinute, second, zeroSecond
    case longYear, year
    case upperMeridiem, lowerMeridiem
    case zone
    /// An offset: whether `Z` stands for zero, how many parts, with colons between them.
    case offset(zulu: Bool, parts: Int, colons: Bool)
    /// A fraction of a second: the separator, its digits, and whether trailing zeros go.
    case fraction(separator: UInt8, digits: Int, trims: Bool)
  }

  /// An element with the text that it had in the layout.
  struct Piece {
    var element: Element
    var source: [UInt8]
  }

  private static let words: [(String, Element)] = [
    ("January", .longMonth), ("Jan", .month), ("Monday", .longWeekday), ("Mon", .weekday), ("MST", .zone),
    ("2006", .longYear), ("20060", .longYear), ("_2006", .text([])), ("__2", .underYearDay), ("_2", .underDay),
    ("002", .zeroYearDay),
    ("01", .zeroMonth), ("02", .zeroDay), ("03", .zeroHour12), ("04", .zeroMinute), ("05", .zeroSecond),
    ("06", .year), ("15", .hour24), ("1", .numericMonth), ("2", .day), ("3", .hour12), ("4", .minute), ("5", .second),
    ("PM", .upperMeridiem), ("pm", .lowerMeridiem),
    ("-07:00:00", .offset(zulu: false, parts: 3, colons: true)),
    ("-07:00", .offset(zulu: false, parts: 2, colons: true)),
    ("-070000", .offset(zulu: false, parts: 3, colons: false)),
    ("-0700", .offset(zulu: false, parts: 2, colons: false)),
    ("-07", .offset(zulu: false, parts: 1, colons: false)),
    ("Z07:00:00", .offset(zulu: true, parts: 3, colons: true)), ("Z07:00", .offset(zulu: true, parts: 2, colons: true)),
    ("Z070000", .offset(zulu: true, parts: 3, colons: false)), ("Z0700", .offset(zulu: true, parts: 2, colons: false)),
    ("Z07", .offset(zulu: true, parts: 1, colons: false)),
  ]

  static func pieces(_ layout: [UInt8]) -> [Piece] {
    var pieces: [Piece] = []
    var literal: [UInt8] = []
    var index = 0
    func flush() {
      if !literal.isEmpty { pieces.append(Piece(element: .text(literal), source: literal)) }
      literal = []
    }
    while index < layout.count {
      if let (element, length) = element(layout, index) {
        flush()
        pieces.append(Piece(element: element, source: Array(layout[index..<index + length])))
        index += length
      } else {
        literal.append(layout[index])
        index += 1
      }
    }
    flush()
    return pieces
  }

  private static func element(_ layout: [UInt8], _ index: Int) -> (Element, Int)? {
    func starts(_ word: String) -> Bool {
      layout.count - index >= word.utf8.count && layout[index..<index + word.utf8.count].elementsEqual(word.utf8)
    }
    switch layout[index] {
    case UInt8(ascii: "J"), UInt8(ascii: "M"):
      if starts("January") { return (.longMonth, 7) }
      if starts("Jan"), !isLower(layout, index + 3) { return (.month, 3) }
      if starts("Monday") { return (.longWeekday, 6) }
      if starts("Mon"), !isLower(layout, index + 3) { return (.weekday, 3) }
      if starts("MST") { return (.zone, 3) }
      return nil
    case UInt8(ascii: "_"):
      // `_2006` is an underscore and a year.
      if starts("_2006") { return nil }
      if starts("_2") { return (.underDay, 2) }
      if starts("__2") { return (.underYearDay, 3) }
      return nil
    case UInt8(ascii: "2"):
      if starts("2006") { return (.longYear, 4) }
      return (.day, 1)
    case UInt8(ascii: "1"): return starts("15") ? (.hour24, 2) : (.numericMonth, 1)
    case UInt8(ascii: "."), UInt8(ascii: ","): return fraction(layout, index)
    default:
      guard let (word, element) = words.first(where: { starts($0.0) }) else { return nil }
      return (element, word.utf8.count)
    }
  }

  private static func isLower(_ layout: [UInt8], _ index: Int) -> Bool {
    index < layout.count && (0x61...0x7A).contains(layout[index])
  }

  private static func fraction(_ layout: [UInt8], _ index: Int) -> (Element, Int)? {
    guard index + 1 < layout.count, layout[index + 1] == 0x30 || layout[index + 1] == 0x39 else { return nil }
    let digit = layout[index + 1]
    var end = index + 1
    while end < layout.count, layout[end] == digit { end += 1 }
    // More digits behind it: no fraction.
    if end < layout.count, (0x30...0x39).contains(layout[end]) { return nil }
    return (
      .fraction(separator: layout[index], digits: end - index - 1, trims: digit == 0x39), end - index
    )
  }
}
