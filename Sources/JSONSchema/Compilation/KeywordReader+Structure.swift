import Structure

/// Keywords for mappings and lists.
extension KeywordReader {
  mutating func readMappingLimits() {
    if let limit = count("minProperties"), limit > 0 { keywords.append(.minProperties(limit)) }
    if let limit = count("maxProperties") { keywords.append(.maxProperties(limit)) }
    if let names = names(schema["required"]), !names.isEmpty { keywords.append(.required(names)) }
  }

  mutating func readListLimits() {
    if let limit = count("minItems"), limit > 0 { keywords.append(.minItems(limit)) }
    if let limit = count("maxItems") { keywords.append(.maxItems(limit)) }
    if schema["uniqueItems"]?.bool == true { keywords.append(.uniqueItems) }
  }

  /// A mapping's entries by the bytes of their keys, since Go knows no other order.
  private func sorted(_ keyword: String) -> [(key: String, value: Value)] {
    guard let mapping = schema[keyword]?.object else { return [] }
    return mapping.sorted { MemberName(text: $0.key) < MemberName(text: $1.key) }
  }

  /// `dependencies`, which later drafts have split but Helm still honours.
  mutating func readDependencies() {
    var dependencies: [Dependency] = []
    for (name, value) in sorted("dependencies") {
      if let names = names(value) {
        dependencies.append(Dependency(name: name, demand: .names(names)))
      } else {
        let node = compiler.node(value, below: place, "dependencies", name, in: resource)
        dependencies.append(Dependency(name: name, demand: .schema(node)))
      }
    }
    if !dependencies.isEmpty { keywords.append(.dependencies(dependencies, keyword: "dependencies")) }
  }

  mutating func readDependentSchemas() {
    let dependencies = sorted("dependentSchemas").map { name, value in
      Dependency(
        name: name, demand: .schema(compiler.node(value, below: place, "dependentSchemas", name, in: resource)))
    }
    if !dependencies.isEmpty { keywords.append(.dependencies(dependencies, keyword: "dependentSchemas")) }
  }

  mutating func readDependentRequired() {
    let dependencies = sorted("dependentRequired").map { name, value in
      Dependency(name: name, demand: .names(names(value) ?? []))
    }
    if !dependencies.isEmpty { keywords.append(.dependencies(dependencies, keyword: "dependentRequired")) }
  }

  mutating func readMembers() throws(JSONSchemaError) {
    var members = Members()
    for (name, value) in schema["properties"]?.object ?? Mapping() {
      members.properties[MemberName(text: name)] = compiler.node(value, below: place, "properties", name, in: resource)
    }
    for (text, value) in sorted("patternProperties") {
      let pattern = try compiler.pattern(text, at: place.location)
      members.patterns.append(
        (pattern, compiler.node(value, below: place, "patternProperties", text, in: resource)))
    }
    switch schema["additionalProperties"] {
    case nil: if members.properties.isEmpty, members.patterns.isEmpty { return }
    case .bool(let isAllowed): members.additional = isAllowed ? .allowed : .refused
    case let value?: members.additional = .schema(child(value, "additionalProperties"))
    }
    keywords.append(.members(members))
  }

  mutating func readItems(_ draft: Draft) {
    var items = Items()
    if draft >= .draft2020 {
      items.prefix = children("prefixItems")
      if let rest = schema["items"] { items.rest = .schema(child(rest, "items")) }
    } else {
      switch schema["items"] {
      case .array: items.prefix = children("items")
      case let all?: items.rest = .schema(child(all, "items"))
      case nil: break
      }
      if case .array? = schema["items"], let rest = schema["additionalItems"] {
        switch rest {
        case .bool(false): items.rest = .refused
        default: items.rest = .schema(child(rest, "additionalItems"))
        }
      }
    }
    if case .unmentioned = items.rest, items.prefix.isEmpty { return }
    keywords.append(.items(items))
  }

  mutating func readContains(_ draft: Draft, limits: Bool) {
    guard let value = schema["contains"] else { return }
    var contains = Contains(schema: child(value, "contains"), marks: draft >= .draft2020)
    if draft >= .draft2019, limits {
      contains.minimum = count("minContains")
      contains.maximum = count("maxContains")
    }
    keywords.append(.contains(contains))
  }

  /// Keywords for texts and numbers.
  mutating func readScalarLimits(_ draft: Draft) throws(JSONSchemaError) {
    if let limit = count("minLength"), limit > 0 { keywords.append(.minLength(limit)) }
    if let limit = count("maxLength") { keywords.append(.maxLength(limit)) }
    if let text = schema["pattern"]?.string {
      keywords.append(.pattern(try compiler.pattern(text, at: place.location)))
    }
    if draft == .draft4 {
      // The exclusive forms are switches, and then the limit itself is not looked at.
      readBound(schema["exclusiveMinimum"]?.bool == true ? .exclusiveMinimum : .minimum, "minimum")
      readBound(schema["exclusiveMaximum"]?.bool == true ? .exclusiveMaximum : .maximum, "maximum")
    } else {
      for kind in [Bound.Kind.minimum, .maximum, .exclusiveMinimum, .exclusiveMaximum] {
        readBound(kind, kind.rawValue)
      }
    }
    if let value = schema["multipleOf"], let divisor = Decimal(value) {
      keywords.append(.multipleOf(divisor, value))
    }
  }

  private mutating func readBound(_ kind: Bound.Kind, _ keyword: String) {
    guard let limit = schema[keyword], let decimal = Decimal(limit) else { return }
    keywords.append(.bound(Bound(kind: kind, limit: limit, decimal: decimal)))
  }

  /// `not`, `allOf`, `anyOf`, `oneOf`, `if`.
  mutating func readCombinations(_ draft: Draft) {
    if let value = schema["not"] { keywords.append(.not(child(value, "not"))) }
    if schema["allOf"]?.array?.isEmpty == false { keywords.append(.allOf(children("allOf"))) }
    if schema["anyOf"]?.array?.isEmpty == false { keywords.append(.anyOf(children("anyOf"))) }
    if schema["oneOf"]?.array?.isEmpty == false { keywords.append(.oneOf(children("oneOf"))) }
    if draft >= .draft7, let condition = schema["if"] {
      keywords.append(
        .conditional(
          child(condition, "if"), then: schema["then"].map { child($0, "then") },
          else: schema["else"].map { child($0, "else") }))
    }
  }
}
