import Structure

/// A schema as it is evaluated: its keywords in the order in which they are looked at.
struct SchemaNode: Sendable {
  typealias ID = Int32

  var location: LocationTable.ID
  /// Which resource of the program it belongs to; references look for dynamic anchors there.
  var resource: Int32
  var keywords: [Keyword] = []
  /// Whether it wants to know which entries others have looked at.
  var tracksEvaluated = false
}

/// One keyword with what it needs; names of schemas are positions in ``Program/nodes``.
enum Keyword: Sendable {
  /// The schema `false`.
  case nothing
  case type(TypeSet)
  case constant(Value)
  case enumeration([Value])
  case format(Format)
  case reference(SchemaNode.ID)
  case recursiveReference(SchemaNode.ID, isDynamic: Bool)
  case dynamicReference(SchemaNode.ID, anchor: String?)

  case minProperties(Int)
  case maxProperties(Int)
  case required([String])
  case dependencies([Dependency], keyword: String)
  case members(Members)
  case propertyNames(SchemaNode.ID)

  case minItems(Int)
  case maxItems(Int)
  case uniqueItems
  case items(Items)
  case contains(Contains)

  case minLength(Int)
  case maxLength(Int)
  case pattern(RegularExpression)

  case bound(Bound)
  case multipleOf(Decimal, Value)

  case not(SchemaNode.ID)
  case allOf([SchemaNode.ID])
  case anyOf([SchemaNode.ID])
  case oneOf([SchemaNode.ID])
  case conditional(SchemaNode.ID, then: SchemaNode.ID?, else: SchemaNode.ID?)

  case unevaluatedProperties(SchemaNode.ID)
  case unevaluatedItems(SchemaNode.ID)
}

/// What the presence of an entry demands.
struct Dependency: Sendable {
  enum Demand: Sendable {
    case names([String])
    case schema(SchemaNode.ID)
  }
  var name: String
  var demand: Demand
}

/// `properties`, `patternProperties` and `additionalProperties`, which share the entries of a mapping among them.
struct Members: Sendable {
  enum Additional: Sendable {
    case allowed
    case refused
    case schema(SchemaNode.ID)
    case unmentioned
  }
  var properties: [MemberName: SchemaNode.ID] = [:]
  var patterns: [(RegularExpression, SchemaNode.ID)] = []
  var additional = Additional.unmentioned
}

/// A key compared by its bytes.
struct MemberName: Hashable, Sendable {
  var text: String

  static func == (left: MemberName, right: MemberName) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

/// What stands at the places of a list.
struct Items: Sendable {
  enum Rest: Sendable {
    case unmentioned
    case schema(SchemaNode.ID)
    /// `additionalItems: false`, which counts them instead of looking at each.
    case refused
  }
  var prefix: [SchemaNode.ID] = []
  var rest = Rest.unmentioned
}

struct Contains: Sendable {
  var schema: SchemaNode.ID
  var minimum: Int?
  var maximum: Int?
  /// Whether what it matches counts as looked at.
  var marks: Bool
}

/// A limit of a number.
struct Bound: Sendable {
  enum Kind: String, Sendable { case minimum, maximum, exclusiveMinimum, exclusiveMaximum }
  var kind: Kind
  var limit: Value
  var decimal: Decimal
}

/// The types of JSON, in the order in which messages name them.
struct TypeSet: OptionSet, Sendable {
  var rawValue: UInt8

  static let null = TypeSet(rawValue: 1)
  static let boolean = TypeSet(rawValue: 2)
  static let number = TypeSet(rawValue: 4)
  static let integer = TypeSet(rawValue: 8)
  static let string = TypeSet(rawValue: 16)
  static let array = TypeSet(rawValue: 32)
  static let object = TypeSet(rawValue: 64)

  static let names = ["null", "boolean", "number", "integer", "string", "array", "object"]

  /// The type of that name; nil when there is none.
  init?(name: String) {
    guard let index = Self.names.firstIndex(of: name) else { return nil }
    rawValue = 1 << UInt8(index)
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The type of a value; every number is a ``number``.
  init(of value: Value) {
    switch value {
    case .null: self = .null
    case .bool: self = .boolean
    case .int, .uint, .double: self = .number
    case .string: self = .string
    case .array: self = .array
    case .object: self = .object
    }
  }

  var description: String {
    Self.names.enumerated().filter { rawValue & (1 << UInt8($0.offset)) != 0 }.map(\.element)
      .joined(separator: " or ")
  }
}
