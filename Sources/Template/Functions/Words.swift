/// The word functions of goutils, which sprig uses; some look at bytes where they mean characters, and so do these.
enum Words {
  static func uncapitalized(_ text: [UInt8]) -> [UInt8] {
    var next = true
    return UTF8Text.bytes(
      UTF8Text.runes(text).map { rune in
        if Rune.isSpace(rune) {
          next = true
        } else if next {
          next = false
          return Rune.lower(rune)
        }
        return rune
      })
  }

  static func swappedCase(_ text: [UInt8]) -> [UInt8] {
    var afterSpace = true
    return UTF8Text.bytes(
      UTF8Text.runes(text).map { rune in
        if Rune.isUpper(rune) || Rune.isTitle(rune) {
          afterSpace = false
          return Rune.lower(rune)
        }
        if Rune.isLower(rune) {
          defer { afterSpace = false }
          return afterSpace ? Rune.title(rune) : Rune.upper(rune)
        }
        afterSpace = Rune.isSpace(rune)
        return rune
      })
  }

  /// The first byte of each word, as if it were a rune.
  static func initials(_ text: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var afterGap = true
    for byte in text {
      if Rune.isSpace(UInt32(byte)) {
        afterGap = true
      } else if afterGap {
        UTF8Text.append(UInt32(byte), to: &result)
        afterGap = false
      }
    }
    return result
  }

  /// At most `width` bytes, dots at the end.
  static func abbreviated(_ text: [UInt8], width: Int) -> [UInt8] {
    width < 4 ? text : abbreviated(text, offset: 0, width: width) ?? []
  }

  /// At most `right` bytes from around the offset `left`, dots where something is left out.
  static func abbreviated(_ text: [UInt8], left: Int, right: Int) -> [UInt8] {
    right < 4 || (left > 0 && right < 7) ? text : abbreviated(text, offset: left, width: right) ?? []
  }

  private static func abbreviated(_ text: [UInt8], offset: Int, width: Int) -> [UInt8]? {
    if text.isEmpty || width < 4 { return [] }
    if text.count <= width { return text }
    let dots = Array("...".utf8)
    var offset = min(offset, text.count)
    if text.count - offset < width - 3 { offset = text.count - (width - 3) }
    if offset <= 4 { return text[..<(width - 3)] + dots }
    if width < 7 { return [] }
    if offset + width - 3 < text.count {
      return dots + (abbreviated(Array(text[offset...]), offset: 0, width: width - 3) ?? [])
    }
    return dots + text[(text.count - (width - 3))...]
  }

  /// Lines of at most `width` bytes, broken at spaces, and inside words when `breaksWords`.
  static func wrapped(_ text: [UInt8], width: Int, newline: [UInt8], breaksWords: Bool) -> [UInt8] {
    if text.isEmpty { return [] }
    let newline = newline.isEmpty ? [0x0A] : newline
    let width = max(width, 1)
    var result: [UInt8] = []
    var offset = 0
    while text.count - offset > width {
      if text[offset] == 0x20 {
        offset += 1
        continue
      }
      let end = offset + width
      if let space = text[offset...end].lastIndex(of: 0x20) {
        result += text[offset..<space]
        result += newline
        offset = space + 1
      } else if breaksWords {
        result += text[offset..<end]
        result += newline
        offset = end
      } else if let space = text[end...].firstIndex(of: 0x20) {
        result += text[offset..<space]
        result += newline
        offset = space + 1
      } else {
        result += text[offset...]
        offset = text.count
      }
    }
    return result + text[offset...]
  }
}
