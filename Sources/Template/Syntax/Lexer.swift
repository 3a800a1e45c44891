import Glibc

/// Cuts a template's text into tokens as Go's lexer does. Lines are not counted on the way: only messages need them.
struct Lexer {
  let input: [UInt8]
  private var position = 0
  private var start = 0
  private var parentheses = 0
  private var isInsideAction = false
  /// Why there are no more tokens; the text of the error token.
  private var failure: String?

  init(_ input: [UInt8]) { self.input = input }

  mutating func next() -> Token {
    if failure != nil { return Token(kind: .endOfFile, start: Int32(start), end: Int32(start)) }
    return isInsideAction ? insideAction() : text()
  }

  // MARK: For messages

  /// The line that a token starts on.
  func line(of token: Token) -> Int { line(Int(token.start)) }

  func line(_ offset: Int) -> Int { input[..<offset].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 } }

  func text(of token: Token) -> [UInt8] { Array(input[token.range]) }

  /// A token as it stands in messages.
  func description(of token: Token) -> String {
    let text = text(of: token)
    switch token.kind {
    case .endOfFile: return "EOF"
    case .error: return failure ?? ""
    case let kind where kind.isKeyword: return "<\(String(decoding: text, as: UTF8.self))>"
    case _ where text.count > 10:
      return String(decoding: Quoting.quoted(Array(text.prefix(10))), as: UTF8.self) + "..."
    default: return String(decoding: Quoting.quoted(text), as: UTF8.self)
    }
  }

  // MARK: Text

  private mutating func text() -> Token {
    while true {
      guard let delimiter = nextDelimiter() else {
        position = input.count
        return take(position > start ? .text : .endOfFile)
      }
      if delimiter > position {
        var end = delimiter
        if hasLeftTrimMarker(delimiter + 2) {
          while end > start, isSpace(input[end - 1]) { end -= 1 }
        }
        position = end
        let token = take(.text)
        position = delimiter
        start = delimiter
        if token.end > token.start { return token }
      }
      if let token = leftDelimiter() { return token }
    }
  }

  /// Where the next `{{` stands.
  private func nextDelimiter() -> Int? {
    input.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return nil }
      var index = position
      while index + 1 < bytes.count, let found = memchr(base + index, 0x7B, bytes.count - 1 - index) {
        index = UnsafeRawPointer(found) - UnsafeRawPointer(base)
        if bytes[index + 1] == 0x7B { return index }
        index += 1
      }
      return nil
    }
  }

  /// Nil after a comment.
  private mutating func leftDelimiter() -> Token? {
    position += 2
    let marker = hasLeftTrimMarker(position) ? 2 : 0
    if starts("/*", at: position + marker) {
      position += marker
      start = position
      return comment()
    }
    let token = take(.leftDelimiter)
    isInsideAction = true
    position += marker
    start = position
    parentheses = 0
    return token
  }

  private mutating func comment() -> Token? {
    position += 2
    guard let end = input.firstIndex(of: [0x2A, 0x2F], from: position) else { return fail("unclosed comment") }
    position = end + 2
    let trims = hasRightTrimMarker(position) && starts("}}", at: position + 2)
    guard trims || starts("}}", at: position) else { return fail("comment ends before closing delimiter") }
    position += trims ? 4 : 2
    if trims { skipSpace() }
    start = position
    return nil
  }

  // MARK: Actions

  private mutating func insideAction() -> Token {
    if let byte = position < input.count ? input[position] : nil, byte == 0x7D || isSpace(byte),
      atRightDelimiter() != nil
    {
      if parentheses == 0 { return rightDelimiter() }
      return fail("unclosed left paren")
    }
    guard position < input.count else { return fail("unclosed action") }
    let (rune, size) = UTF8Text.decode(input, at: position)
    switch rune {
    case 0x20, 0x09, 0x0D, 0x0A: return space()
    case UInt32(UInt8(ascii: "=")):
      position += 1
      return take(.assign)
    case UInt32(UInt8(ascii: ":")):
      position += 1
      guard position < input.count, input[position] == UInt8(ascii: "=") else { return fail("expected :=") }
      position += 1
      return take(.declare)
    case UInt32(UInt8(ascii: "|")):
      position += 1
      return take(.pipe)
    case UInt32(UInt8(ascii: "\"")): return quoted(UInt8(ascii: "\""), .string, "unterminated quoted string")
    case UInt32(UInt8(ascii: "'")):
      return quoted(UInt8(ascii: "'"), .characterConstant, "unterminated character constant")
    case UInt32(UInt8(ascii: "`")): return rawQuoted()
    case UInt32(UInt8(ascii: "$")):
      position += 1
      return fieldOrVariable(.variable)
    case UInt32(UInt8(ascii: ".")):
      if position + 1 < input.count, !(0x30...0x39).contains(input[position + 1]) {
        position += 1
        return fieldOrVariable(.field)
      }
      return number()
    case 0x2B, 0x2D, 0x30...0x39: return number()
    case UInt32(UInt8(ascii: "(")):
      position += 1
      parentheses += 1
      return take(.leftParenthesis)
    case UInt32(UInt8(ascii: ")")):
      position += 1
      parentheses -= 1
      if parentheses < 0 { return fail("unexpected right paren") }
      return take(.rightParenthesis)
    case _ where isAlphanumeric(rune): return identifier()
    case 0x21..<0x7F:
      position += 1
      return take(.character)
    default:
      position += size
      return fail("unrecognized character in action: \(Quoting.unicode(rune))")
    }
  }

  private mutating func rightDelimiter() -> Token {
    let trims = atRightDelimiter() ?? false
    if trims {
      position += 2
      start = position
    }
    position += 2
    let token = take(.rightDelimiter)
    if trims {
      skipSpace()
      start = position
    }
    isInsideAction = false
    return token
  }

  private mutating func space() -> Token {
    var count = 0
    while position < input.count, isSpace(input[position]) {
      position += 1
      count += 1
    }
    if hasRightTrimMarker(position - 1), isRightDelimiter(position + 1) {
      position -= 1
      if count == 1 { return rightDelimiter() }
    }
    return take(.space)
  }

  private mutating func identifier() -> Token {
    skipAlphanumeric()
    guard atTerminator() else { return fail("bad character \(Quoting.unicode(nextRune()))") }
    return take(keyword() ?? .identifier)
  }

  /// The key word from `start` to here.
  private func keyword() -> Token.Kind? {
    switch (position - start, input[start]) {
    case (2, UInt8(ascii: "i")): isWord("if") ? .ifTrue : nil
    case (3, UInt8(ascii: "e")): isWord("end") ? .end : nil
    case (3, UInt8(ascii: "n")): isWord("nil") ? .nothing : nil
    case (4, UInt8(ascii: "e")): isWord("else") ? .elseBranch : nil
    case (4, UInt8(ascii: "t")): isWord("true") ? .bool : nil
    case (4, UInt8(ascii: "w")): isWord("with") ? .with : nil
    case (5, UInt8(ascii: "b")): isWord("block") ? .block : isWord("break") ? .breakLoop : nil
    case (5, UInt8(ascii: "f")): isWord("false") ? .bool : nil
    case (5, UInt8(ascii: "r")): isWord("range") ? .range : nil
    case (6, UInt8(ascii: "d")): isWord("define") ? .define : nil
    case (8, UInt8(ascii: "c")): isWord("continue") ? .continueLoop : nil
    case (8, UInt8(ascii: "t")): isWord("template") ? .template : nil
    default: nil
    }
  }

  private func isWord(_ word: StaticString) -> Bool { starts(word, at: start) }

  private mutating func fieldOrVariable(_ kind: Token.Kind) -> Token {
    if atTerminator() { return take(kind == .variable ? .variable : .dot) }
    skipAlphanumeric()
    guard atTerminator() else { return fail("bad character \(Quoting.unicode(nextRune()))") }
    return take(kind)
  }

  private mutating func number() -> Token {
    guard scanNumber() else { return badNumber() }
    if position < input.count, input[position] == 0x2B || input[position] == 0x2D {
      guard scanNumber(), input[position - 1] == UInt8(ascii: "i") else { return badNumber() }
      return take(.complex)
    }
    return take(.number)
  }

  private mutating func badNumber() -> Token {
    fail("bad number syntax: " + String(decoding: Quoting.quoted(Array(input[start..<position])), as: UTF8.self))
  }

  private mutating func scanNumber() -> Bool {
    _ = accept("+-")
    var digits = "0123456789_"
    if accept("0") {
      if accept("xX") {
        digits = "0123456789abcdefABCDEF_"
      } else if accept("oO") {
        digits = "01234567_"
      } else if accept("bB") {
        digits = "01_"
      }
    }
    while accept(digits) {}
    if accept(".") { while accept(digits) {} }
    if digits.utf8.count == 11, accept("eE") {
      _ = accept("+-")
      while accept("0123456789_") {}
    }
    if digits.utf8.count == 23, accept("pP") {
      _ = accept("+-")
      while accept("0123456789_") {}
    }
    _ = accept("i")
    if position < input.count {
      let (rune, size) = UTF8Text.decode(input, at: position)
      if isAlphanumeric(rune) {
        position += size
        return false
      }
    }
    return true
  }

  private mutating func quoted(_ quote: UInt8, _ kind: Token.Kind, _ message: String) -> Token {
    position += 1
    while position < input.count {
      let byte = input[position]
      position += 1
      if byte == quote { return take(kind) }
      if byte == 0x0A { break }
      if byte == UInt8(ascii: "\\") {
        guard position < input.count, input[position] != 0x0A else { break }
        position += 1
      }
    }
    return fail(message)
  }

  private mutating func rawQuoted() -> Token {
    guard let end = input.firstIndex(of: [UInt8(ascii: "`")], from: position + 1) else {
      position = input.count
      return fail("unterminated raw quoted string")
    }
    position = end + 1
    return take(.rawString)
  }

  // MARK: Steps

  private mutating func take(_ kind: Token.Kind) -> Token {
    let token = Token(kind: kind, start: Int32(start), end: Int32(position))
    start = position
    return token
  }

  private mutating func fail(_ message: String) -> Token {
    failure = message
    return Token(kind: .error, start: Int32(start), end: Int32(position))
  }

  private mutating func skipSpace() {
    while position < input.count, isSpace(input[position]) { position += 1 }
  }

  private mutating func skipAlphanumeric() {
    while true {
      position = input.withUnsafeBufferPointer { bytes in
        var index = position
        while index < bytes.count, Self.isWordByte(bytes[index]) { index &+= 1 }
        return index
      }
      guard position < input.count, input[position] >= 0x80 else { return }
      let (rune, size) = UTF8Text.decode(input, at: position)
      guard isAlphanumeric(rune) else { return }
      position += size
    }
  }

  /// Whether an ASCII byte may stand in a name.
  @inline(__always)
  private static func isWordByte(_ byte: UInt8) -> Bool {
    byte | 0x20 &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F
  }

  private mutating func accept(_ valid: String) -> Bool {
    guard position < input.count, valid.utf8.contains(input[position]) else { return false }
    position += 1
    return true
  }

  private func nextRune() -> UInt32 { position < input.count ? UTF8Text.decode(input, at: position).rune : 0xFFFF_FFFF }

  private func atTerminator() -> Bool {
    guard position < input.count else { return true }
    switch input[position] {
    case 0x20, 0x09, 0x0D, 0x0A, UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "|"), UInt8(ascii: ":"),
      UInt8(ascii: ")"), UInt8(ascii: "("):
      return true
    default: return isRightDelimiter(position)
    }
  }

  @inline(__always)
  private func isRightDelimiter(_ index: Int) -> Bool {
    index + 1 < input.count && input[index] == 0x7D && input[index + 1] == 0x7D
  }

  /// Whether the right delimiter is here, and if so, whether it trims.
  private func atRightDelimiter() -> Bool? {
    if isRightDelimiter(position) { return false }
    return hasRightTrimMarker(position) && isRightDelimiter(position + 2) ? true : nil
  }

  private func starts(_ text: StaticString, at index: Int) -> Bool {
    guard index >= 0, index + text.utf8CodeUnitCount <= input.count else { return false }
    return text.withUTF8Buffer { wanted in
      for offset in 0..<wanted.count where input[index + offset] != wanted[offset] { return false }
      return true
    }
  }

  private func hasLeftTrimMarker(_ index: Int) -> Bool {
    index + 1 < input.count && input[index] == 0x2D && isSpace(input[index + 1])
  }

  private func hasRightTrimMarker(_ index: Int) -> Bool {
    index >= 0 && index + 1 < input.count && isSpace(input[index]) && input[index + 1] == 0x2D
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }

  private func isAlphanumeric(_ rune: UInt32) -> Bool {
    rune == 0x5F || Rune.isLetter(rune) || Rune.isDigit(rune)
  }
}
