/// Go's reflect.DeepEqual: types and values, at any depth.
enum Equality {
  static func deepEqual(_ left: GoValue, _ right: GoValue) -> Bool {
    switch (left, right) {
    case (.none, .none): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.int(let a), .int(let b)): return a == b
    case (.int64(let a), .int64(let b)): return a == b
    case (.double(let a), .double(let b)): return a == b
    case (.string(let a), .string(let b)): return a == b
    case (.list(let a), .list(let b)):
      guard a.element == b.element, a.isNil == b.isNil, a.elements.count == b.elements.count else { return false }
      return a === b || zip(a.elements, b.elements).allSatisfy { deepEqual($0, $1) }
    case (.map(let a), .map(let b)):
      guard a.type == b.type, a.isNil == b.isNil, a.count == b.count else { return false }
      if a === b { return true }
      for (key, value) in zip(a.keys, a.values) {
        guard let other = b[key], deepEqual(value, other) else { return false }
      }
      return true
    case (.object(let a), .object(let b)): return a.type == b.type && a.isEqual(to: b)
    default: return false
    }
  }
}
