import Structure

/// Applies a program to a value.
struct Evaluation {
  /// A schema at work on a value. Frames of the same depth work on the same value.
  struct Frame {
    var node: SchemaNode.ID
    var depth: Int
    /// The keyword of the reference that led here, if one did.
    var reference: String?
  }

  let program: Program
  /// Whether what is wrong is written down; otherwise the first failure ends it.
  var collects: Bool
  var budget: Budget
  /// What texts of the format `regex` become.
  let patterns: PatternCache
  /// From the root to the value at work.
  var path: [PathStep] = []
  /// How many names of entries are at work as values of their own; they have no place in ``path``.
  var nameDepth = 0
  var frames: [Frame] = []
  /// The resources that were entered on the way here, each where it differs from the one before.
  var scopes: [Int32] = []

  enum PathStep {
    case key(String)
    /// An element, and the index that Helm prints for it.
    case index(Int, shown: Int)
  }

  var depth: Int { path.count + nameDepth }

  init(_ program: Program, collects: Bool, budget: Budget, patterns: PatternCache) {
    self.program = program
    self.collects = collects
    self.budget = budget
    self.patterns = patterns
  }

  /// Applies a schema to a value.
  /// - Parameters:
  ///   - tracks: Whether the caller wants to know which entries were looked at.
  ///   - violations: Takes one violation for a schema that failed, if violations are collected.
  /// - Returns: The entries looked at, or nil when the value does not satisfy the schema.
  @inline(never)
  mutating func apply(
    _ id: SchemaNode.ID, to value: Value, tracks: Bool = false, reference: String? = nil,
    into violations: inout [Violation]
  ) throws(JSONSchemaError) -> Marks? {
    try budget.spend()
    try budget.checkDepth()
    let node = program.nodes[Int(id)]
    let earlier = try cycle(to: id)
    frames.append(Frame(node: id, depth: depth, reference: reference))
    if let earlier {
      defer { frames.removeLast() }
      return try failCycle(earlier, node, into: &violations)
    }
    let entersScope = scopes.last != node.resource
    if entersScope { scopes.append(node.resource) }
    defer {
      frames.removeLast()
      if entersScope { scopes.removeLast() }
    }
    let tracks = tracks || node.tracksEvaluated
    var marks = Marks()
    var found: [Violation] = []
    var isValid = true
    for keyword in node.keywords {
      if try evaluate(keyword, of: node, on: value, tracks: tracks, marks: &marks, into: &found) { continue }
      isValid = false
      if !collects { return nil }
      if keyword.isDecisive { break }
    }
    if isValid {
      if tracks { try budget.spend(marks.size >> 3) }
      return marks
    }
    try add(&found, node, to: &violations)
    return nil
  }

  /// Evaluates one keyword. What it calls is kept out of line, since each level of nesting has this on the stack.
  /// - Returns: Whether the value satisfies it.
  @inline(__always)
  private mutating func evaluate(
    _ keyword: Keyword, of node: SchemaNode, on value: Value, tracks: Bool, marks: inout Marks,
    into found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    switch keyword {
    case .nothing:
      try fail("", "false schema", node, into: &found)
      return false
    case .type, .constant, .enumeration, .format: return try evaluateAnyType(keyword, of: node, on: value, &found)
    case .reference, .recursiveReference, .dynamicReference:
      return try evaluateReference(keyword, on: value, tracks: tracks, marks: &marks, &found)
    case .not, .allOf, .anyOf, .oneOf, .conditional:
      return try evaluateCombination(keyword, of: node, on: value, tracks: tracks, marks: &marks, &found)
    case .minLength, .maxLength, .pattern:
      guard case .string(let text) = value else { return true }
      return try evaluateText(keyword, of: node, on: text, &found)
    case .bound, .multipleOf:
      guard TypeSet(of: value) == .number else { return true }
      return try evaluateNumber(keyword, of: node, on: value, &found)
    case .minItems, .maxItems, .uniqueItems, .items, .contains, .unevaluatedItems:
      guard case .array(let elements) = value else { return true }
      return try evaluateList(keyword, of: node, on: elements, tracks: tracks, marks: &marks, &found)
    case .minProperties, .maxProperties, .required, .dependencies, .members, .propertyNames, .unevaluatedProperties:
      guard case .object(let mapping) = value else { return true }
      return try evaluateMapping(keyword, of: node, on: mapping, value, tracks: tracks, marks: &marks, &found)
    }
  }

  /// Applies a schema to an entry of the value at work.
  @inline(never)
  mutating func apply(
    _ id: SchemaNode.ID, to value: Value, at step: PathStep, into found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    path.append(step)
    defer { path.removeLast() }
    return try apply(id, to: value, into: &found) != nil
  }
}

extension Keyword {
  /// Whether nothing else of the schema is looked at once this fails, as the value is something else altogether.
  fileprivate var isDecisive: Bool {
    switch self {
    case .nothing, .type, .constant, .enumeration, .format: true
    default: false
    }
  }
}
