package import Structure

/// What a value may be: drives validation, defaults and the generated custom resource definitions alike.
package struct Schema: Sendable {
  package enum Shape: Sendable {
    case text(TextRules)
    case integer(minimum: Int64?)
    case boolean
    /// A duration as Go writes it, in the units that Flux allows for the field.
    case duration(DurationUnits)
    /// An RFC 3339 time.
    case time
    indirect case list(of: Schema)
    /// A mapping from any key to values of one schema.
    indirect case map(of: Schema)
    case object([Field], rules: [Rule])
    /// A mapping that is not looked into.
    case anything
  }

  package enum DurationUnits: Sendable { case upToHours, upToMinutes }

  package struct TextRules: Sendable {
    package var pattern: Pattern?
    /// The only texts allowed; empty for any.
    package var choices: [String] = []
    /// In characters (Unicode scalars), as OpenAPI counts.
    package var minimumLength: Int?
    package var maximumLength: Int?
    /// Whether the text itself has to be a regular expression.
    package var isExpression = false
  }

  /// A regular expression, and the words that tell a person what it asks for.
  package struct Pattern: Sendable {
    package let expression: String
    /// Completes "must be …".
    package let expected: String
    /// Nil when the expression is none; a test sees to it that all are.
    let compiled: RegularExpression?

    package init(expression: String, expected: String) {
      self.expression = expression
      self.expected = expected
      compiled = try? RegularExpression(expression)
    }
  }

  /// A field of an object.
  package struct Field: Sendable {
    package var name: String
    package var schema: Schema
    package var isRequired = false
    package var defaultValue: Value?
    /// What this release does with the field.
    package var support = Support.full
  }

  package enum Support: Sendable {
    case full
    /// Values other than these are accepted by validation and reported by ``Schema/unsupportedFields(in:at:)``.
    case only([Value])
  }

  /// A condition on several fields of an object; `expression` is its form in CEL.
  package struct Rule: Sendable {
    package var expression: String
    package var message: String
    /// The field to point at; empty for the object itself.
    package var field: String
    package var holds: @Sendable (Mapping) -> Bool
  }

  package var shape: Shape
  /// A sentence or two for `kubectl explain`.
  package var summary: String
}

// Words to write a schema with.
extension Schema {
  static func text(
    _ summary: String, pattern: Pattern? = nil, choices: [String] = [], length: ClosedRange<Int>? = nil
  ) -> Schema {
    let rules = TextRules(
      pattern: pattern, choices: choices, minimumLength: length.flatMap { $0.lowerBound > 0 ? $0.lowerBound : nil },
      maximumLength: length?.upperBound)
    return Schema(shape: .text(rules), summary: summary)
  }

  static func flag(_ summary: String) -> Schema { Schema(shape: .boolean, summary: summary) }
  static func integer(_ summary: String, minimum: Int64? = nil) -> Schema {
    Schema(shape: .integer(minimum: minimum), summary: summary)
  }
  static func duration(_ summary: String, units: DurationUnits = .upToHours) -> Schema {
    Schema(shape: .duration(units), summary: summary)
  }
  static func time(_ summary: String) -> Schema { Schema(shape: .time, summary: summary) }
  static func list(_ summary: String, of element: Schema) -> Schema {
    Schema(shape: .list(of: element), summary: summary)
  }
  static func texts(_ summary: String) -> Schema { list(summary, of: .text("")) }
  /// A list of regular expressions.
  static func expressions(_ summary: String) -> Schema {
    list(summary, of: Schema(shape: .text(TextRules(isExpression: true)), summary: ""))
  }
  static func textMap(_ summary: String) -> Schema { Schema(shape: .map(of: .text("")), summary: summary) }
  static func object(_ summary: String, _ fields: [Field], rules: [Rule] = []) -> Schema {
    Schema(shape: .object(fields, rules: rules), summary: summary)
  }
  static func anything(_ summary: String) -> Schema { Schema(shape: .anything, summary: summary) }

  /// A mapping with nothing but the name of an object in the same namespace.
  static func localReference(_ summary: String) -> Schema {
    object(summary, [.required("name", .text("Name of the object, in the same namespace."))])
  }
}

extension Schema.Field {
  static func required(_ name: String, _ schema: Schema) -> Schema.Field {
    Schema.Field(name: name, schema: schema, isRequired: true)
  }
  static func optional(_ name: String, _ schema: Schema, default value: Value? = nil) -> Schema.Field {
    Schema.Field(name: name, schema: schema, defaultValue: value)
  }

  /// Marks a field of Flux that this release acts on only when it has one of `values`.
  func supported(only values: Value...) -> Schema.Field {
    var field = self
    field.support = .only(values)
    return field
  }

  /// Marks a field of Flux that this release does not act on.
  func notSupportedYet() -> Schema.Field {
    var field = self
    field.support = .only([])
    return field
  }
}
