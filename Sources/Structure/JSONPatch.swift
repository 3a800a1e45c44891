/// JSON Patch (RFC 6902): a list of operations that apply all or none.
package struct JSONPatch: Sendable, Hashable {
  package enum Operation: Sendable, Hashable {
    case add(path: JSONPointer, value: Value)
    case remove(path: JSONPointer)
    case replace(path: JSONPointer, value: Value)
    case move(from: JSONPointer, path: JSONPointer)
    case copy(from: JSONPointer, path: JSONPointer)
    case test(path: JSONPointer, value: Value)
  }

  package var operations: [Operation]

  package init(_ operations: [Operation]) { self.operations = operations }

  /// Reads a patch from a list of mappings with `op`, `path`, and `value` or `from`.
  /// - Throws: ``JSONPatchError`` that names the operation and what is wrong with it.
  package init(_ document: Value) throws(JSONPatchError) {
    guard case .array(let elements) = document else {
      throw JSONPatchError(index: nil, reason: "a JSON patch is a list of operations, not \(document.typeName)")
    }
    operations = []
    for (index, element) in elements.enumerated() { operations.append(try Self.operation(element, index: index)) }
  }

  private static func operation(_ element: Value, index: Int) throws(JSONPatchError) -> Operation {
    guard case .object(let fields) = element else {
      throw JSONPatchError(index: index, reason: "an operation is a mapping, not \(element.typeName)")
    }
    guard let name = fields["op"]?.string else { throw JSONPatchError(index: index, reason: "has no \"op\"") }
    func pointer(_ field: String) throws(JSONPatchError) -> JSONPointer {
      guard let text = fields[field]?.string else {
        throw JSONPatchError(index: index, operation: name, reason: "has no \"\(field)\"")
      }
      do throws(SyntaxError) {
        return try JSONPointer(parsing: text)
      } catch {
        throw JSONPatchError(index: index, operation: name, reason: error.message)
      }
    }
    let path = try pointer("path")
    func value() throws(JSONPatchError) -> Value {
      guard let value = fields["value"] else {
        throw JSONPatchError(index: index, operation: name, path: path, reason: "has no \"value\"")
      }
      return value
    }
    switch name {
    case "add": return .add(path: path, value: try value())
    case "remove": return .remove(path: path)
    case "replace": return .replace(path: path, value: try value())
    case "move": return .move(from: try pointer("from"), path: path)
    case "copy": return .copy(from: try pointer("from"), path: path)
    case "test": return .test(path: path, value: try value())
    default:
      throw JSONPatchError(
        index: index, reason: "unknown op \"\(name)\"; known are add, remove, replace, move, copy and test")
    }
  }

  /// The patch as a document.
  package var document: Value {
    .array(
      operations.map { operation in
        switch operation {
        case .add(let path, let value): ["op": "add", "path": .string("\(path)"), "value": value]
        case .remove(let path): ["op": "remove", "path": .string("\(path)")]
        case .replace(let path, let value): ["op": "replace", "path": .string("\(path)"), "value": value]
        case .move(let from, let path): ["op": "move", "from": .string("\(from)"), "path": .string("\(path)")]
        case .copy(let from, let path): ["op": "copy", "from": .string("\(from)"), "path": .string("\(path)")]
        case .test(let path, let value): ["op": "test", "path": .string("\(path)"), "value": value]
        }
      })
  }
}

/// Why a ``JSONPatch`` could not be read or applied.
package struct JSONPatchError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The operation at fault, counted from 0; nil when the patch as a whole is wrong.
  package var index: Int?
  package var operation: String?
  package var path: JSONPointer?
  /// What is wrong, in words.
  package var reason: String

  package init(index: Int?, operation: String? = nil, path: JSONPointer? = nil, reason: String) {
    self.index = index
    self.operation = operation
    self.path = path
    self.reason = reason
  }

  /// `operation 2 (replace "/spec/replicas"): …`, counted from 0 as a pointer into the patch would.
  package var description: String {
    guard let index else { return reason }
    let words = [operation, path.map { "\"\($0)\"" }].compactMap { $0 }
    return "operation \(index)\(words.isEmpty ? "" : " (\(words.joined(separator: " ")))"): \(reason)"
  }
}
