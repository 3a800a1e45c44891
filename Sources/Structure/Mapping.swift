/// The entries of a mapping in the order in which they were written.
///
/// Two mappings are equal when they have the same entries in any order.
package struct Mapping: Sendable {
  /// The keys in document order; `keys[i]` belongs to `values[i]`.
  package private(set) var keys: [String]
  /// The values in document order.
  package private(set) var values: [Value]

  package init() {
    keys = []
    values = []
  }

  package var count: Int { keys.count }
  package var isEmpty: Bool { keys.isEmpty }

  /// The position of `key`, or nil.
  package func index(of key: String) -> Int? { keys.firstIndex(of: key) }

  /// The value under `key`. Setting replaces in place or appends; setting nil removes.
  package subscript(key: String) -> Value? {
    get { index(of: key).map { values[$0] } }
    set {
      if let index = index(of: key) {
        if let newValue {
          values[index] = newValue
        } else {
          keys.remove(at: index)
          values.remove(at: index)
        }
      } else if let newValue {
        keys.append(key)
        values.append(newValue)
      }
    }
  }

  /// Edits the value at a position in place.
  package mutating func update(at index: Int, _ body: (inout Value) throws -> Void) rethrows { try body(&values[index]) }

  /// Adds an entry whose key is known to be new.
  package mutating func append(key: String, value: Value) {
    keys.append(key)
    values.append(value)
  }
}

extension Mapping: Sequence {
  package struct Iterator: IteratorProtocol {
    private let mapping: Mapping
    private var position = 0

    fileprivate init(_ mapping: Mapping) { self.mapping = mapping }

    package mutating func next() -> (key: String, value: Value)? {
      guard position < mapping.count else { return nil }
      defer { position += 1 }
      return (mapping.keys[position], mapping.values[position])
    }
  }

  package func makeIterator() -> Iterator { Iterator(self) }
}

extension Mapping: Hashable {
  package static func == (left: Mapping, right: Mapping) -> Bool {
    left.count == right.count && left.allSatisfy { right[$0.key] == $0.value }
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
