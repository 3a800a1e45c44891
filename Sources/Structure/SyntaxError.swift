/// A text that is not the YAML or JSON it should be.
package struct SyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The reason in words, without position.
  package var message: String
  package var position: SourcePosition?

  package init(message: String, position: SourcePosition?) {
    self.message = message
    self.position = position
  }

  /// `LINE:COLUMN: message`; put the file's name and a colon in front of it.
  package var description: String { position.map { "\($0): \(message)" } ?? message }
}
