/// The entries of a mapping in the order in which they were written.
///
/// Keys are compared byte by byte, as Go does, not by Unicode equivalence. Two mappings are equal when they have the
/// same entries in any order. Past ``MappingKeys/indexThreshold`` entries a hash index finds keys, so that a large
/// mapping is as quick to search as a small one.
package struct Mapping: Sendable {
  private var storage: MappingKeys
  /// The values in document order.
  package private(set) var values: [Value]

  package init() {
    storage = .plain([])
    values = []
  }

  /// Takes keys and values of the same number; the keys are known to differ from each other.
  package init(uniqueKeys keys: [String], values: [Value]) {
    storage = MappingKeys(keys)
    self.values = values
  }

  /// The keys in document order; `keys[i]` belongs to `values[i]`.
  package var keys: [String] { storage.array }
  package var count: Int { values.count }
  package var isEmpty: Bool { values.isEmpty }

  /// The position of `key`, or nil.
  package func index(of key: String) -> Int? { storage.index(of: key) }

  /// The value under `key`. Setting replaces in place or appends; setting nil removes. Editing through the subscript
  /// (`mapping["a"]?.append(…)`) copies nothing when the mapping has one owner.
  package subscript(key: String) -> Value? {
    get { index(of: key).map { values[$0] } }
    set {
      switch (index(of: key), newValue) {
      case (let index?, let newValue?): values[index] = newValue
      case (let index?, nil): remove(at: index)
      case (nil, let newValue?): append(key: key, value: newValue)
      case (nil, nil): break
      }
    }
    _modify {
      let index = index(of: key)
      var slot: Value?
      if let index {
        // Null stays behind, so that the value has one owner while it is edited.
        slot = values[index]
        values[index] = .null
      }
      defer { put(slot, under: key, at: index) }
      yield &slot
    }
  }

  /// Puts back what the subscript handed out for editing.
  private mutating func put(_ value: consuming Value?, under key: String, at index: Int?) {
    switch (index, value) {
    case (let index?, let value?): values[index] = value
    case (let index?, nil): remove(at: index)
    case (nil, let value?): append(key: key, value: value)
    case (nil, nil): break
    }
  }

  /// Edits the value at a position in place.
  package mutating func update<Result, Failure: Error>(
    at index: Int, _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result { try body(&values[index]) }

  /// Adds an entry whose key is known to be new.
  package mutating func append(key: String, value: Value) {
    storage.append(key)
    values.append(value)
  }

  /// Removes the entry at a position; the ones behind it move up.
  @discardableResult
  package mutating func remove(at index: Int) -> Value {
    storage.remove(at: index)
    return values.remove(at: index)
  }

  /// Removes the entry of `key` and gives its value; nil when there is none.
  @discardableResult
  package mutating func removeValue(forKey key: String) -> Value? { index(of: key).map { remove(at: $0) } }

  package mutating func reserveCapacity(_ count: Int) {
    storage.reserveCapacity(count)
    values.reserveCapacity(count)
  }
}

extension Mapping: Sequence {
  package struct Iterator: IteratorProtocol {
    private let keys: [String]
    private let values: [Value]
    private var position = 0

    fileprivate init(_ mapping: Mapping) {
      keys = mapping.keys
      values = mapping.values
    }

    package mutating func next() -> (key: String, value: Value)? {
      guard position < values.count else { return nil }
      defer { position += 1 }
      return (keys[position], values[position])
    }
  }

  package func makeIterator() -> Iterator { Iterator(self) }
  package var underestimatedCount: Int { count }
}

extension Mapping: Hashable {
  package static func == (left: Mapping, right: Mapping) -> Bool {
    guard left.count == right.count else { return false }
    let keys = left.keys
    let others = right.keys
    for position in keys.indices {
      // Most comparisons are between two revisions of one object, whose keys stand in the same order.
      if keys[position].hasSameBytes(as: others[position]) {
        guard left.values[position] == right.values[position] else { return false }
      } else {
        guard let other = right.index(of: keys[position]), left.values[position] == right.values[other] else {
          return false
        }
      }
    }
    return true
  }

  package func hash(into hasher: inout Hasher) {
    var combined = 0
    for (key, value) in self {
      var entry = Hasher()
      entry.combine(key)
      entry.combine(value)
      combined ^= entry.finalize()
    }
    hasher.combine(combined)
  }
}
