/// A first look at whether a key can be known already: one bit of 64 from its length and a few of its bytes.
enum KeyFilter {
  @inline(__always)
  static func bit(of bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var mixed = UInt64(truncatingIfNeeded: bytes.count)
    if bytes.count > 0 {
      mixed = mixed &* 31 &+ UInt64(bytes[0])
      mixed = mixed &* 31 &+ UInt64(bytes[bytes.count >> 1])
      mixed = mixed &* 31 &+ UInt64(bytes[bytes.count - 1])
    }
    return 1 << (mixed &* 0x9E37_79B9_7F4A_7C15 >> 58)
  }
}

/// The keys of a mapping with many of them, for finding one that stands twice.
struct KeySet {
  private var keys: [String] = []
  private var table = KeyTable([])

  init(_ keys: some Sequence<String>) {
    for key in keys { insert(key) }
  }

  func contains(_ key: String) -> Bool { table.position(of: key, in: keys) != nil }

  mutating func insert(_ key: String) {
    keys.append(key)
    table.insert(position: keys.count - 1, in: keys)
  }
}

/// Texts of keys that come again and again (`metadata`, `terminationGracePeriodSeconds`), so that each long one is
/// stored once for a whole stream.
///
/// Short texts live inside the string itself and need no cache.
struct NameCache {
  private static let size = 256
  private var slots: [String] = []

  func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  mutating func name(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    guard bytes.count > 15, bytes.count <= 64 else { return text(bytes) }
    if slots.isEmpty { slots = Array(repeating: "", count: Self.size) }
    var mixed = UInt64(truncatingIfNeeded: bytes.count)
    for byte in bytes { mixed = (mixed ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let slot = Int(truncatingIfNeeded: mixed >> 20) & (Self.size - 1)
    let isHit = slots[slot].withUTF8Bytes { known in known.count == bytes.count && known.elementsEqual(bytes) }
    if !isHit { slots[slot] = text(bytes) }
    return slots[slot]
  }
}
