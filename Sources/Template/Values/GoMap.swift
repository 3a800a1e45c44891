/// A Go map with string keys: a reference; changes are seen by all who hold it.
///
/// Small maps search their keys in a row, larger ones keep an index. Order is that of insertion here; what shows maps
/// sorts the keys, and so do the functions whose order Go leaves open.
package final class GoMap {
  private var ownKeys: [ByteString] = []
  private var ownValues: [GoValue] = []
  private var index: [ByteString: Int]?
  /// The type of the values.
  package let element: GoType
  private var isOwnNil: Bool
  /// The name of a named map type (`common.Values`).
  private let name: String?
  /// The map whose entries these are: the same Go map seen under the name of another type.
  private let base: GoMap?

  private static let indexThreshold = 10

  package init(element: GoType = .any, name: String? = nil, isNil: Bool = false) {
    self.element = element
    self.name = name
    isOwnNil = isNil
    base = nil
  }

  /// The entries of another map under a type name of its own; what is set in one is seen in both.
  private init(sharing map: GoMap, name: String) {
    element = map.element
    self.name = name
    isOwnNil = false
    base = map.base ?? map
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
    for (key, value) in entries { self[ByteString(key)] = value }
  }

  package var type: GoType { if let name { .named(name, kind: .map) } else { .map(element) } }
  package var count: Int { base?.ownKeys.count ?? ownKeys.count }

  package func reserveCapacity(_ count: Int) {
    ownKeys.reserveCapacity(count)
    ownValues.reserveCapacity(count)
  }

  private func position(_ key: ByteString) -> Int? {
    if let index { return index[key] }
    var position = 0
    while position < ownKeys.count {
      if ownKeys[position] == key { return position }
      position += 1
    }
    return nil
  }

  package func contains(_ key: ByteString) -> Bool { (base ?? self).position(key) != nil }

  /// The value under `key`, nil when there is none. Setting nil removes the key.
  package subscript(key: ByteString) -> GoValue? {
    get {
      let map = base ?? self
      return map.position(key).map { map.ownValues[$0] }
    }
    set { (base ?? self).set(key, newValue) }
  }

  private func set(_ key: ByteString, _ value: GoValue?) {
    if let found = position(key) {
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
    isOwnNil = false
    if index != nil {
      index?[key] = ownKeys.count - 1
    } else if ownKeys.count > Self.indexThreshold {
      var built = [ByteString: Int](minimumCapacity: ownKeys.count * 2)
      for (position, key) in ownKeys.enumerated() { built[key] = position }
      index = built
    }
  }

  private func remove(at position: Int) {
    let last = ownKeys.count - 1
    index?[ownKeys[position]] = nil
    if position != last {
      ownKeys[position] = ownKeys[last]
      ownValues[position] = ownValues[last]
      index?[ownKeys[position]] = position
    }
    ownKeys.removeLast()
    ownValues.removeLast()
  }

  /// The entries with keys in byte order, as Go prints and ranges.
  package func sorted() -> [(key: ByteString, value: GoValue)] {
    let (keys, values) = (keys, values)
    var order = Array(keys.indices)
    order.sort { keys[$0] < keys[$1] }
    return order.map { (keys[$0], values[$0]) }
  }

  /// The keys in byte order.
  package func sortedKeys() -> [ByteString] { keys.sorted() }

  /// The same map under the name of a map type: templates see another ``type`` and the same entries.
  package func named(_ name: String) -> GoMap { GoMap(sharing: self, name: name) }

  /// A map of the same type with each value put through `transform`.
  package func copy(_ transform: (GoValue) throws -> GoValue) rethrows -> GoMap {
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
