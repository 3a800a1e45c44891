import Template

/// What values are made of while charts are completed: Go's maps, which are shared and changed in place. Helm's rules
/// depend on that in places, so this engine keeps to them.
enum ValueTable {
  /// The table at a path of names; nil when a step is missing or no table.
  static func table(_ path: [String], in map: GoMap) -> GoMap? {
    var current = map
    for name in path {
      guard case .map(let next)? = current[ByteString(name)] else { return nil }
      current = next
    }
    return current
  }

  /// The value at a path of names that is no table; nil when there is none.
  static func leaf(_ path: [String], in map: GoMap) -> GoValue? {
    guard let last = path.last, let table = table(path.dropLast(), in: map), let value = table[ByteString(last)],
      value.map == nil
    else { return nil }
    return value
  }

  /// Removes what is null, in tables at any depth.
  static func removeNulls(_ map: GoMap) {
    for (key, value) in zip(map.keys, map.values) {
      switch value {
      case .none: map[key] = nil
      case .map(let inner): removeNulls(inner)
      default: break
      }
    }
  }
}
