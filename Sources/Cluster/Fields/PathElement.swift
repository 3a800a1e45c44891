package import Structure

/// One step on the way to an owned field of an object.
package enum PathElement: Sendable, Hashable {
  /// The key of a mapping.
  case field(String)
  /// The element of a list of mappings whose key fields have these values, sorted by name.
  case key([KeyField])
  /// The element of a set.
  case value(Value)
  case index(Int)

  /// One of the fields that identify an element of a list of mappings.
  package struct KeyField: Sendable, Hashable {
    package var name: String
    package var value: Value

    package init(name: String, value: Value) {
      self.name = name
      self.value = value
    }
  }
}

extension PathElement {
  /// As `managedFields` writes it: `f:name`, `k:{"port":80,"protocol":"TCP"}`, `v:"text"`, `i:3`.
  package var fieldsV1: String {
    switch self {
    case .field(let name): return "f:\(name)"
    case .index(let index): return "i:\(index)"
    case .value(let value): return "v:\(JSON.text(value))"
    case .key(let fields):
      let pairs = fields.map { "\(JSON.text(.string($0.name))):\(JSON.text($0.value))" }
      return "k:{\(pairs.joined(separator: ","))}"
    }
  }

  /// Reads ``fieldsV1``; nil when the text is none.
  package init?(fieldsV1 text: String) {
    let rest = String(text.dropFirst(2))
    switch text.prefix(2) {
    case "f:": self = .field(rest)
    case "i:":
      guard let index = Int(rest) else { return nil }
      self = .index(index)
    case "v:":
      guard let value = try? JSON.parse(Array(rest.utf8)) else { return nil }
      self = .value(value)
    case "k:":
      guard let fields = (try? JSON.parse(Array(rest.utf8)))?.object, !fields.isEmpty else { return nil }
      self = .key(fields.map { KeyField(name: $0.key, value: $0.value) }.sorted { $0.name < $1.name })
    default: return nil
    }
  }
}

extension PathElement: CustomStringConvertible {
  /// As Kubernetes prints paths in conflicts: `.name`, `[name="web"]`, `[="text"]`, `[3]`.
  package var description: String {
    switch self {
    case .field(let name): ".\(name)"
    case .index(let index): "[\(index)]"
    case .value(let value): "[=\(JSON.text(value))]"
    case .key(let fields): "[" + fields.map { "\($0.name)=\(JSON.text($0.value))" }.joined(separator: ",") + "]"
    }
  }
}
