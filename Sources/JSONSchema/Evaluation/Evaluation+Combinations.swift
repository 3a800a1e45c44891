import Structure

extension Evaluation {
  /// `$ref` and its dynamic relatives.
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
      if collects, !found.isEmpty { found[found.count - 1].isReferenced = true }
      return false
    }
    marks.formUnion(more)
    return true
  }

  /// What the first resource on the way here that has it offers to dynamic references.
  private func outermost(_ offer: (Program.Scope) -> SchemaNode.ID?) -> SchemaNode.ID? {
    for scope in scopes {
      if let node = offer(program.scopes[Int(scope)]) { return node }
    }
    return nil
  }

  /// `not`, `allOf`, `anyOf`, `oneOf`, `if`.
  mutating func evaluateCombination(
    _ keyword: Keyword, of node: SchemaNode, on value: Value, tracks: Bool, marks: inout Marks,
    _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    var causes: [Violation] = []
    switch keyword {
    case .not(let schema):
      let isMatched = try silently { evaluation throws(JSONSchemaError) in
        try evaluation.apply(schema, to: value, into: &causes) != nil
      }
      if isMatched { try fail("not", "'not' failed", node, into: &found) }
      return !isMatched
    case .allOf(let schemas):
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
    case .anyOf(let schemas):
      var isValid = false
      for schema in schemas {
        guard let more = try apply(schema, to: value, tracks: tracks, into: &causes) else { continue }
        marks.formUnion(more)
        isValid = true
        // All that match are asked for what they looked at.
        if !tracks { break }
      }
      if !isValid { try fail("anyOf", "'anyOf' failed", node, causes: causes, into: &found) }
      return isValid
    case .oneOf(let schemas): return try evaluateOne(of: schemas, node, on: value, tracks, &marks, &found)
    case .conditional(let condition, let then, let otherwise):
      let more = try silently { evaluation throws(JSONSchemaError) in
        try evaluation.apply(condition, to: value, tracks: tracks, into: &causes)
      }
      if let more { marks.formUnion(more) }
      guard let consequence = more == nil ? otherwise : then else { return true }
      guard let rest = try apply(consequence, to: value, tracks: tracks, into: &found) else { return false }
      marks.formUnion(rest)
      return true
    default: return true
    }
  }

  private mutating func evaluateOne(
    of schemas: [SchemaNode.ID], _ node: SchemaNode, on value: Value, _ tracks: Bool, _ marks: inout Marks,
    _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    var causes: [Violation] = []
    var match: Int?
    for (index, schema) in schemas.enumerated() {
      if let match {
        let isAnother = try silently { evaluation throws(JSONSchemaError) in
          try evaluation.apply(schema, to: value, into: &causes) != nil
        }
        guard isAnother else { continue }
        try fail("oneOf", "'oneOf' failed, subschemas \(match), \(index) matched", node, into: &found)
        return false
      }
      guard let more = try apply(schema, to: value, tracks: tracks, into: &causes) else { continue }
      marks.formUnion(more)
      match = index
    }
    if match == nil { try fail("oneOf", "'oneOf' failed, none matched", node, causes: causes, into: &found) }
    return match != nil
  }
}
