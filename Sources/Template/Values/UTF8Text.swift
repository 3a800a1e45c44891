/// UTF-8 as Go reads it: a malformed byte is one rune U+FFFD of width 1.
enum UTF8Text {
  static let replacement: UInt32 = 0xFFFD

  /// The rune at `index` and how many bytes it takes; `index` must be inside.
  @inline(__always)
  static func decode(_ bytes: [UInt8], at index: Int) -> (rune: UInt32, size: Int) {
    let first = bytes[index]
    if first < 0x80 { return (UInt32(first), 1) }
    return decodeMultibyte(bytes, at: index, first: first)
  }

  private static func decodeMultibyte(_ bytes: [UInt8], at index: Int, first: UInt8) -> (rune: UInt32, size: Int) {
    let available = bytes.count - index
    func continuation(_ offset: Int, _ low: UInt8 = 0x80, _ high: UInt8 = 0xBF) -> UInt32? {
      guard offset < available else { return nil }
      let byte = bytes[index + offset]
      return byte >= low && byte <= high ? UInt32(byte & 0x3F) : nil
    }
    switch first {
    case 0xC2...0xDF:
      guard let second = continuation(1) else { break }
      return (UInt32(first & 0x1F) << 6 | second, 2)
    case 0xE0...0xEF:
      let low: UInt8 = first == 0xE0 ? 0xA0 : 0x80
      let high: UInt8 = first == 0xED ? 0x9F : 0xBF
      guard let second = continuation(1, low, high), let third = continuation(2) else { break }
      return (UInt32(first & 0x0F) << 12 | second << 6 | third, 3)
    case 0xF0...0xF4:
      let low: UInt8 = first == 0xF0 ? 0x90 : 0x80
      let high: UInt8 = first == 0xF4 ? 0x8F : 0xBF
      guard let second = continuation(1, low, high), let third = continuation(2), let fourth = continuation(3)
      else { break }
      return (UInt32(first & 0x07) << 18 | second << 12 | third << 6 | fourth, 4)
    default: break
    }
    return (replacement, 1)
  }

  /// Adds a rune; what is no valid one becomes U+FFFD.
  static func append(_ rune: UInt32, to bytes: inout [UInt8]) {
    switch rune {
    case 0..<0x80:
      bytes.append(UInt8(rune))
    case 0x80..<0x800:
      bytes.append(UInt8(0xC0 | rune >> 6))
      bytes.append(UInt8(0x80 | rune & 0x3F))
    case 0x800..<0xD800, 0xE000..<0x10000:
      bytes.append(UInt8(0xE0 | rune >> 12))
      bytes.append(UInt8(0x80 | rune >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | rune & 0x3F))
    case 0x10000...0x10FFFF:
      bytes.append(UInt8(0xF0 | rune >> 18))
      bytes.append(UInt8(0x80 | rune >> 12 & 0x3F))
      bytes.append(UInt8(0x80 | rune >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | rune & 0x3F))
    default:
      append(replacement, to: &bytes)
    }
  }

  /// The runes of a text.
  static func runes(_ bytes: [UInt8]) -> [UInt32] {
    var result: [UInt32] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let (rune, size) = decode(bytes, at: index)
      result.append(rune)
      index += size
    }
    return result
  }

  /// How many runes a text has.
  static func count(_ bytes: some Collection<UInt8>) -> Int {
    let array = (bytes as? [UInt8]) ?? Array(bytes)
    var index = 0
    var count = 0
    while index < array.count {
      index += decode(array, at: index).size
      count += 1
    }
    return count
  }

  /// The text of runes.
  static func bytes(_ runes: some Sequence<UInt32>) -> [UInt8] {
    var result: [UInt8] = []
    for rune in runes { append(rune, to: &result) }
    return result
  }
}
