package import Structure

/// One mistake in an object: where, and what to write instead.
package struct FieldError: Error, Sendable, Hashable {
  package enum Reason: Sendable {
    /// A required field is not there.
    case missing
    /// A field that the kind does not have.
    case unknown
    /// A value of the wrong type, form or range.
    case invalid
    /// A field or value of Flux that this release does not act on yet.
    case unsupported
  }

  package var reason: Reason
  package var path: FieldPath
  /// What is wrong and what was expected, without the path.
  package var message: String

  package init(_ reason: Reason, at path: FieldPath, _ message: String) {
    self.reason = reason
    self.path = path
    self.message = message
  }
}

extension FieldError {
  /// Where in the object's document, for finding file and line.
  package var pointer: JSONPointer {
    JSONPointer(
      path.steps.map { step in
        switch step {
        case .key(let key): key
        case .index(let index): "\(index)"
        }
      })
  }
}

extension FieldError: CustomStringConvertible {
  /// `spec.interval: "5x" is not a duration; write it like 30s, 5m or 1h30m`
  package var description: String { path.steps.isEmpty ? message : "\(path): \(message)" }
}

/// All mistakes of one object, in the order of its schema; never empty.
package struct InvalidObject: Error, Sendable, Hashable, CustomStringConvertible {
  package var errors: [FieldError]

  package init(errors: [FieldError]) { self.errors = errors }

  package var description: String { errors.map(\.description).joined(separator: "; ") }
}
