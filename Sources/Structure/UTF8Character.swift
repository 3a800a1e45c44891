/// One character of a UTF-8 text as libyaml's emitter looks at it.
struct UTF8Character {
  let width: Int
  /// Whether YAML calls it printable here; a tab is not, nor is anything beyond the basic plane.
  let isPrintable: Bool
  /// A line feed, a carriage return, or one of Unicode's line ends (U+0085, U+2028, U+2029).
  let isBreak: Bool

  @inline(__always)
  init(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
    let first = bytes[index]
    if first < 0x80 {
      width = 1
      isBreak = first == 0x0A || first == 0x0D
      isPrintable = first == 0x0A || (first >= 0x20 && first <= 0x7E)
    } else {
      let second = index + 1 < bytes.count ? bytes[index + 1] : 0
      let third = index + 2 < bytes.count ? bytes[index + 2] : 0
      width = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
      isBreak = (first == 0xC2 && second == 0x85) || (first == 0xE2 && second == 0x80 && third & 0xFE == 0xA8)
      isPrintable =
        switch first {
        case 0xC2: second >= 0xA0
        case 0xED: second < 0xA0
        case 0xEF: !(second == 0xBB && third == 0xBF) && !(second == 0xBF && third >= 0xBE)
        case 0xC3...0xEE: true
        default: false
        }
    }
  }

  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}
