/// One node of a dynamic document: what YAML, JSON, Kubernetes objects and chart values are made of.
///
/// Numbers follow Go's view of a Kubernetes object: integers that fit are ``int(_:)``, integers above
/// `Int64.max` are ``uint(_:)``, everything else is ``double(_:)``. `1` and `1.0` are different values.
package enum Value: Sendable, Hashable {
  case null
  case bool(Bool)
  case int(Int64)
  /// An integer above `Int64.max`; smaller ones are always ``int(_:)``.
  case uint(UInt64)
  case double(Double)
  case string(String)
  case array([Value])
  case object(Mapping)
}

extension Value {
  /// The text of a ``string(_:)``, otherwise nil.
  package var string: String? { if case .string(let text) = self { text } else { nil } }
  /// The integer of an ``int(_:)``, otherwise nil.
  package var int: Int64? { if case .int(let number) = self { number } else { nil } }
  /// The truth value of a ``bool(_:)``, otherwise nil.
  package var bool: Bool? { if case .bool(let flag) = self { flag } else { nil } }
  /// The elements of an ``array(_:)``, otherwise nil.
  package var array: [Value]? { if case .array(let elements) = self { elements } else { nil } }
  /// The entries of an ``object(_:)``, otherwise nil.
  package var object: Mapping? { if case .object(let mapping) = self { mapping } else { nil } }
  /// Whether this is ``null``.
  package var isNull: Bool { if case .null = self { true } else { false } }

  /// The word an operator knows this kind of value by, for error messages: "a list", "a string" …
  package var typeName: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .int, .uint: "an integer"
    case .double: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "a mapping"
    }
  }

  /// The value under `key` of a mapping; nil when this is no mapping or has no such key.
  ///
  /// Setting edits a mapping in place (nil removes the key); setting on anything but a mapping replaces it with one.
  package subscript(key: String) -> Value? {
    get { if case .object(let mapping) = self { mapping[key] } else { nil } }
    set {
      var mapping = takeObject()
      mapping[key] = newValue
      self = .object(mapping)
    }
    _modify {
      var mapping = takeObject()
      defer { self = .object(mapping) }
      yield &mapping[key]
    }
  }

  /// Takes the mapping out and leaves null, so that the mapping has one owner while it is edited; an empty mapping
  /// when this is none.
  private mutating func takeObject() -> Mapping {
    guard case .object(let mapping) = self else {
      self = .null
      return Mapping()
    }
    self = .null
    return mapping
  }

  /// Edits the entries of a mapping in place; does nothing and gives nil when this is no mapping.
  @discardableResult
  package mutating func withObject<Result>(_ body: (inout Mapping) throws -> Result) rethrows -> Result? {
    guard case .object(var mapping) = self else { return nil }
    self = .null
    defer { self = .object(mapping) }
    return try body(&mapping)
  }

  /// Edits the elements of a list in place; does nothing and gives nil when this is no list.
  @discardableResult
  package mutating func withArray<Result>(_ body: (inout [Value]) throws -> Result) rethrows -> Result? {
    guard case .array(var elements) = self else { return nil }
    self = .null
    defer { self = .array(elements) }
    return try body(&elements)
  }

  /// The value at a chain of mapping keys; nil when a step is missing.
  package subscript(path keys: String...) -> Value? {
    var current = self
    for key in keys {
      guard let next = current[key] else { return nil }
      current = next
    }
    return current
  }
}

extension Value {
  /// Texts are equal when their bytes are, as in Go; not by Unicode equivalence.
  package static func == (left: Value, right: Value) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.bool(let left), .bool(let right)): left == right
    case (.int(let left), .int(let right)): left == right
    case (.uint(let left), .uint(let right)): left == right
    case (.double(let left), .double(let right)): left == right
    case (.string(let left), .string(let right)): left.hasSameBytes(as: right)
    case (.array(let left), .array(let right)): left == right
    case (.object(let left), .object(let right)): left == right
    default: false
    }
  }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .bool(value) }
  package init(integerLiteral value: Int64) { self = .int(value) }
  package init(floatLiteral value: Double) { self = .double(value) }
  package init(arrayLiteral elements: Value...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, Value)...) {
    var mapping = Mapping()
    for (key, value) in elements { mapping[key] = value }
    self = .object(mapping)
  }
}
