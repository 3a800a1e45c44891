import Structure

extension Evaluation {
  /// The keywords of lists.
  @inline(never)
  mutating func evaluateList(
    _ keyword: Keyword, of node: SchemaNode, on elements: [Value], tracks: Bool, marks: inout Marks,
    _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    switch keyword {
    case .minItems(let limit): return try check("minItems", elements.count, atLeast: limit, node, &found)
    case .maxItems(let limit): return try check("maxItems", elements.count, atMost: limit, node, &found)
    case .uniqueItems:
      return try evaluateUnique(of: node, on: elements, &found)
    case .items(let items): return try evaluate(items, of: node, on: elements, tracks, &marks, &found)
    case .contains(let contains): return try evaluate(contains, of: node, on: elements, tracks, &marks, &found)
    case .unevaluatedItems(let schema):
      return try evaluateRest(schema, on: elements, &marks, &found)
    default: return true
    }
  }

  @inline(never)
  private mutating func evaluateUnique(
    of node: SchemaNode, on elements: [Value], _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    guard let (first, second) = try JSONEquality.duplicates(in: elements, &budget) else { return true }
    try fail(
      "uniqueItems",
      "items at \(Decimal.grouped(String(first))) and \(Decimal.grouped(String(second))) are equal", node,
      into: &found)
    return false
  }

  @inline(never)
  private mutating func evaluateRest(
    _ schema: SchemaNode.ID, on elements: [Value], _ marks: inout Marks, _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    try budget.spend(elements.count >> 3)
    var isValid = true
    for (index, element) in elements.enumerated() where !marks.contains(index) {
      if try apply(schema, to: element, at: .index(index, shown: index), into: &found) { continue }
      isValid = false
      if !collects { return false }
    }
    marks.insert(all: elements.count)
    return isValid
  }

  @inline(never)
  private mutating func evaluate(
    _ items: Items, of node: SchemaNode, on elements: [Value], _ tracks: Bool, _ marks: inout Marks,
    _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    var isValid = true
    for (index, element) in elements.enumerated() {
      let schema: SchemaNode.ID
      var shown = index
      if index < items.prefix.count {
        schema = items.prefix[index]
      } else if case .schema(let rest) = items.rest {
        schema = rest
        shown -= items.prefix.count
      } else {
        break
      }
      if try apply(schema, to: element, at: .index(index, shown: shown), into: &found) { continue }
      isValid = false
      if !collects { return false }
    }
    let count = elements.count - items.prefix.count
    switch items.rest {
    case .unmentioned: if tracks { marks.insert(all: min(items.prefix.count, elements.count)) }
    case .schema: if tracks { marks.insert(all: elements.count) }
    case .refused:
      if tracks { marks.insert(all: elements.count) }
      guard count > 0 else { break }
      isValid = false
      try fail(
        "additionalItems", "last \(Decimal.grouped(String(count))) additionalItem(s) not allowed", node, into: &found)
    }
    return isValid
  }

  @inline(never)
  private mutating func evaluate(
    _ contains: Contains, of node: SchemaNode, on elements: [Value], _ tracks: Bool, _ marks: inout Marks,
    _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    var causes: [Violation] = []
    let bytes = budget.bytes
    var matches: [Int] = []
    for (index, element) in elements.enumerated() {
      guard try apply(contains.schema, to: element, at: .index(index, shown: index), into: &causes) else { continue }
      matches.append(index)
      if tracks, contains.marks { marks.insert(index) }
    }
    var isValid = true
    let places = Self.places(matches)
    if let minimum = contains.minimum {
      if matches.count < minimum {
        isValid = false
        try fail(
          "minContains",
          "min \(Decimal.grouped(String(minimum))) items required to match contains schema, but \(places)", node,
          causes: causes, into: &found)
      }
    } else if matches.isEmpty {
      isValid = false
      try fail("contains", "no items match contains schema", node, causes: causes, into: &found)
    }
    if isValid { budget.bytes = bytes }
    if let maximum = contains.maximum, matches.count > maximum {
      isValid = false
      try fail(
        "maxContains",
        "max \(Decimal.grouped(String(maximum))) items required to match contains schema, but \(places)", node,
        into: &found)
    }
    return isValid
  }

  private static func places(_ matches: [Int]) -> String {
    guard !matches.isEmpty else { return "none matched" }
    let places = matches.map { String($0) }.joined(separator: " ")
    return "matched \(Decimal.grouped(String(matches.count))) items at \(places)"
  }
}
