/// A Go map with string keys: a reference; changes are seen by all who hold it.
///
/// Small maps search their keys in a row, larger ones keep an index. Order is that of insertion here; what shows maps
/// sorts the keys, and so do the functions whose order Go leaves open.
package final class GoMap {
  package private(set) var keys: [ByteString]
  package private(set) var values: [GoValue]
  private var index: [ByteString: Int]?
  /// The type of the values.
  package let element: GoType
  /// A nil map: prints `map[]`, is `null` in JSON.
  package var isNil: Bool
  /// The name of a named map type (`common.Values`).
  private let name: String?

  private static let indexThreshold = 10

  package init(element: GoType = .any, name: String? = nil, isNil: Bool = false) {
    keys = []
    values = []
    self.element = element
    self.name = name
    self.isNil = isNil
  }

  package convenience init(_ entries: KeyValuePairs<String, GoValue>, name: String? = nil) {
    self.init(name: name)
    for (key, value) in entries { self[ByteString(key)] = value }
  }

  package var type: GoType { if let name { .named(name, kind: .map) } else { .map(element) } }
  package var count: Int { keys.count }

  package func reserveCapacity(_ count: Int) {
    keys.reserveCapacity(count)
    values.reserveCapacity(count)
  }

  private func position(_ key: ByteString) -> Int? {
    if let index { return index[key] }
    var position = 0
    while position < keys.count {
      if keys[position] == key { return position }
      position += 1
    }
    return nil
  }

  package func contains(_ key: ByteString) -> Bool { position(key) != nil }

  /// The value under `key`, nil when there is none. Setting nil removes the key.
  package subscript(key: ByteString) -> GoValue? {
    get { position(key).map { values[$0] } }
    set {
      if let found = position(key) {
        if let newValue {
          values[found] = newValue
        } else {
          remove(at: found)
        }
        return
      }
      guard let newValue else { return }
      keys.append(key)
      values.append(newValue)
      isNil = false
      if index != nil {
        index?[key] = keys.count - 1
      } else if keys.count > Self.indexThreshold {
        var built = [ByteString: Int](minimumCapacity: keys.count * 2)
        for (position, key) in keys.enumerated() { built[key] = position }
        index = built
      }
    }
  }

  private func remove(at position: Int) {
    let last = keys.count - 1
    index?[keys[position]] = nil
    if position != last {
      keys[position] = keys[last]
      values[position] = values[last]
      index?[keys[position]] = position
    }
    keys.removeLast()
    values.removeLast()
  }

  /// The entries with keys in byte order, as Go prints and ranges.
  package func sorted() -> [(key: ByteString, value: GoValue)] {
    var order = Array(keys.indices)
    order.sort { keys[$0] < keys[$1] }
    return order.map { (keys[$0], values[$0]) }
  }

  /// The keys in byte order.
  package func sortedKeys() -> [ByteString] { keys.sorted() }

  /// The same entries under the name of a map type; templates see ``type`` only.
  package func named(_ name: String) -> GoMap {
    let copy = GoMap(element: element, name: name, isNil: isNil)
    copy.reserveCapacity(count)
    for (key, value) in zip(keys, values) { copy[key] = .some(value) }
    return copy
  }

  /// A map of the same type with each value put through `transform`.
  func copy(_ transform: (GoValue) throws -> GoValue) rethrows -> GoMap {
    let copy = GoMap(element: element, name: name, isNil: isNil)
    for (key, value) in zip(keys, values) { copy[key] = .some(try transform(value)) }
    return copy
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
