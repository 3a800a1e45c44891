/// The Go types that templates meet, as far as they can be told apart from inside one.
package indirect enum GoType: Sendable, Hashable {
  /// `interface {}`.
  case any
  /// `reflect.Value`: a parameter of the language's own functions, which see values unconverted.
  case reflectValue
  case bool, string, int, int32, int64, uint, uint8, uint32, uint64, float64, complex128
  case slice(GoType)
  /// `map[string]T`.
  case map(GoType)
  /// A named type; kind as reflect names it.
  case named(String, kind: GoKind)

  /// `map[string]interface {}`.
  package static let dictionary = GoType.map(.any)
  /// `[]interface {}`.
  package static let list = GoType.slice(.any)

  /// As reflect.Type's String gives it.
  package var name: String {
    switch self {
    case .any: "interface {}"
    case .reflectValue: "reflect.Value"
    case .bool: "bool"
    case .string: "string"
    case .int: "int"
    case .int32: "int32"
    case .int64: "int64"
    case .uint: "uint"
    case .uint8: "uint8"
    case .uint32: "uint32"
    case .uint64: "uint64"
    case .float64: "float64"
    case .complex128: "complex128"
    case .slice(let element): "[]" + element.name
    case .map(let element): "map[string]" + element.name
    case .named(let name, _): name
    }
  }

  /// As reflect.Kind.
  package var kind: GoKind {
    switch self {
    case .any: .interface
    case .reflectValue: .structure
    case .bool: .bool
    case .string: .string
    case .int: .int
    case .int32: .int32
    case .int64: .int64
    case .uint: .uint
    case .uint8: .uint8
    case .uint32: .uint32
    case .uint64: .uint64
    case .float64: .float64
    case .complex128: .complex128
    case .slice: .slice
    case .map: .map
    case .named(_, let kind): kind
    }
  }

  /// Whether nil may stand for it.
  var canBeNil: Bool {
    switch self {
    case .reflectValue: true
    default:
      switch kind {
      case .interface, .map, .slice, .pointer, .function: true
      default: false
      }
    }
  }
}

/// reflect.Kind, with the names that `kindOf` shows.
package enum GoKind: String, Sendable, Hashable {
  case invalid, bool, string, int, int32, int64, uint, uint8, uint32, uint64, float64, complex128
  case slice, map
  case pointer = "ptr"
  case structure = "struct"
  case interface
  case function = "func"
}
