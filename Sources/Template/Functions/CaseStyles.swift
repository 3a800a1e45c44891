/// snake_case, kebab-case and CamelCase as huandu/xstrings cuts words.
enum CaseStyles {
  private static func isConnector(_ rune: UInt32) -> Bool { rune == 0x2D || rune == 0x5F || Rune.isSpace(rune) }

  /// UpperCamelCase.
  static func pascal(_ text: [UInt8]) -> [UInt8] {
    let runes = UTF8Text.runes(text)
    guard !runes.isEmpty else { return [] }
    var result: [UInt8] = []
    var index = 0
    var current: UInt32 = 0
    var firstIsUpper = false
    while index < runes.count {
      current = runes[index]
      index += 1
      if !isConnector(current) {
        firstIsUpper = Rune.isUpper(current)
        current = Rune.upper(current)
        break
      }
      UTF8Text.append(current, to: &result)
    }
    if index == runes.count {
      UTF8Text.append(current, to: &result)
      return result
    }
    while index < runes.count {
      let previous = current
      current = runes[index]
      index += 1
      if isConnector(current), isConnector(previous) {
        UTF8Text.append(previous, to: &result)
        continue
      }
      if isConnector(previous) {
        firstIsUpper = Rune.isUpper(current)
        current = Rune.upper(current)
      } else {
        if firstIsUpper {
          if Rune.isUpper(current) { current = Rune.lower(current) } else { firstIsUpper = false }
        }
        UTF8Text.append(previous, to: &result)
      }
    }
    UTF8Text.append(current, to: &result)
    return result
  }

  private enum Kind { case invalid, number, upper, alphabet, connector, punctuation, other }

  private static func isAlphabet(_ rune: UInt32) -> Bool {
    guard Rune.isLetter(rune) else { return false }
    // Ideographs and the like are no alphabet.
    switch rune {
    case 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x9FFF, 0xAC00...0xD7AF, 0x1100...0x11FF, 0xF900...0xFAFF,
      0x20000...0x3FFFF:
      return false
    default: return true
    }
  }

  private struct Scanner {
    let runes: [UInt32]
    var index = 0

    var isAtEnd: Bool { index >= runes.count }

    mutating func next() -> (kind: Kind, word: ArraySlice<UInt32>) {
      guard let first = current else { return (.invalid, []) }
      let start = index
      index += 1
      if first == UTF8Text.replacement { return (.invalid, runes[start..<index]) }
      let kind: Kind
      if isConnector(first) {
        kind = .connector
        skip(isConnector)
      } else if Rune.isPunctuation(first) {
        kind = .punctuation
        skip(Rune.isPunctuation)
      } else if Rune.isUpper(first) {
        kind = .upper
        if let second = current, Rune.isUpper(second) {
          skip(Rune.isUpper)
          // The last capital begins the next word when small letters follow.
          if let following = current, isAlphabet(following) { index -= 1 }
        } else if let second = current, isAlphabet(second) {
          skip { isAlphabet($0) && !Rune.isUpper($0) }
        }
      } else if isAlphabet(first) {
        kind = .alphabet
        skip { isAlphabet($0) && !Rune.isUpper($0) }
      } else if Rune.isNumber(first) {
        kind = .number
        skip(Rune.isNumber)
      } else {
        kind = .other
        skip { !isConnector($0) && !isAlphabet($0) && !Rune.isNumber($0) && !Rune.isPunctuation($0) }
      }
      return (kind, runes[start..<index])
    }

    private var current: UInt32? { index < runes.count ? runes[index] : nil }

    private mutating func skip(_ belongs: (UInt32) -> Bool) {
      while let rune = current, belongs(rune) { index += 1 }
    }
  }

  /// Words in small letters with `connector` between them.
  static func lowered(_ text: [UInt8], connector: UInt32) -> [UInt8] {
    guard !text.isEmpty else { return [] }
    var result: [UInt32] = []
    var scanner = Scanner(runes: UTF8Text.runes(text))

    func write(_ kind: Kind, _ word: ArraySlice<UInt32>) {
      guard kind == .upper || kind == .connector else {
        result += word
        return
      }
      for rune in word {
        result.append(isConnector(rune) ? connector : Rune.isUpper(rune) ? Rune.lower(rune) : rune)
      }
    }

    var (kind, word) = scanner.next()
    while !scanner.isAtEnd {
      if kind != .connector { write(kind, word) }
      let (previous, last) = (kind, word)
      (kind, word) = scanner.next()
      switch previous {
      case .number:
        while kind == .alphabet || kind == .number {
          write(kind, word)
          (kind, word) = scanner.next()
        }
        if kind != .invalid, kind != .punctuation, kind != .connector { result.append(connector) }
      case .connector: write(previous, last)
      case .punctuation: break
      default:
        guard kind == .number else {
          if kind != .connector, kind != .punctuation { result.append(connector) }
          break
        }
        if scanner.isAtEnd { break }
        let number = word
        (kind, word) = scanner.next()
        guard kind == .alphabet else {
          write(.number, number)
          if kind != .connector, kind != .punctuation { result.append(connector) }
          break
        }
        result.append(connector)
        write(.number, number)
        while kind == .alphabet || kind == .number {
          write(kind, word)
          (kind, word) = scanner.next()
        }
        if kind != .invalid, kind != .connector, kind != .punctuation { result.append(connector) }
      }
    }
    write(kind, word)
    return UTF8Text.bytes(result)
  }
}
