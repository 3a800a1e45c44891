/// Writes one scalar and keeps what libyaml's emitter keeps while it does: the column, and whether only indentation or
/// white space came since the line began. Whether a line is broken depends on them.
struct ScalarPen {
  private let indent: Int
  private let mayBreak: Bool
  private var column: Int
  private var isAtIndentation = false
  private var isAfterWhitespace = false

  init(_ context: ScalarContext) {
    indent = context.indent
    mayBreak = !context.isKey
    column = context.column
    isAfterWhitespace = context.isRoot
  }

  mutating func put(_ byte: UInt8, into out: inout [UInt8]) {
    out.append(byte)
    column += 1
  }

  /// Copies the character at `index` and gives the index behind it.
  @inline(__always)
  private mutating func copy(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, into out: inout [UInt8]) -> Int {
    let first = bytes[index]
    let width = min(first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4, bytes.count - index)
    for offset in 0..<width { out.append(bytes[index + offset]) }
    column += 1
    return index + width
  }

  private mutating func lineFeed(into out: inout [UInt8]) {
    out.append(UInt8(ascii: "\n"))
    column = 0
  }

  private mutating func startLine(into out: inout [UInt8]) {
    if !isAtIndentation || column > indent || (column == indent && !isAfterWhitespace) { lineFeed(into: &out) }
    while column < indent { put(UInt8(ascii: " "), into: &out) }
    isAfterWhitespace = true
    isAtIndentation = true
  }

