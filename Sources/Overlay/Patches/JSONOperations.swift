import Structure

/// An RFC 6902 patch, applied the way the library that kustomize uses does it.
struct JSONOperations {
  struct Operation {
    var name: String
    var path: String
    var from: String
    /// Nil when the operation has none.
    var value: Value?
  }

  let operations: [Operation]

  /// Reads a list of operations, in YAML or JSON.
  /// - Throws: When the text is no such list.
  init(_ bytes: [UInt8]) throws(Failure) {
    let value: Value
    do {
      value = try YAML.documents(bytes, options: YAML.ReadOptions(duplicateKeys: .lastWins)).first?.value ?? .null
    } catch {
      var failure = Failure("invalid YAML: \(error.message)", position: error.position)
      failure.isMalformed = true
      throw failure
    }
    guard case .array(let elements) = value else {
      throw Failure("a JSON patch must be a list of operations, not \(value.typeName)")
    }
    var operations: [Operation] = []
    for (index, element) in elements.enumerated() {
      guard case .object(let fields) = element else {
        var failure = Failure("operation \(index) of the JSON patch must be a mapping, not \(element.typeName)")
        failure.pointer = ["\(index)"]
        throw failure
      }
      operations.append(
        Operation(
          name: fields["op"]?.string ?? "", path: fields["path"]?.string ?? "", from: fields["from"]?.string ?? "",
          value: fields["value"]))
    }
    self.operations = operations
  }

  /// The patched object: a fresh tree.
  func apply(to object: Node) throws(Failure) -> Node {
    var root = try object.normalized()
    for (index, operation) in operations.enumerated() {
      do throws(Failure) {
        try apply(operation, &root)
      } catch {
        var failure = error.prefixed("JSON patch operation \(index) (\(operation.name) \(operation.path))")
        failure.pointer = [
          "\(index)", ["add", "remove", "replace", "move", "copy", "test"].contains(operation.name) ? "path" : "op",
        ]
        throw failure
      }
    }
    return root
  }

  private func apply(_ operation: Operation, _ root: inout Node) throws(Failure) {
    let value = Node(data: operation.value ?? .null)
    switch operation.name {
    case "add":
      if operation.path.isEmpty { root = value } else { try Place(operation.path, in: root).add(value) }
    case "remove": try Place(operation.path, in: root).remove()
    case "replace":
      if operation.path.isEmpty { root = value } else { try Place(operation.path, in: root).replace(value) }
    case "move":
      let source = try Place(operation.from, in: root)
      let moved = try source.existing()
      try source.remove()
      try Place(operation.path, in: root).add(moved)
    case "copy": try Place(operation.path, in: root).add(Place(operation.from, in: root).existing().copy())
    case "test":
      let found = operation.path.isEmpty ? root : try Place(operation.path, in: root).value()
      guard try (found?.value() ?? .null) == (operation.value ?? .null) else {
        throw Failure("the test failed: another value stands there")
      }
    default:
      let known = ["add", "remove", "replace", "move", "copy", "test"]
      throw Failure("unknown operation '\(operation.name)'\(NearestName.hint(operation.name, among: known))")
    }
  }

  /// A child of a container, by the last part of a pointer.
  private struct Place {
    let parent: Node
    let key: String

    init(_ pointer: String, in root: Node) throws(Failure) {
      guard pointer.utf8.first == UInt8(ascii: "/") else {
        throw Failure("the pointer '\(pointer)' must begin with '/'")
      }
      let parts = pointer.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        .map { Self.unescaped(Substring($0)) }
      var current = root
      for (index, part) in parts.dropLast().enumerated() {
        guard let next = try Self.child(part, of: current) else {
          let missing = parts[0...index].joined(separator: "/")
          let names = current.kind == .mapping ? current.entries.map(\.key.text) : []
          throw Failure("'/\(missing)' does not exist\(NearestName.hint(part, among: names))")
        }
        current = next
      }
      guard current.kind == .mapping || current.kind == .sequence else {
        throw Failure("'\(pointer)' leads into \(current.kindName)")
      }
      parent = current
      key = parts[parts.count - 1]
    }

    private static func unescaped(_ part: Substring) -> String {
      guard part.utf8.contains(UInt8(ascii: "~")) else { return String(part) }
      var result = ""
      var escape = false
      for character in part {
        if escape {
          result += character == "1" ? "/" : character == "0" ? "~" : "~\(character)"
          escape = false
        } else if character == "~" {
          escape = true
        } else {
          result.append(character)
        }
      }
      return escape ? result + "~" : result
    }

    private static func child(_ part: String, of node: Node) throws(Failure) -> Node? {
      switch node.kind {
      case .mapping: return node.field(part)
      case .sequence:
        guard part != "-" else { return nil }
        guard let index = Int(part) else { throw Failure("'\(part)' is no index of a list") }
        let place = index < 0 ? index + node.items.count : index
        return node.items.indices.contains(place) ? node.items[place] : nil
      default: return nil
      }
    }

    func value() throws(Failure) -> Node? { try Self.child(key, of: parent) }

    func existing() throws(Failure) -> Node {
      guard let found = try value() else { throw missing() }
      return found
    }

    private func missing() -> Failure {
      let names = parent.kind == .mapping ? parent.entries.map(\.key.text) : []
      return Failure("there is no '\(key)' to work on\(NearestName.hint(key, among: names))")
    }

    func add(_ value: Node) throws(Failure) {
      guard parent.kind == .sequence else {
        put(value)
        return
      }
      if key == "-" {
        parent.items.append(value)
        return
      }
      guard let index = Int(key) else { throw Failure("'\(key)' is no index of a list") }
      let count = parent.items.count
      let place = index < 0 ? index + count + 1 : index
      guard (0...count).contains(place) else { throw Failure("index \(key) is out of the list of \(count) elements") }
      parent.items.insert(value, at: place)
    }

    func replace(_ value: Node) throws(Failure) {
      // In a mapping the library takes what is missing for null, and replaces that.
      guard parent.kind == .sequence, let index = Int(key) else {
        put(value)
        return
      }
      guard try self.value() != nil else { throw missing() }
      parent.items[index < 0 ? index + parent.items.count : index] = value
    }

    func remove() throws(Failure) {
      guard try value() != nil else { throw missing() }
      guard parent.kind == .sequence, let index = Int(key) else {
        parent.clear(key)
        return
      }
      parent.items.remove(at: index < 0 ? index + parent.items.count : index)
    }

    private func put(_ value: Node) {
      if let index = parent.entries.firstIndex(where: { $0.key.text == key }) {
        parent.entries[index].value = value
      } else {
        parent.entries.append(Node.Entry(key: .string(key), value: value))
      }
    }
  }
}
