extension JSONPatch {
  /// Applies the operations in their order.
  /// - Throws: ``JSONPatchError`` for the first one that can't be applied; `document` is then left as it was.
  package func apply(to document: inout Value) throws(JSONPatchError) {
    var result = document
    for (index, operation) in operations.enumerated() {
      do throws(Problem) {
        try Self.apply(operation, to: &result)
      } catch {
        throw JSONPatchError(index: index, operation: operation.name, path: operation.path, reason: error.reason)
      }
    }
    document = result
  }

  /// The document with the operations applied.
  package func applied(to document: Value) throws(JSONPatchError) -> Value {
    var result = document
    try apply(to: &result)
    return result
  }

  /// The document with a patch applied that is still in its written form.
  package static func apply(_ patch: Value, to document: Value) throws(JSONPatchError) -> Value {
    try JSONPatch(patch).applied(to: document)
  }

  private struct Problem: Error { var reason: String }

  private static func apply(_ operation: Operation, to document: inout Value) throws(Problem) {
    switch operation {
    case .add(let path, let value): try add(value, at: path, to: &document)
    case .remove(let path): _ = try remove(path, from: &document)
    case .replace(let path, let value):
      try edit(&document, path.tokens[...]) { slot throws(Problem) in slot = value }
    case .move(let from, let path):
      guard !(path.tokens.count > from.tokens.count && path.tokens.starts(with: from.tokens)) else {
        throw Problem(reason: "a value cannot move into itself")
      }
      let value = try remove(from, from: &document)
      try add(value, at: path, to: &document)
    case .copy(let from, let path):
      guard let value = from.get(from: document) else { throw Problem(reason: "there is nothing at \"\(from)\"") }
      try add(value, at: path, to: &document)
    case .test(let path, let value):
      guard let found = path.get(from: document) else { throw Problem(reason: "there is nothing to compare with") }
      // Numbers compare by value, as RFC 6902 says: 1 is 1.0.
      guard found.isNumericallyEqual(to: value) else {
        throw Problem(reason: "the test failed: found \(found.summary), expected \(value.summary)")
      }
    }
  }

  private static func add(_ value: Value, at path: JSONPointer, to document: inout Value) throws(Problem) {
    guard let last = path.tokens.last else {
      document = value
      return
    }
    try edit(&document, path.tokens.dropLast()) { parent throws(Problem) in
      switch parent {
      case .object: parent[last] = value
      case .array(var elements):
        parent = .null
        defer { parent = .array(elements) }
        guard last != "-" else { return elements.append(value) }
        elements.insert(value, at: try position(last, upTo: elements.count))
      default: throw Problem(reason: "its parent is \(parent.typeName), not a mapping or a list")
      }
    }
  }

  private static func remove(_ path: JSONPointer, from document: inout Value) throws(Problem) -> Value {
    guard let last = path.tokens.last else {
      defer { document = .null }
      return document
    }
    var removed = Value.null
    try edit(&document, path.tokens.dropLast()) { parent throws(Problem) in
      switch parent {
      case .object(let mapping):
        guard let value = mapping[last] else { throw missing(last, in: mapping, path: path) }
        removed = value
        parent[last] = nil
      case .array(var elements):
        parent = .null
        defer { parent = .array(elements) }
        removed = elements.remove(at: try position(last, upTo: elements.count - 1))
      default: throw Problem(reason: "there is nothing at \"\(path)\": its parent is \(parent.typeName)")
      }
    }
    return removed
  }

  /// Walks down to an existing value and edits it in place.
  private static func edit(
    _ value: inout Value, _ tokens: ArraySlice<String>, _ body: (inout Value) throws(Problem) -> Void
  ) throws(Problem) {
    guard let token = tokens.first else { return try body(&value) }
    let rest = tokens.dropFirst()
    switch value {
    case .object(var mapping):
      guard let index = mapping.index(of: token) else { throw missing(token, in: mapping, path: nil) }
      value = .null
      defer { value = .object(mapping) }
      try mapping.update(at: index) { slot throws(Problem) in try edit(&slot, rest, body) }
    case .array(var elements):
      let index = try position(token, upTo: elements.count - 1)
      value = .null
      defer { value = .array(elements) }
      try edit(&elements[index], rest, body)
    default: throw Problem(reason: "the path goes on with \"\(token)\" inside \(value.typeName)")
    }
  }

  private static func position(_ token: String, upTo last: Int) throws(Problem) -> Int {
    guard let index = JSONPointer.index(token) else {
      throw Problem(reason: "\"\(token)\" is no position in a list (a number from 0 on, or - to append)")
    }
    guard index <= last else { throw Problem(reason: "the list has no position \(index); the last one is \(last)") }
    return index
  }

  private static func missing(_ key: String, in mapping: Mapping, path: JSONPointer?) -> Problem {
    let known = mapping.keys.sorted().prefix(8).joined(separator: ", ")
    let place = path.map { " at \"\($0)\"" } ?? ""
    return Problem(
      reason: "there is no key \"\(key)\"\(place)"
        + (known.isEmpty ? "; the mapping is empty" : "; there are: \(known)"))
  }
}

extension JSONPatch.Operation {
  package var name: String {
    switch self {
    case .add: "add"
    case .remove: "remove"
    case .replace: "replace"
    case .move: "move"
    case .copy: "copy"
    case .test: "test"
    }
  }

  package var path: JSONPointer {
    switch self {
    case .add(let path, _), .remove(let path), .replace(let path, _), .move(_, let path), .copy(_, let path),
      .test(let path, _):
      path
    }
  }
}

extension Value {
  /// Equality in which numbers count by their value: 1 equals 1.0.
  package func isNumericallyEqual(to other: Value) -> Bool {
    switch (self, other) {
    case (.int(let number), .double(let double)), (.double(let double), .int(let number)):
      Int64(exactly: double) == number
    case (.uint(let number), .double(let double)), (.double(let double), .uint(let number)):
      UInt64(exactly: double) == number
    case (.array(let left), .array(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.isNumericallyEqual(to: $1) }
    case (.object(let left), .object(let right)):
      left.count == right.count
        && left.allSatisfy { key, value in right[key].map { value.isNumericallyEqual(to: $0) } ?? false }
    default: self == other
    }
  }

  /// The value in a few words for an error message. Texts are not shown: one may be a secret.
  fileprivate var summary: String {
    switch self {
    case .null, .bool, .int, .uint, .double: JSON.text(self)
    default: typeName
    }
  }
}
