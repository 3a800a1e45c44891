import Structure

extension Evaluation {
  /// `$ref` and its dynamic relatives.
  @inline(never)
  mutating func evaluateReference(
    _ keyword: Keyword, on value: Value, tracks: Bool, marks: inout Marks, _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    let (name, target): (String, SchemaNode.ID)
    switch keyword {
    case .reference(let node): (name, target) = ("$ref", node)
    case .recursiveReference(let node, let isDynamic):
      (name, target) = ("$recursiveRef", isDynamic ? outermost { $0.recursiveAnchor } ?? node : node)
    case .dynamicReference(let node, let anchor):
      (name, target) = ("$dynamicRef", anchor.flatMap { anchor in outermost { $0.dynamicAnchors[anchor] } } ?? node)
    default: return true
    }
    try budget.spend(scopes.count >> 4)
    guard let more = try apply(target, to: value, tracks: tracks, reference: name, into: &found) else {
      refer(&found)
      return false
    }
    marks.formUnion(more)
    return true
  }

  /// Notes that the last violation was found by a reference. What several are held together by then stands at the
  /// value of the reference, even where all of them are in a part of it.
  @inline(never)
  private func refer(_ found: inout [Violation]) {
    guard collects, var last = found.popLast() else { return }
    if last.isGroup, !last.isReferenced {
      last.location = location
      last.helmLocation = helmLocation
    }
    last.isReferenced = true
    found.append(last)
  }

  /// What the first resource on the way here that has it offers to dynamic references.
  private func outermost(_ offer: (Program.Scope) -> SchemaNode.ID?) -> SchemaNode.ID? {
    for scope in scopes {
      if let node = offer(program.scopes[Int(scope)]) { return node }
    }
    return nil
  }

  /// `not`, `allOf`, `anyOf`, `oneOf`, `if`.
  @inline(never)
  mutating func evaluateCombination(
    _ keyword: Keyword, of node: SchemaNode, on value: Value, tracks: Bool, marks: inout Marks,
    _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    switch keyword {
    case .not(let schema): return try evaluateNot(schema, node, on: value, &found)
    case .allOf(let schemas): return try evaluateAll(of: schemas, node, on: value, tracks, &marks, &found)
    case .anyOf(let schemas): return try evaluateAny(of: schemas, node, on: value, tracks, &marks, &found)
    case .oneOf(let schemas): return try evaluateOne(of: schemas, node, on: value, tracks, &marks, &found)
    case .conditional(let condition, let then, let otherwise):
      let more = try probe(condition, on: value, tracks: tracks)
      if let more { marks.formUnion(more) }
      guard let consequence = more == nil ? otherwise : then else { return true }
      guard let rest = try apply(consequence, to: value, tracks: tracks, into: &found) else { return false }
      marks.formUnion(rest)
      return true
    default: return true
    }
  }

  /// Applies a schema where it only matters whether the value is valid.
  @inline(never)
  private mutating func probe(
    _ schema: SchemaNode.ID, on value: Value, tracks: Bool = false
  ) throws(JSONSchemaError) -> Marks? {
    let collected = collects
    collects = false
    defer { collects = collected }
    var none: [Violation] = []
    return try apply(schema, to: value, tracks: tracks, into: &none)
  }

  @inline(never)
  private mutating func evaluateNot(
    _ schema: SchemaNode.ID, _ node: SchemaNode, on value: Value, _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    guard try probe(schema, on: value) != nil else { return true }
    try fail("not", "'not' failed", node, into: &found)
    return false
  }

  @inline(never)
  private mutating func evaluateAll(
    of schemas: [SchemaNode.ID], _ node: SchemaNode, on value: Value, _ tracks: Bool, _ marks: inout Marks,
    _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    var causes: [Violation] = []
    var isValid = true
    for schema in schemas {
      if let more = try apply(schema, to: value, tracks: tracks, into: &causes) {
        marks.formUnion(more)
      } else {
        isValid = false
        if !collects { return false }
      }
    }
    if !isValid { try fail("allOf", "'allOf' failed", node, causes: causes, into: &found) }
    return isValid
  }

  @inline(never)
  private mutating func evaluateAny(
    of schemas: [SchemaNode.ID], _ node: SchemaNode, on value: Value, _ tracks: Bool, _ marks: inout Marks,
    _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    var causes: [Violation] = []
    let bytes = budget.bytes
    var isValid = false
    for schema in schemas {
      guard let more = try apply(schema, to: value, tracks: tracks, into: &causes) else { continue }
      marks.formUnion(more)
      isValid = true
      budget.bytes = bytes
      // All that match are asked for what they looked at.
      if !tracks { break }
    }
    if !isValid { try fail("anyOf", "'anyOf' failed", node, causes: causes, into: &found) }
    return isValid
  }

  @inline(never)
  private mutating func evaluateOne(
    of schemas: [SchemaNode.ID], _ node: SchemaNode, on value: Value, _ tracks: Bool, _ marks: inout Marks,
    _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    var causes: [Violation] = []
    let bytes = budget.bytes
    var match: Int?
    for (index, schema) in schemas.enumerated() {
      if let match {
        guard try probe(schema, on: value) != nil else { continue }
        try fail("oneOf", "'oneOf' failed, subschemas \(match), \(index) matched", node, into: &found)
        return false
      }
      guard let more = try apply(schema, to: value, tracks: tracks, into: &causes) else { continue }
      marks.formUnion(more)
      match = index
      budget.bytes = bytes
    }
    if match == nil { try fail("oneOf", "'oneOf' failed, none matched", node, causes: causes, into: &found) }
    return match != nil
  }
}
