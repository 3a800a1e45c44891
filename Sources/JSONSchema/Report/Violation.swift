package import Structure

/// One thing in a value that its schema does not allow.
package struct Violation: Sendable, Hashable {
  /// The value at fault; `YAML.locate` finds its line and column.
  package var location: JSONPointer
  /// The keyword's place in the schema, an address with `%` in front of what an address cannot have:
  /// `file:///values.schema.json#/properties/a/minimum`.
  package var schemaLocation: String
  /// The keyword that failed; empty for a schema that is `false`, and for several failures of one schema.
  package var keyword: String
  /// What is wrong, in the words that Helm prints.
  package var message: String
  /// The keys that the message is about, when it is about some: those that are missing, or not allowed.
  package var names: [String] = []
  /// Why none of the alternatives held, or what is wrong in a part that counts as one.
  package var causes: [Violation] = []
  /// Whether this only holds together what is wrong with one part of the value.
  package internal(set) var isGroup = false
  /// The location that Helm prints where it is not the true one; see ``helmText(_:)``.
  var helmLocation: JSONPointer?
  /// Whether a reference led here, which keeps a group from being taken apart.
  var isReferenced = false

  /// The most exact place to show: the first key that is not allowed, else ``location``.
  package var subject: JSONPointer {
    let isAboutEntry = keyword == "additionalProperties" || keyword == "propertyNames"
    guard isAboutEntry, let name = names.first else { return location }
    return location.appending(name)
  }

  /// The violations without causes of their own, in order.
  package var leaves: [Violation] { causes.isEmpty ? [self] : causes.flatMap(\.leaves) }
}

extension Violation {
  /// The lines that Helm prints for the violations of one chart, each with a line break at its end.
  ///
  /// Helm counts the elements behind `prefixItems` from 0 again, and places what is wrong with a key at the root; the
  /// lines follow it, ``location`` does not.
  package static func helmText(_ violations: [Violation]) -> String {
    var text = ""
    for violation in violations { violation.write(indent: "", into: &text) }
    return text
  }

  private func write(indent: String, into text: inout String) {
    text += "\(indent)- at \(GoQuote.text((helmLocation ?? location).description)): \(message)\n"
    for cause in causes { cause.write(indent: indent + "  ", into: &text) }
  }
}
