import Kube
import Structure

/// Lays what is applied over what is live, and takes away what nobody wants any more.
enum FieldMerge {
  /// `applied` wins where both have a value; list elements come in the order of `applied`, with those that only
  /// `live` has kept at their places between them.
  static func merge(_ live: Value, _ applied: Value, _ schema: FieldSchema) -> Value {
    let topology = schema.topology(of: applied)
    switch (live, applied) {
    case (.object(let left), .object(let right)) where topology == .granular:
      var result = left
      for (key, value) in right {
        result[key] = left[key].map { merge($0, value, schema.field(key)) } ?? value
      }
      return .object(result)
    case (.array(let left), .array(let right)) where topology != .atomic:
      return .array(mergeLists(left, right, schema, topology))
    default: return applied
    }
  }

  private static func mergeLists(
    _ left: [Value], _ right: [Value], _ schema: FieldSchema, _ topology: MergeSchemaNode.Topology
  ) -> [Value] {
    let lefts = left.map { schema.element(for: $0, topology) }
    let rights = right.map { schema.element(for: $0, topology) }
    var positions: [PathElement: Int] = [:]
    for (index, element) in lefts.enumerated() {
      if let element, positions[element] == nil { positions[element] = index }
    }
    let wanted = Set(rights.compactMap { $0 })
    var result: [Value] = []
    var next = 0
    func keepLiveOnly(before end: Int) {
      while next < end {
        if lefts[next].map({ !wanted.contains($0) }) ?? true { result.append(left[next]) }
        next += 1
      }
    }
    for (index, value) in right.enumerated() {
      guard let element = rights[index], let position = positions[element] else {
        result.append(value)
        continue
      }
      if position >= next {
        keepLiveOnly(before: position)
        next = position + 1
      }
      result.append(merge(left[position], value, schema.element))
    }
    keepLiveOnly(before: left.count)
    return result
  }

  /// Removes from `value` what was applied before (`last`) and is owned by nobody now.
  static func prune(_ value: Value, last: FieldSet, owned: FieldSet, _ schema: FieldSchema) -> Value {
    let topology = schema.topology(of: value)
    switch value {
    case .object(let mapping) where topology == .granular:
      var result = mapping
      for (key, item) in mapping {
        let element = PathElement.field(key)
        guard last.touches(element) else { continue }
        if owned.touches(element) {
          result[key] = descend(item, element, last, owned, schema.field(key))
        } else if last.hasMember(element) || isNamed(item, schema, key) {
          result[key] = nil
        } else {
          let rest = descend(item, element, last, owned, schema.field(key))
          result[key] = rest
        }
      }
      return .object(result)
    case .array(let items) where topology != .atomic:
      return .array(
        items.compactMap { item in
          guard let element = schema.element(for: item, topology), last.touches(element) else { return item }
          guard owned.touches(element) else { return last.hasMember(element) ? nil : item }
          return descend(item, element, last, owned, schema.element)
        })
    default: return value
    }
  }

  /// A named field of a structure goes with all below it; a free key of a map only when it was applied itself.
  private static func isNamed(_ item: Value, _ schema: FieldSchema, _ key: String) -> Bool {
    guard !schema.isMap else { return false }
    // The envelope of the object is never removed.
    if case .object = schema, key == "metadata" { return false }
    return true
  }

  private static func descend(
    _ item: Value, _ element: PathElement, _ last: FieldSet, _ owned: FieldSet, _ schema: FieldSchema
  ) -> Value {
    guard let lastBelow = last.children[element] else { return item }
    return prune(item, last: lastBelow, owned: owned.children[element] ?? FieldSet(), schema)
  }

  /// Without the null fields of mappings: to apply a null says nothing.
  static func withoutNulls(_ value: Value) -> Value {
    switch value {
    case .object(let mapping):
      var result = Mapping()
      for (key, item) in mapping where !item.isNull { result.append(key: key, value: withoutNulls(item)) }
      return .object(result)
    case .array(let items): return .array(items.map(withoutNulls))
    default: return value
    }
  }
}
