package import Structure

/// A JSON Schema (drafts 4, 6, 7, 2019-09 and 2020-12), compiled once to check any number of values.
///
/// It behaves as the library behind Helm 4 does, up to the words and the order of what it reports; where that order is
/// Go's random one, entries come by their keys. Formats are checked up to draft 7. References lead into the schema
/// itself, to the metaschemas, and to the documents that were given; nothing is ever loaded.
package struct JSONSchema: Sendable {
  /// What compiling and checking may cost, and how the schema is called.
  package struct Options: Sendable {
    /// The address of the document, which relative references are seen from and messages show.
    package var address: String
    /// Whether formats are checked in drafts 2019-09 and 2020-12 too.
    package var checksFormats: Bool
    /// How many steps one validation may take at least; each node of the value adds ``stepsPerNode``.
    package var steps: Int
    package var stepsPerNode: Int
    /// How many bytes the violations of one validation may take.
    package var violationBytes: Int

    package init(
      address: String = "file:///values.schema.json", checksFormats: Bool = false, steps: Int = 1_000_000,
      stepsPerNode: Int = 50, violationBytes: Int = 16 << 20
    ) {
      self.address = address
      self.checksFormats = checksFormats
      self.steps = steps
      self.stepsPerNode = stepsPerNode
      self.violationBytes = violationBytes
    }
  }

  private let program: Program
  private let options: Options

  /// Compiles a schema.
  /// - Parameters:
  ///   - document: A mapping or a boolean. Without `$schema` it is of draft 2020-12.
  ///   - resources: Other documents that references may lead to, by their addresses.
  /// - Throws: ``JSONSchemaError`` when the schema is not valid, or a reference leads nowhere or to a document that is
  ///   not there.
  package init(
    _ document: Value, resources: [String: Value] = [:], options: Options = Options()
  ) throws(JSONSchemaError) {
    var library = SchemaLibrary(given: resources)
    let root = try library.add(document, address: Address(options.address).document)
    let compiler = Compiler(library, assertsFormats: options.checksFormats)
    try compiler.checkAgainstMetaschemas()
    program = try compiler.compile(root)
    self.options = options
  }

  /// Checks a value.
  /// - Returns: What is wrong with it; nothing when it is valid.
  /// - Throws: ``JSONSchemaError`` when the check takes more steps, depth or memory than it may.
  package func validate(_ value: Value) throws(JSONSchemaError) -> [Violation] {
    let steps = options.steps + options.stepsPerNode * value.nodeCount
    return try program.violations(of: value, budget: Budget(steps: steps, bytes: options.violationBytes))
  }
}

extension Program {
  /// What is wrong with a value. It is only written down once it is known that something is.
  func violations(
    of value: Value, budget: Budget, patterns: PatternCache = PatternCache()
  ) throws(JSONSchemaError) -> [Violation] {
    var found: [Violation] = []
    var quick = Evaluation(self, collects: false, budget: budget, patterns: patterns)
    if try quick.apply(root, to: value, into: &found) != nil { return [] }
    var thorough = Evaluation(self, collects: true, budget: budget, patterns: patterns)
    guard try thorough.apply(root, to: value, into: &found) == nil else { return [] }
    if found.count == 1, found[0].isGroup, !found[0].isReferenced { return found[0].causes }
    return found
  }
}

extension Value {
  /// How many values there are in it, itself included.
  var nodeCount: Int {
    var count = 0
    var open = [self]
    while let value = open.popLast() {
      count += 1
      switch value {
      case .array(let elements): open += elements
      case .object(let mapping): open += mapping.values
      default: break
      }
    }
    return count
  }
}
