/// Why a template could not be parsed or executed; the text is Go's.
package struct TemplateError: Error, Sendable, CustomStringConvertible {
  package enum Stage: Sendable { case parsing, executing, limit }
  package var stage: Stage
  /// The whole message: `template: NAME:LINE:COLUMN: executing "NAME" at <EXPRESSION>: …`.
  package var message: String
  /// Where and at what the failing template stood; nil for what has no place.
  package var place: Place?
  /// What `include`, `tpl` or a function reported, from the outside in.
  package var causes: [String]

  /// The pieces of ``message``.
  package struct Place: Sendable {
    /// `NAME:LINE:COLUMN`.
    package var location: String
    /// The template that was executing.
    package var template: String
    /// The expression.
    package var expression: String
    /// The rest of the message.
    package var reason: String
  }

  package init(_ stage: Stage, _ message: String, place: Place? = nil, causes: [String] = []) {
    self.stage = stage
    self.message = message
    self.place = place
    self.causes = causes
  }

  package var description: String { message }
}

/// What a function reports; the executor adds where.
package struct FunctionError: Error, Sendable, CustomStringConvertible {
  package var message: String
  /// The messages of the errors inside this one, from the outside in.
  package var causes: [String]

  package init(_ message: String, causes: [String] = []) {
    self.message = message
    self.causes = causes
  }

  package var description: String { message }
}
