/// What is in a text, as far as it decides about its style.
struct ScalarShape {
  private(set) var isMultiline = false
  private(set) var allowsPlain = true
  private(set) var allowsSingleQuotes = true
  private(set) var allowsBlock = true

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard !bytes.isEmpty else {
      allowsBlock = false
      return
    }
    var hasIndicators =
      bytes.count >= 3 && bytes[0] == bytes[1] && bytes[1] == bytes[2]
      && (bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "."))
    var hasSpecial = false
    var breakBeforeSpace = false
    var spaceBeforeBreak = false
    var wasSpace = false
    var wasBreak = false
    var afterBlank = true
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if Self.isOrdinary(byte) {
        (wasSpace, wasBreak, afterBlank) = (false, false, false)
        index += 1
        continue
      }
      let character = UTF8Character(bytes, at: index)
      let next = index + character.width
      let beforeBlank = next >= bytes.count || UTF8Character.isBlank(bytes[next])
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"),
        UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"),
        UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
        if index == 0 { hasIndicators = true }
      case UInt8(ascii: "#"): if index == 0 || afterBlank { hasIndicators = true }
      case UInt8(ascii: "?"), UInt8(ascii: "-"): if index == 0 && beforeBlank { hasIndicators = true }
      case UInt8(ascii: ":"): if beforeBlank { hasIndicators = true }
      default: break
      }
      if !character.isPrintable { hasSpecial = true }
      if byte == UInt8(ascii: " ") {
        if index == 0 || next == bytes.count { allowsPlain = false }
        if next == bytes.count { allowsBlock = false }
        if wasBreak { breakBeforeSpace = true }
        (wasSpace, wasBreak) = (true, false)
      } else if character.isBreak {
        isMultiline = true
        if wasSpace { spaceBeforeBreak = true }
        (wasSpace, wasBreak) = (false, true)
      } else {
        (wasSpace, wasBreak) = (false, false)
      }
      afterBlank = UTF8Character.isBlank(byte) || byte == 0 || character.isBreak
      index = next
    }
    if isMultiline || hasIndicators { allowsPlain = false }
    if breakBeforeSpace {
      allowsPlain = false
      allowsSingleQuotes = false
    }
    if spaceBeforeBreak || hasSpecial {
      allowsPlain = false
      allowsSingleQuotes = false
      allowsBlock = false
    }
  }

  /// Letters, digits and a few signs, which have no say in the style.
  @inline(__always)
  private static func isOrdinary(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z"))
      || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")) || byte == UInt8(ascii: "/")
  }
}
