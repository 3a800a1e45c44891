/// Which texts go out as they are, found by one look at each byte.
enum PlainText {
  /// Bit 0: may stand anywhere in a plain scalar. Bit 1: may begin one without meaning anything else.
  private static let classes: [UInt8] = {
    var table = [UInt8](repeating: 0, count: 256)
    func mark(_ characters: String, _ bits: UInt8) { for byte in characters.utf8 { table[Int(byte)] = bits } }
    mark("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_/$()<=;^\\", 3)
    mark("0123456789+-.~yYnNtTfFoO", 1)
    mark("!\"%&'*,>?@[]`{|}", 1)
    return table
  }()

  /// Whether a text surely needs no quotes, has no space and no special meaning. False only asks for a closer look.
  @inline(__always)
  static func isSafe(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first else { return false }
    return classes.withUnsafeBufferPointer { classes in
      guard classes[Int(first)] == 3 || (isWordStart(first) && bytes.count > 5) else { return false }
      var all: UInt8 = 1
      for byte in bytes { all &= classes[Int(byte)] }
      return all & 1 == 1
    }
  }

  /// A text that begins like `yes`, `null` or `true` and is longer than any of the words is none of them.
  @inline(__always)
  private static func isWordStart(_ byte: UInt8) -> Bool {
    switch byte | 0x20 {
    case UInt8(ascii: "y"), UInt8(ascii: "n"), UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "o"): true
    default: false
    }
  }
}
