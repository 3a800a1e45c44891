/// Which texts go out as they are, found by one look at each byte.
enum PlainText {
  private static let anywhere: UInt8 = 1
  /// May begin a plain scalar without meaning anything else.
  private static let start: UInt8 = 2
  /// Begins words such as `yes`, `null` and `true`, the longest of which has five letters.
  private static let wordStart: UInt8 = 4

  private static let classes: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 256)
    func mark(_ characters: String, _ bits: UInt8) { for byte in characters.utf8 { table[Int(byte)] |= bits } }
    mark("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_/$()<=;^\\", anywhere | start)
    mark("0123456789+-.~!\"%&'*,>?@[]`{|}", anywhere)
    for byte in "yYnNtTfFoO".utf8 { table[Int(byte)] = anywhere | wordStart }
    return table
  }()

  /// Whether a text surely needs no quotes and has no space. False only asks for a closer look.
  @inline(__always)
  static func isWord(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first else { return false }
    return classes.withUnsafeBufferPointer { classes in
      guard mayStart(classes[Int(first)], bytes.count) else { return false }
      var all = anywhere
      for byte in bytes { all &= classes[Int(byte)] }
      return all != 0
    }
  }

  /// Whether a text surely needs no quotes and has no two spaces in a row, so that it can go out as it is where the line
  /// has room for it. False only asks for a closer look.
  static func isSentence(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first, let last = bytes.last, last != UInt8(ascii: " "), last != UInt8(ascii: ":") else {
      return false
    }
    return classes.withUnsafeBufferPointer { classes in
      guard mayStart(classes[Int(first)], bytes.count) else { return false }
      var previous = first
      for byte in bytes {
        if classes[Int(byte)] == 0 {
          switch byte {
          case UInt8(ascii: " "):
            if previous == UInt8(ascii: " ") || previous == UInt8(ascii: ":") { return false }
          case UInt8(ascii: ":"): break
          case UInt8(ascii: "#"): if previous == UInt8(ascii: " ") { return false }
          default: return false
          }
        }
        previous = byte
      }
      return true
    }
  }

  @inline(__always)
  private static func mayStart(_ bits: UInt8, _ count: Int) -> Bool {
    bits & start != 0 || (bits & wordStart != 0 && count > 5)
  }
}
