/// Sets elements of lists that some keys identify.
enum ListElements {
  /// Puts `element` where the list has one with these values, else at the end; nil removes. Nulls and empty mappings
  /// are dropped on the way, and an empty value matches whatever is there.
  static func set(_ element: Node?, keys: [String], values: [String], in list: Node) throws(Failure) {
    try list.expect(.sequence)
    let namesFields = !(keys.first ?? "").isEmpty && !(values.first ?? "").isEmpty
    var kept: [Node] = []
    kept.reserveCapacity(list.items.count + 1)
    var isFound = false
    for item in list.items {
      if item.isNull || item.isEmptyMapping { continue }
      if item.kind != .mapping, namesFields {
        kept.append(item)
        continue
      }
      if try matches(item, keys, values) {
        isFound = true
        if let element { kept.append(element) }
      } else if !values.isEmpty {
        kept.append(item)
      }
    }
    list.items = kept
    if let element, !element.isNull, !isFound { list.items.append(element) }
  }

  private static func matches(_ item: Node, _ keys: [String], _ values: [String]) throws(Failure) -> Bool {
    var matched = false
    for (index, key) in keys.enumerated() {
      // With fewer values than keys, what the last one gave stands for the rest.
      if index < values.count { matched = try matches(item, key, values[index]) }
      if !matched { return false }
    }
    return true
  }

  private static func matches(_ item: Node, _ key: String, _ value: String) throws(Failure) -> Bool {
    if key.isEmpty {
      try item.expect(.scalar)
      return item.text == value
    }
    try item.expect(.mapping)
    guard let field = item.field(key) else { return false }
    return value.isEmpty || field.text == value
  }
}
