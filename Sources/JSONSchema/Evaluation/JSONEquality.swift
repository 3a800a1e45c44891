import Structure

/// Equality as JSON Schema means it: numbers by their value, mappings in any order of their keys.
enum JSONEquality {
  static func areEqual(_ left: Value, _ right: Value, _ budget: inout Budget) throws(JSONSchemaError) -> Bool {
    try budget.spend()
    switch (left, right) {
    case (.null, .null): return true
    case (.bool(let left), .bool(let right)): return left == right
    case (.string(let text), .string):
      try budget.spend(text.utf8.count >> 8)
      return left == right
    case (.int(let left), .int(let right)): return left == right
    case (.array(let left), .array(let right)):
      guard left.count == right.count else { return false }
      try budget.checkDepth()
      for (index, element) in left.enumerated() {
        guard try areEqual(element, right[index], &budget) else { return false }
      }
      return true
    case (.object(let left), .object(let right)):
      guard left.count == right.count else { return false }
      try budget.checkDepth()
      for (key, value) in left {
        guard let other = right[key], try areEqual(value, other, &budget) else { return false }
      }
      return true
    default:
      guard TypeSet(of: left) == .number, TypeSet(of: right) == .number, let left = Decimal(left),
        let right = Decimal(right)
      else { return false }
      return left == right
    }
  }

  /// A number that equal values share.
  static func hash(_ value: Value, _ budget: inout Budget) throws(JSONSchemaError) -> Int {
    var hasher = Hasher()
    try feed(value, into: &hasher, &budget)
    return hasher.finalize()
  }

  private static func feed(
    _ value: Value, into hasher: inout Hasher, _ budget: inout Budget
  ) throws(JSONSchemaError) {
    try budget.spend()
    switch value {
    case .null: hasher.combine(0)
    case .bool(let flag): hasher.combine(flag)
    case .string(let text):
      try budget.spend(text.utf8.count >> 8)
      hasher.combine(MemberName(text: text))
    case .int, .uint, .double:
      let decimal = Decimal(value)
      hasher.combine(decimal?.digits)
      hasher.combine(decimal?.exponent)
    case .array(let elements):
      try budget.checkDepth()
      hasher.combine(elements.count)
      for element in elements { try feed(element, into: &hasher, &budget) }
    case .object(let mapping):
      try budget.checkDepth()
      var entries = 0
      for (key, value) in mapping {
        var entry = Hasher()
        entry.combine(MemberName(text: key))
        try feed(value, into: &entry, &budget)
        entries ^= entry.finalize()
      }
      hasher.combine(entries)
    }
  }

  /// The first pair of equal elements, by the later of the two; nil when all differ.
  static func duplicates(in elements: [Value], _ budget: inout Budget) throws(JSONSchemaError) -> (Int, Int)? {
    guard elements.count > 1 else { return nil }
    var seen: [Int: [Int]] = [:]
    for (index, element) in elements.enumerated() {
      let hash = try hash(element, &budget)
      for other in seen[hash, default: []] where try areEqual(elements[other], element, &budget) {
        return (other, index)
      }
      seen[hash, default: []].append(index)
    }
    return nil
  }
}
