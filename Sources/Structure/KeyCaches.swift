import Glibc

/// A cheap hash of a key, from its length and a few of its bytes.
struct KeyHash {
  let mixed: UInt64

  @inline(__always)
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var mixed = UInt64(truncatingIfNeeded: bytes.count)
    if bytes.count > 0 {
      mixed = mixed &* 31 &+ UInt64(bytes[0])
      mixed = mixed &* 31 &+ UInt64(bytes[bytes.count >> 1])
      mixed = mixed &* 31 &+ UInt64(bytes[bytes.count - 1])
    }
    self.mixed = mixed &* 0x9E37_79B9_7F4A_7C15
  }

  /// One bit of 64: a key whose bit has not been seen is new.
  @inline(__always)
  var bit: UInt64 { 1 << (mixed >> 58) }
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

  @inline(__always)
  func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    guard bytes.count <= 15 else { return String(decoding: bytes, as: UTF8.self) }
    return String(unsafeUninitializedCapacity: bytes.count) { $0.initialize(fromContentsOf: bytes) }
  }

  @inline(__always)
  mutating func name(_ bytes: UnsafeBufferPointer<UInt8>, hash: KeyHash) -> String {
    guard bytes.count > 15, bytes.count <= 64 else { return text(bytes) }
    if slots.isEmpty { slots = Array(repeating: "", count: Self.size) }
    let slot = Int(truncatingIfNeeded: hash.mixed >> 20) & (Self.size - 1)
    let isHit = slots[slot].withUTF8Bytes { known in Self.areEqual(known, bytes) }
    if !isHit { slots[slot] = text(bytes) }
    return slots[slot]
  }

  @inline(__always)
  private static func areEqual(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
    guard left.count == right.count, let first = left.baseAddress, let second = right.baseAddress else { return false }
    return memcmp(first, second, left.count) == 0
  }
}

/// Lists of keys that come again and again (`name`, `value`), so that mappings with the same keys share one array.
struct KeyListCache {
  private static let size = 512
  private var slots: [[String]] = []

  /// The keys on top of a stack, which are taken off it.
  ///
  /// - Parameter hash: Of all the keys in their order.
  @inline(__always)
  mutating func take(from stack: inout MoveStack<String>, start: Int, hash: UInt64) -> [String] {
    let keys = stack.elements(from: start)
    guard keys.count <= MappingKeys.indexThreshold else { return stack.take(from: start) }
    if slots.isEmpty { slots = Array(repeating: [], count: Self.size) }
    let slot = Int(truncatingIfNeeded: hash >> 40) & (Self.size - 1)
    if Self.areEqual(slots[slot], keys) {
      stack.drop(from: start)
    } else {
      slots[slot] = stack.take(from: start)
    }
    return slots[slot]
  }

  @inline(__always)
  private static func areEqual(_ known: [String], _ keys: UnsafeBufferPointer<String>) -> Bool {
    guard known.count == keys.count else { return false }
    for index in keys.indices where !known[index].hasSameBytes(as: keys[index]) { return false }
    return true
  }
}
