package import Structure

/// A schema that cannot be used, or a validation that was given up.
package struct JSONSchemaError: Error, Sendable, CustomStringConvertible {
  /// What kind of failure it is, for callers that tell them apart.
  package enum Code: Sendable, Hashable {
    /// The schema is not valid against its metaschema, or contradicts itself; see ``violations``.
    case invalidSchema
    /// A reference into a document that is there leads to nothing.
    case unresolvedReference
    /// A reference leads to another document, and no such document was given.
    case externalReference
    /// Schema and value together ask for more work, memory or depth than is allowed.
    case limitExceeded
  }

  package var code: Code
  /// The reason in words, as Helm prints it where Helm has words for it.
  package var message: String
  /// Where in the schema's document the reason lies; nil when it is in another document, or in no particular place.
  package var location: JSONPointer?
  /// What is wrong with the schema, when its metaschema says so. Their locations are in the schema.
  package var violations: [Violation]

  init(_ code: Code, _ message: String, at location: JSONPointer? = nil, violations: [Violation] = []) {
    self.code = code
    self.message = message
    self.location = location
    self.violations = violations
  }

  package var description: String { message }
}
