import Structure

/// What one validation may cost. Schemas come from strangers, and a few lines of nested `anyOf` can ask for more steps
/// than there are atoms.
struct Budget {
  private var steps: Int
  /// What is left for violations. Whoever drops some again puts it back.
  var bytes: Int
  private let stack = StackGuard.forThisThread()

  /// - Parameters:
  ///   - steps: Schemas applied to values, entries compared, patterns tried.
  ///   - bytes: The size of all violations together.
  init(steps: Int, bytes: Int) {
    self.steps = steps
    self.bytes = bytes
  }

  mutating func spend(_ count: Int = 1) throws(JSONSchemaError) {
    steps -= count
    guard steps >= 0 else {
      throw JSONSchemaError(
        .limitExceeded,
        "validation takes too many steps: the schema combines its parts (anyOf, allOf, $ref …) in too many ways")
    }
  }

  mutating func keep(_ violation: Violation) throws(JSONSchemaError) {
    bytes -=
      128 + violation.message.utf8.count + violation.schemaLocation.utf8.count
      + violation.location.tokens.count * 16
    guard bytes >= 0 else {
      throw JSONSchemaError(.limitExceeded, "there are too many violations of the schema to list")
    }
  }

  func checkDepth() throws(JSONSchemaError) {
    guard !stack.isExhausted else {
      throw JSONSchemaError(.limitExceeded, "schema and values nest too deeply")
    }
  }
}
