import Structure

extension Compiler {
  /// Checks what came from outside since the last time against the metaschema that it names.
  func checkAgainstMetaschemas() throws(JSONSchemaError) {
    while let (place, resource) = library.unchecked.popLast() {
      let (name, program) = try metaschema(of: resource)
      let violations = try program.violations(
        of: place.value, budget: Self.budget(for: place.value), patterns: patterns)
      guard violations.isEmpty else {
        var address = library.locations.address(of: place.location)
        if address.hasSuffix("/") { address.removeLast() }
        let lines = Violation.helmText(violations)
        throw JSONSchemaError(
          .invalidSchema,
          "\(GoQuote.double(address)) is not valid against metaschema: jsonschema validation failed with "
            + "\(GoQuote.text(name + "#"))\n\(lines.hasSuffix("\n") ? String(lines.dropLast()) : lines)",
          at: library.locations.resolve(place.location).pointer, violations: violations)
      }
    }
  }

  private func metaschema(of resource: Int) throws(JSONSchemaError) -> (String, Program) {
    let resource = library.resources[resource]
    guard let name = resource.place.value["$schema"]?.string, Draft(address: name) == nil else {
      return (resource.draft.address, try Metaschema.program(of: resource.draft))
    }
    let address = Address(name).resolved(against: Address(resource.address)).document
    guard !customMetaschemas.contains(address) else {
      return (resource.draft.address, try Metaschema.program(of: resource.draft))
    }
    let root = try library.resource(named: address, for: resource.place)
    let compiler = Compiler(library, assertsFormats: true)
    compiler.customMetaschemas = customMetaschemas.union([address])
    compiler.library.unchecked = []
    return (address, try compiler.compile(root))
  }

  /// A schema takes a number of steps for each of its parts, however large it is; patterns take most of the rest.
  private static func budget(for schema: Value) -> Budget {
    Budget(steps: 20_000_000 + 200 * schema.nodeCount, bytes: 1 << 20)
  }
}
