/// A Go map with string keys: a reference; changes are seen by all who hold it.
///
/// Small maps search the hashes of their keys in a row, larger ones keep an index. Order is that of insertion here; what
/// shows maps sorts the keys, and so do the functions whose order Go leaves open.
package final class GoMap {
  // Go's maps belong to one execution, hence to one thread at a time, and no access here spans a call of anybody else's:
  // checks of exclusivity have nothing to find.
  @exclusivity(unchecked) private var ownKeys: [ByteString] = []
  @exclusivity(unchecked) private var ownValues: [GoValue] = []
  /// Of each key.
  @exclusivity(unchecked) private var hashes: [UInt64] = []
  /// The positions of many keys by hash, with linear probing; empty while they are few.
  @exclusivity(unchecked) private var index: [Int32] = []
  /// The positions in the order of the keys, once somebody asked; empty when keys came or went since.
  @exclusivity(unchecked) private var order: [Int32] = []
  /// The type of the values.
  package let element: GoType
  /// Whether the values stand in interfaces.
  let isBoxed: Bool
  @exclusivity(unchecked) private var isOwnNil: Bool
  /// The name of a named map type (`common.Values`).
  private let name: String?
  /// The map whose entries these are: the same Go map seen under the name of another type.
  private let base: GoMap?

  private static let indexThreshold = 12
  private static let free: Int32 = -1

  package init(element: GoType = .any, name: String? = nil, isNil: Bool = false) {
    self.element = element
    isBoxed = element == .any
    self.name = name
    isOwnNil = isNil
    base = nil
  }

  /// The entries of another map under a type name of its own; what is set in one is seen in both.
  private init(sharing map: GoMap, name: String) {
    element = map.element
    isBoxed = map.isBoxed
    self.name = name
    isOwnNil = false
    base = map.base ?? map
  }

  /// A copy with other values under the same keys, which are shared until one of the two changes.
  private init(copying map: GoMap, name: String?, values: [GoValue]) {
    ownKeys = map.ownKeys
    ownValues = values
    hashes = map.hashes
    index = map.index
    order = map.order
    element = map.element
    isBoxed = map.isBoxed
    isOwnNil = map.isOwnNil
    self.name = name
    base = nil
  }

  /// Takes keys that are known to differ from each other, and as many values.
  init(uniqueKeys keys: [ByteString], values: [GoValue]) {
    ownKeys = keys
    ownValues = values
    hashes = keys.map(\.fastHash)
    element = .any
    isBoxed = true
    isOwnNil = false
    name = nil
    base = nil
    buildIndex()
  }

  package var keys: [ByteString] { base?.ownKeys ?? ownKeys }
  package var values: [GoValue] { base?.ownValues ?? ownValues }
  /// A nil map: prints `map[]`, is `null` in JSON.
  package var isNil: Bool {
    get { (base ?? self).isOwnNil }
    set { (base ?? self).isOwnNil = newValue }
  }

  package convenience init(_ entries: KeyValuePairs<String, GoValue>, name: String? = nil) {
    self.init(name: name)
    reserveCapacity(entries.count)
    for (key, value) in entries { self[ByteString(key)] = value }
  }

  package var type: GoType { if let name { .named(name, kind: .map) } else { .map(element) } }
  package var count: Int { base?.ownKeys.count ?? ownKeys.count }

  package func reserveCapacity(_ count: Int) {
    ownKeys.reserveCapacity(count)
    ownValues.reserveCapacity(count)
    hashes.reserveCapacity(count)
  }

  // MARK: Looking up

  private func position(_ key: ByteString, _ hash: UInt64) -> Int? {
    if index.isEmpty {
      return hashes.withUnsafeBufferPointer { hashes in
        var position = 0
        while position < hashes.count {
          if hashes[position] == hash, ownKeys[position] == key { return position }
          position += 1
        }
        return nil
      }
    }
    let mask = index.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while index[slot] != Self.free {
      let position = Int(index[slot])
      if hashes[position] == hash, ownKeys[position] == key { return position }
      slot = (slot + 1) & mask
    }
    return nil
  }

  package func contains(_ key: ByteString) -> Bool { (base ?? self).position(key, key.fastHash) != nil }

  /// The value under a key whose hash is known.
  func value(_ key: ByteString, hash: UInt64) -> GoValue? {
    let map = base ?? self
    guard let position = map.position(key, hash) else { return nil }
    return map.ownValues[position]
  }

  /// The value under `key`, nil when there is none. Setting nil removes the key.
  package subscript(key: ByteString) -> GoValue? {
    get { value(key, hash: key.fastHash) }
    set { (base ?? self).set(key, newValue) }
  }

  // MARK: Changing

  private func set(_ key: ByteString, _ value: GoValue?) {
    let hash = key.fastHash
    if let found = position(key, hash) {
      if let value {
        ownValues[found] = value
      } else {
        remove(at: found)
      }
      return
    }
    guard let value else { return }
    ownKeys.append(key)
    ownValues.append(value)
    hashes.append(hash)
    isOwnNil = false
    order = []
    if !index.isEmpty, ownKeys.count * 2 <= index.count {
      place(ownKeys.count - 1)
    } else if ownKeys.count > Self.indexThreshold {
      buildIndex()
    }
  }

  private func place(_ position: Int) {
    let mask = index.count - 1
    var slot = Int(truncatingIfNeeded: hashes[position]) & mask
    while index[slot] != Self.free { slot = (slot + 1) & mask }
    index[slot] = Int32(position)
  }

  private func buildIndex() {
    guard ownKeys.count > Self.indexThreshold else { return }
    var size = 64
    while size < ownKeys.count * 4 { size *= 2 }
    index = [Int32](repeating: Self.free, count: size)
    for position in ownKeys.indices { place(position) }
  }

  /// Fills the gap with the last entry, and mends the index around both places.
  private func remove(at position: Int) {
    order = []
    let last = ownKeys.count - 1
    if !index.isEmpty {
      free(position)
      if position != last { move(last, to: position) }
    }
    ownKeys.swapAt(position, last)
    ownValues.swapAt(position, last)
    hashes.swapAt(position, last)
    ownKeys.removeLast()
    ownValues.removeLast()
    hashes.removeLast()
  }

  private func slot(of position: Int) -> Int {
    let mask = index.count - 1
    var slot = Int(truncatingIfNeeded: hashes[position]) & mask
    while index[slot] != Int32(position) { slot = (slot + 1) & mask }
    return slot
  }

  private func move(_ position: Int, to target: Int) { index[slot(of: position)] = Int32(target) }

  /// Takes a position out of the index; what was pushed behind it by a collision moves up.
  private func free(_ position: Int) {
    let mask = index.count - 1
    var gap = slot(of: position)
    var slot = gap
    index[gap] = Self.free
    while true {
      slot = (slot + 1) & mask
      guard index[slot] != Self.free else { return }
      let home = Int(truncatingIfNeeded: hashes[Int(index[slot])]) & mask
      if (slot - home) & mask >= (slot - gap) & mask {
        index[gap] = index[slot]
        index[slot] = Self.free
        gap = slot
      }
    }
  }

  // MARK: All entries

  /// The entries with keys in byte order, as Go prints and ranges.
  package func sorted() -> [(key: ByteString, value: GoValue)] {
    let map = base ?? self
    map.sort()
    let (keys, values) = (map.ownKeys, map.ownValues)
    return map.order.map { (keys[Int($0)], values[Int($0)]) }
  }

  /// The keys in byte order.
  package func sortedKeys() -> [ByteString] {
    let map = base ?? self
    map.sort()
    let keys = map.ownKeys
    return map.order.map { keys[Int($0)] }
  }

  private func sort() {
    guard order.count != ownKeys.count else { return }
    let keys = ownKeys
    var sorted = (0..<Int32(keys.count)).map { $0 }
    sorted.sort { keys[Int($0)] < keys[Int($1)] }
    order = sorted
  }

  /// The same map under the name of a map type: templates see another ``type`` and the same entries.
  package func named(_ name: String) -> GoMap { GoMap(sharing: self, name: name) }

  /// A map of the same type with each value put through `transform`.
  package func copy(_ transform: (GoValue) throws -> GoValue) rethrows -> GoMap {
    GoMap(copying: base ?? self, name: name, values: try values.map(transform))
  }

  /// What Go gives for a key that is not there under the "zero" option.
  var zeroElement: GoValue {
    switch element {
    case .string: .string(ByteString())
    case .bool: .bool(false)
    case .int: .int(0)
    case .int64: .int64(0)
    case .float64: .double(0)
    default: .none
    }
  }
}
