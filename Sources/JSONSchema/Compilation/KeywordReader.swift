import Structure

/// Reads the keywords of one schema in the order in which they are evaluated.
struct KeywordReader {
  let compiler: Compiler
  let schema: Mapping
  let place: SchemaPlace
  let resource: Int
  var keywords: [Keyword] = []

  init(compiler: Compiler, schema: Mapping, place: SchemaPlace, resource: Int) {
    self.compiler = compiler
    self.schema = schema
    self.place = place
    self.resource = resource
  }

  private var info: SchemaResource { compiler.library.resources[resource] }

  mutating func read() throws(JSONSchemaError) {
    let info = info
    let draft = info.draft
    let reference = schema["$ref"]?.string
    if draft <= .draft7, let reference {
      // Everything beside a reference is ignored, but for what Helm happens to read before it.
      if draft >= .draft6, let constant = schema["const"] { keywords = [.constant(constant)] }
      keywords += [.reference(try compiler.target(reference, from: resource, at: place).node)]
      return
    }
    if info.has(vocabulary: "validation") { readAnyType(draft) }
    readFormat(info)
    if let reference { keywords.append(.reference(try compiler.target(reference, from: resource, at: place).node)) }
    if info.has(vocabulary: "validation") {
      readMappingLimits()
      readListLimits()
    }
    if info.has(vocabulary: "applicator") {
      readDependencies()
      try readMembers()
      readItems(draft)
    }
    if info.has(vocabulary: "applicator") {
      if draft >= .draft6, let names = schema["propertyNames"] {
        keywords.append(.propertyNames(child(names, "propertyNames")))
      }
      if draft >= .draft6 { readContains(draft, limits: info.has(vocabulary: "validation")) }
      if draft >= .draft2019 { readDependentSchemas() }
    }
    if info.has(vocabulary: "validation") {
      if draft >= .draft2019 { readDependentRequired() }
      try readScalarLimits(draft)
    }
    if draft >= .draft2019 { try readDynamicReferences(draft) }
    if info.has(vocabulary: "applicator") { readCombinations(draft) }
    if draft >= .draft2019, info.has(vocabulary: draft == .draft2019 ? "applicator" : "unevaluated") {
      if let rest = schema["unevaluatedProperties"] {
        keywords.append(.unevaluatedProperties(child(rest, "unevaluatedProperties")))
      }
      if let rest = schema["unevaluatedItems"] { keywords.append(.unevaluatedItems(child(rest, "unevaluatedItems"))) }
    }
  }

  mutating func child(_ value: Value, _ keyword: String) -> SchemaNode.ID {
    compiler.node(value, below: place, keyword, in: resource)
  }

  /// The schemas of a list.
  mutating func children(_ keyword: String) -> [SchemaNode.ID] {
    guard let list = schema[keyword]?.array else { return [] }
    return list.enumerated().map { index, value in
      compiler.node(value, below: place, keyword, String(index), in: resource)
    }
  }

  /// A count; one that no `Int` holds is as good as the largest.
  func count(_ keyword: String) -> Int? {
    switch schema[keyword] {
    case .int(let number): Int(number)
    case .uint: .max
    case .double(let number): number.isNaN ? nil : Int(exactly: number.rounded()) ?? (number < 0 ? .min : .max)
    default: nil
    }
  }

  func names(_ value: Value?) -> [String]? { value?.array.map { $0.compactMap(\.string) } }

  // MARK: Keywords for values of any type

  private mutating func readAnyType(_ draft: Draft) {
    let names = schema["type"]?.string.map { [$0] } ?? names(schema["type"])
    if let names, !names.isEmpty {
      keywords.append(.type(names.compactMap { TypeSet(name: $0) }.reduce(into: []) { $0.formUnion($1) }))
    }
    if draft >= .draft6, let constant = schema["const"] { keywords.append(.constant(constant)) }
    if let choices = schema["enum"]?.array { keywords.append(.enumeration(choices)) }
  }

  private mutating func readFormat(_ info: SchemaResource) {
    let isChecked =
      compiler.assertsFormats || info.draft <= .draft7
      || info.vocabularies?.contains("format-assertion") == true
    guard isChecked, let name = schema["format"]?.string, let format = Format(rawValue: name) else { return }
    keywords.append(.format(format))
  }

  private mutating func readDynamicReferences(_ draft: Draft) throws(JSONSchemaError) {
    if draft == .draft2019, let reference = schema["$recursiveRef"]?.string {
      let target = try compiler.target(reference, from: resource, at: place)
      let isDynamic = compiler.library.resources[target.resource].isRecursiveAnchor
      keywords.append(.recursiveReference(target.node, isDynamic: isDynamic))
    }
    if draft >= .draft2020, let reference = schema["$dynamicRef"]?.string {
      let target = try compiler.target(reference, from: resource, at: place)
      let anchor = Address(reference).fragment?.percentDecoded
      let owner = compiler.library.resources[target.resource]
      let isDynamic = anchor.map { owner.dynamicAnchors.contains($0) } ?? false
      keywords.append(.dynamicReference(target.node, anchor: isDynamic ? anchor : nil))
    }
  }
}
