import Glibc

/// The keys of a ``Mapping``: an array, and beside it a hash index when they are many. One word wide either way.
enum MappingKeys: Sendable {
  case plain([String])
  case indexed(IndexedKeys)

  /// Up to here looking at each key in turn is quicker than hashing the one looked for.
  static let indexThreshold = 16

  init(_ keys: [String]) {
    self = keys.count <= Self.indexThreshold ? .plain(keys) : .indexed(IndexedKeys(keys))
  }

  var array: [String] {
    switch self {
    case .plain(let keys): keys
    case .indexed(let indexed): indexed.keys
    }
  }

  func index(of key: String) -> Int? {
    switch self {
    case .plain(let keys): keys.firstIndex { $0.hasSameBytes(as: key) }
    case .indexed(let indexed): indexed.index(of: key)
    }
  }

  mutating func append(_ key: String) {
    edit { keys in
      keys.append(key)
    } indexed: { indexed in
      indexed.append(key)
    }
    if case .plain(let keys) = self, keys.count > Self.indexThreshold { self = .indexed(IndexedKeys(keys)) }
  }

  mutating func remove(at index: Int) {
    edit { keys in
      keys.remove(at: index)
    } indexed: { indexed in
      indexed.remove(at: index)
    }
  }

  mutating func reserveCapacity(_ count: Int) {
    edit {
      $0.reserveCapacity(count)
    } indexed: {
      $0.keys.reserveCapacity(count)
    }
  }

  /// Hands out the payload with one owner, so that editing does not copy it.
  private mutating func edit(plain: (inout [String]) -> Void, indexed: (IndexedKeys) -> Void) {
    switch self {
    case .plain(var keys):
      self = .plain([])
      plain(&keys)
      self = .plain(keys)
    case .indexed(var keys):
      self = .plain([])
      if !isKnownUniquelyReferenced(&keys) { keys = IndexedKeys(copying: keys) }
      indexed(keys)
      self = .indexed(keys)
    }
  }
}

/// Many keys and an open-addressing table of their positions.
///
/// Unchecked: it is changed only by ``MappingKeys`` while that holds the single reference.
final class IndexedKeys: @unchecked Sendable {
  fileprivate(set) var keys: [String]
  private var table: KeyTable

  init(_ keys: [String]) {
    self.keys = keys
    table = KeyTable(keys)
  }

  init(copying other: IndexedKeys) {
    keys = other.keys
    table = other.table
  }

  func index(of key: String) -> Int? { table.position(of: key, in: keys) }

  func append(_ key: String) {
    keys.append(key)
    table.insert(position: keys.count - 1, in: keys)
  }

  func remove(at index: Int) {
    table.remove(position: index, in: keys)
    keys.remove(at: index)
  }
}

/// Positions of keys by their hash, with linear probing.
struct KeyTable: Sendable {
  private static let empty: Int32 = -1
  private static let removed: Int32 = -2
  private var slots: [Int32]
  /// Slots that are not empty, removed ones included: what probing has to walk over.
  private var used: Int

  init(_ keys: [String]) {
    var size = 64
    while size < keys.count * 2 { size *= 2 }
    slots = Array(repeating: Self.empty, count: size)
    used = 0
    for position in keys.indices { place(position, keys[position]) }
  }

  func position(of key: String, in keys: [String]) -> Int? {
    var slot = key.byteHash & (slots.count - 1)
    while slots[slot] != Self.empty {
      let position = Int(slots[slot])
      if position >= 0, keys[position].hasSameBytes(as: key) { return position }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  mutating func insert(position: Int, in keys: [String]) {
    if (used + 1) * 4 > slots.count * 3 {
      self = KeyTable(keys)
    } else {
      place(position, keys[position])
    }
  }

  mutating func remove(position: Int, in keys: [String]) {
    var slot = keys[position].byteHash & (slots.count - 1)
    while slots[slot] != Int32(position) { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Self.removed
    for slot in slots.indices where slots[slot] > Int32(position) { slots[slot] -= 1 }
  }

  private mutating func place(_ position: Int, _ key: String) {
    var slot = key.byteHash & (slots.count - 1)
    while slots[slot] != Self.empty { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = Int32(position)
    used += 1
  }
}

/// The two words that a text consists of, which often tell whether two texts are the same.
@frozen
@usableFromInline
package struct TextWords: BitwiseCopyable {
  @usableFromInline let first: UInt64
  @usableFromInline let second: UInt64

  @inlinable
  package init(_ text: String) { (first, second) = unsafeBitCast(text, to: (UInt64, UInt64).self) }

  /// Nil when only the bytes can tell.
  @inlinable
  package func equals(_ other: TextWords) -> Bool? {
    // The same two words are the same text, be it inline or one allocation.
    if first == other.first, second == other.second { return true }
    // Bit 61 says that the bytes of a text are in the words themselves; two of that kind were just compared.
    return second & other.second & (1 << 61) != 0 ? false : nil
  }
}

extension String {
  /// Whether both have the same UTF-8 bytes. `==` would also call canonically equivalent texts equal.
  @inlinable
  package func hasSameBytes(as other: String) -> Bool {
    if let isSame = TextWords(self).equals(TextWords(other)) { return isSame }
    return utf8.count == other.utf8.count && hasEqualBytes(other)
  }

  /// The slow half of ``hasSameBytes(as:)``, for texts of one length.
  @usableFromInline
  package func hasEqualBytes(_ other: String) -> Bool {
    withUTF8Bytes { left in
      other.withUTF8Bytes { right in
        guard let first = left.baseAddress, let second = right.baseAddress else { return left.count == right.count }
        return memcmp(first, second, left.count) == 0
      }
    }
  }

  /// Whether the UTF-8 bytes come before those of `other`, as Go compares texts.
  package func bytesPrecede(_ other: String) -> Bool {
    withUTF8Bytes { left in
      other.withUTF8Bytes { right in
        guard let first = left.baseAddress, let second = right.baseAddress else { return left.count < right.count }
        let order = memcmp(first, second, min(left.count, right.count))
        return order == 0 ? left.count < right.count : order < 0
      }
    }
  }

  /// A hash of the UTF-8 bytes that an author of documents cannot foresee.
  var byteHash: Int {
    withUTF8Bytes { bytes in
      var hasher = Hasher()
      hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
      return hasher.finalize()
    }
  }

  /// The UTF-8 bytes without a copy; native strings always have them at hand.
  @inlinable
  package func withUTF8Bytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
    if let result = try utf8.withContiguousStorageIfAvailable(body) { return result }
    var copy = self
    return try copy.withUTF8(body)
  }
}