  /// Copies a line end; a line feed is doubled by the caller where one alone would be folded away.
  private mutating func lineEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, into out: inout [UInt8]) -> Int {
    var next = index + 1
    if bytes[index] == UInt8(ascii: "\n") {
      lineFeed(into: &out)
    } else {
      next = copy(bytes, index, into: &out)
      column = 0
    }
    isAtIndentation = true
    return next
  }

  mutating func plain(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
    flow(bytes, quote: nil, into: &out)
  }

  mutating func singleQuoted(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
    put(UInt8(ascii: "'"), into: &out)
    isAfterWhitespace = false
    isAtIndentation = false
    flow(bytes, quote: UInt8(ascii: "'"), into: &out)
    put(UInt8(ascii: "'"), into: &out)
  }

  /// The text of a plain or single-quoted scalar, which differ only in the quotes.
  private mutating func flow(_ bytes: UnsafeBufferPointer<UInt8>, quote: UInt8?, into out: inout [UInt8]) {
    var wasSpace = false
    var wasBreak = false
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: " ") {
        let isInside = quote == nil || (index > 0 && index < bytes.count - 1)
        let isAlone = index + 1 >= bytes.count || bytes[index + 1] != UInt8(ascii: " ")
        if mayBreak, !wasSpace, column > YAMLWriter.width, isInside, isAlone {
          startLine(into: &out)
          index += 1
        } else {
          index = copy(bytes, index, into: &out)
        }
        wasSpace = true
      } else if UTF8Character(bytes, at: index).isBreak {
        if !wasBreak, bytes[index] == UInt8(ascii: "\n") { lineFeed(into: &out) }
        index = lineEnd(bytes, index, into: &out)
        wasBreak = true
      } else {
        if wasBreak { startLine(into: &out) }
        if bytes[index] == quote { put(bytes[index], into: &out) }
        index = copy(bytes, index, into: &out)
        isAtIndentation = false
        wasSpace = false
        wasBreak = false
      }
    }
  }

  mutating func doubleQuoted(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
    put(UInt8(ascii: "\""), into: &out)
    isAfterWhitespace = false
    isAtIndentation = false
    // The original looks for a byte order mark at the start of the text only, and then escapes all of it.
    let escapesAll = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    var wasSpace = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let character = UTF8Character(bytes, at: index)
      let isQuoteOrBackslash = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
      if escapesAll || !character.isPrintable || character.isBreak || isQuoteOrBackslash {
        index = escape(bytes, index, width: character.width, into: &out)
        wasSpace = false
      } else if byte == UInt8(ascii: " ") {
        if mayBreak, !wasSpace, column > YAMLWriter.width, index > 0, index < bytes.count - 1 {
          startLine(into: &out)
          if bytes[index + 1] == UInt8(ascii: " ") { put(UInt8(ascii: "\\"), into: &out) }
          index += 1
        } else {
          index = copy(bytes, index, into: &out)
        }
        wasSpace = true
      } else {
        index = copy(bytes, index, into: &out)
        wasSpace = false
      }
    }
    put(UInt8(ascii: "\""), into: &out)
  }

  private mutating func escape(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, width: Int, into out: inout [UInt8]
  ) -> Int {
    let end = min(index + width, bytes.count)
    var scalar = UInt32(bytes[index])
    if width > 1 {
      scalar &= width == 2 ? 0x1F : width == 3 ? 0x0F : 0x07
      for byte in bytes[index + 1..<end] { scalar = scalar << 6 | UInt32(byte & 0x3F) }
    }
    put(UInt8(ascii: "\\"), into: &out)
    if let letter = Self.letter(of: scalar) {
      put(letter, into: &out)
    } else {
      let (mark, digits): (Unicode.Scalar, Int) = scalar <= 0xFF ? ("x", 2) : scalar <= 0xFFFF ? ("u", 4) : ("U", 8)
      put(UInt8(ascii: mark), into: &out)
      for shift in stride(from: (digits - 1) * 4, through: 0, by: -4) {
        let digit = UInt8(scalar >> UInt32(shift) & 0x0F)
        put(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10, into: &out)
      }
    }
    return end
  }

  private static func letter(of scalar: UInt32) -> UInt8? {
    let letter: Unicode.Scalar? =
      switch scalar {
      case 0x00: "0"
      case 0x07: "a"
      case 0x08: "b"
      case 0x09: "t"
      case 0x0A: "n"
      case 0x0B: "v"
      case 0x0C: "f"
      case 0x0D: "r"
      case 0x1B: "e"
      case 0x22: "\""
      case 0x5C: "\\"
      case 0x85: "N"
      case 0xA0: "_"
      case 0x2028: "L"
      case 0x2029: "P"
      default: nil
      }
    return letter.map { UInt8(ascii: $0) }
  }

  mutating func literal(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
    put(UInt8(ascii: "|"), into: &out)
    if bytes[0] == UInt8(ascii: " ") || UTF8Character(bytes, at: 0).isBreak { put(UInt8(ascii: "2"), into: &out) }
    if let chomping = Self.chomping(bytes) { put(chomping, into: &out) }
    lineFeed(into: &out)
    // Without U+2028 and U+2029 every line ends with a line feed.
    guard bytes.contains(0xE2) else { return lines(bytes, into: &out) }
    isAtIndentation = true
    isAfterWhitespace = true
    var wasBreak = true
    var index = 0
    while index < bytes.count {
      if UTF8Character(bytes, at: index).isBreak {
        index = lineEnd(bytes, index, into: &out)
        wasBreak = true
      } else {
        if wasBreak { startLine(into: &out) }
        index = copy(bytes, index, into: &out)
        isAtIndentation = false
        wasBreak = false
      }
    }
  }

  private func lines(_ bytes: UnsafeBufferPointer<UInt8>, into out: inout [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
      if rest.first != UInt8(ascii: "\n") {
        out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
      }
      out.append(contentsOf: UnsafeBufferPointer(rebasing: rest[..<end]))
      rest = rest[end...]
    }
  }

  /// `-` when the text does not end with a line break, `+` when it ends with several or is nothing else.
  private static func chomping(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt8? {
    func start(before end: Int) -> Int {
      var index = end - 1
      while index > 0, bytes[index] & 0xC0 == 0x80 { index -= 1 }
      return index
    }
    let last = start(before: bytes.count)
    guard UTF8Character(bytes, at: last).isBreak else { return UInt8(ascii: "-") }
    guard last > 0 else { return UInt8(ascii: "+") }
    return UTF8Character(bytes, at: start(before: last)).isBreak ? UInt8(ascii: "+") : nil
  }
}
