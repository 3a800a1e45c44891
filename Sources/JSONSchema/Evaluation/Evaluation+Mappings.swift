import Structure

extension Evaluation {
  /// The keywords of mappings.
  @inline(never)
  mutating func evaluateMapping(
    _ keyword: Keyword, of node: SchemaNode, on mapping: Mapping, _ value: Value, tracks: Bool, marks: inout Marks,
    _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    switch keyword {
    case .minProperties(let limit): return try check("minProperties", mapping.count, atLeast: limit, node, &found)
    case .maxProperties(let limit): return try check("maxProperties", mapping.count, atMost: limit, node, &found)
    case .required(let names):
      return try evaluateRequired(names, of: node, on: mapping, &found)
    case .dependencies(let dependencies, let name):
      return try evaluate(dependencies, name, of: node, on: mapping, value, tracks, &marks, &found)
    case .members(let members): return try evaluate(members, of: node, on: mapping, tracks, &marks, &found)
    case .propertyNames(let schema): return try evaluateNames(schema, of: node, on: mapping, &found)
    case .unevaluatedProperties(let schema):
      return try evaluateRest(schema, on: mapping, &marks, &found)
    default: return true
    }
  }

  @inline(never)
  private mutating func evaluateRequired(
    _ names: [String], of node: SchemaNode, on mapping: Mapping, _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    let missing = try missing(names, in: mapping)
    guard !missing.isEmpty else { return true }
    let noun = missing.count == 1 ? "property" : "properties"
    try fail("required", "missing \(noun) \(GoQuote.list(missing))", node, names: missing, into: &found)
    return false
  }

  @inline(never)
  private mutating func evaluateRest(
    _ schema: SchemaNode.ID, on mapping: Mapping, _ marks: inout Marks, _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    try budget.spend(mapping.count >> 3)
    let start = found.count
    var isValid = true
    for (index, entry) in mapping.enumerated() where !marks.contains(index) {
      if try apply(schema, to: entry.value, at: .key(entry.key), into: &found) { continue }
      isValid = false
      if !collects { return false }
    }
    marks.insert(all: mapping.count)
    sort(&found, from: start)
    return isValid
  }

  private mutating func missing(_ names: [String], in mapping: Mapping) throws(JSONSchemaError) -> [String] {
    try budget.spend(names.count >> 4)
    return names.filter { mapping.index(of: $0) == nil }
  }

  @inline(never)
  private mutating func evaluate(
    _ dependencies: [Dependency], _ keyword: String, of node: SchemaNode, on mapping: Mapping, _ value: Value,
    _ tracks: Bool, _ marks: inout Marks, _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    var isValid = true
    for dependency in dependencies where mapping.index(of: dependency.name) != nil {
      switch dependency.demand {
      case .names(let names):
        let missing = try missing(names, in: mapping)
        guard !missing.isEmpty else { continue }
        isValid = false
        try fail(
          keyword, "properties \(GoQuote.list(missing)) required, if \(GoQuote.text(dependency.name)) exists", node,
          names: missing, into: &found)
      case .schema(let schema):
        if let more = try apply(schema, to: value, tracks: tracks, into: &found) {
          marks.formUnion(more)
        } else {
          isValid = false
        }
      }
      if !isValid, !collects { return false }
    }
    return isValid
  }

  @inline(never)
  private mutating func evaluate(
    _ members: Members, of node: SchemaNode, on mapping: Mapping, _ tracks: Bool, _ marks: inout Marks,
    _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    let start = found.count
    var isValid = true
    var refused: [String] = []
    try budget.spend(mapping.count)
    for (index, entry) in mapping.enumerated() {
      var isKnown = false
      if let schema = members.properties[MemberName(text: entry.key)] {
        isKnown = true
        if try !apply(schema, to: entry.value, at: .key(entry.key), into: &found) { isValid = false }
      }
      for (pattern, schema) in members.patterns {
        try budget.spend(pattern.cost(of: entry.key))
        guard pattern.matches(entry.key) else { continue }
        isKnown = true
        if try !apply(schema, to: entry.value, at: .key(entry.key), into: &found) { isValid = false }
      }
      if !isKnown {
        switch members.additional {
        case .unmentioned: break
        case .allowed: isKnown = true
        case .refused:
          isKnown = true
          isValid = false
          refused.append(entry.key)
        case .schema(let schema):
          isKnown = true
          if try !apply(schema, to: entry.value, at: .key(entry.key), into: &found) { isValid = false }
        }
      }
      if !isValid, !collects { return false }
      if isKnown, tracks { marks.insert(index) }
    }
    sort(&found, from: start)
    if !refused.isEmpty {
      refused.sort { MemberName(text: $0) < MemberName(text: $1) }
      try fail(
        "additionalProperties", "additional properties \(GoQuote.list(refused)) not allowed", node, names: refused,
        into: &found)
    }
    return isValid
  }

  @inline(never)
  private mutating func evaluateNames(
    _ schema: SchemaNode.ID, of node: SchemaNode, on mapping: Mapping, _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    let start = found.count
    var isValid = true
    // A name is a value of its own, and Helm checks it as if nothing had led there.
    let (outerFrames, outerScopes) = (frames, scopes)
    (frames, scopes) = ([], [])
    nameDepth += 1
    defer {
      (frames, scopes) = (outerFrames, outerScopes)
      nameDepth -= 1
    }
    for name in mapping.keys {
      var causes: [Violation] = []
      guard try apply(schema, to: .string(name), into: &causes) == nil else { continue }
      isValid = false
      if !collects { return false }
      if causes.count == 1, causes[0].isGroup, !causes[0].isReferenced { causes = causes[0].causes }
      try fail(
        "propertyNames", "invalid propertyName \(GoQuote.text(name))", node, names: [name], causes: causes,
        into: &found)
    }
    sort(&found, from: start)
    return isValid
  }

  /// Go walks a mapping in no order at all; ours is that of the keys.
  @inline(never)
  private func sort(_ found: inout [Violation], from start: Int) {
    guard collects, found.count - start > 1 else { return }
    let depth = path.count
    func key(_ violation: Violation) -> MemberName {
      let tokens = violation.location.tokens
      return MemberName(text: tokens.count > depth ? tokens[depth] : violation.names.first ?? "")
    }
    let sorted = found[start...].enumerated().sorted { left, right in
      let (first, second) = (key(left.element), key(right.element))
      return first == second ? left.offset < right.offset : first < second
    }
    found.replaceSubrange(start..., with: sorted.map(\.element))
  }
}

extension MemberName {
  static func < (left: MemberName, right: MemberName) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }
}
