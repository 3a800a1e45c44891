/// The header fields of a request or a response, in order; names compare without case.
package struct HTTPHeaders: Sendable, Hashable, ExpressibleByDictionaryLiteral {
  /// One field as it stands on the wire.
  package struct Field: Sendable, Hashable {
    package var name: String
    package var value: String
  }

  /// All fields in the order in which they were added or received.
  package private(set) var fields: [Field] = []

  package init() {}

  package init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { append(name, value) }
  }

  /// Adds a field and keeps those of the same name.
  package mutating func append(_ name: String, _ value: String) { fields.append(Field(name: name, value: value)) }

  /// All values of `name`.
  package func values(_ name: String) -> [String] {
    fields.filter { Self.equal($0.name, name) }.map(\.value)
  }

  /// The first value of `name`; setting replaces all of them, nil removes them.
  package subscript(name: String) -> String? {
    get { fields.first { Self.equal($0.name, name) }?.value }
    set {
      fields.removeAll { Self.equal($0.name, name) }
      if let newValue { append(name, newValue) }
    }
  }

  /// Keeps the fields for which `body` is true.
  package mutating func filter(_ body: (Field) -> Bool) { fields = fields.filter(body) }

  private static func equal(_ left: String, _ right: String) -> Bool {
    left.utf8.count == right.utf8.count && left.lowercased() == right.lowercased()
  }
}
