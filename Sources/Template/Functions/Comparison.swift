/// `eq`, `ne`, `lt`, `le`, `gt`, `ge` with text/template's rules: kinds must agree, and nothing is converted.
enum Comparison {
  static let functions: [Function] = [
    Function(
      slots: "eq", [.reflectValue, .reflectValue], variadic: true,
      body: .slots { arguments, _ in
        Slot(.bool(try equal(arguments[0].value, arguments.dropFirst().map(\.value))))
      }),
    Function(
      slots: "ne", [.reflectValue, .reflectValue],
      body: .slots { arguments, _ in
        Slot(.bool(!(try equal(arguments[0].value, [arguments[1].value]))))
      }),
    Function(
      slots: "lt", [.reflectValue, .reflectValue],
      body: .slots { arguments, _ in
        Slot(.bool(try less(arguments[0].value, arguments[1].value)))
      }),
    Function(
      slots: "le", [.reflectValue, .reflectValue],
      body: .slots { arguments, _ in
        Slot(.bool(try lessOrEqual(arguments[0].value, arguments[1].value)))
      }),
    Function(
      slots: "gt", [.reflectValue, .reflectValue],
      body: .slots { arguments, _ in
        Slot(.bool(!(try lessOrEqual(arguments[0].value, arguments[1].value))))
      }),
    Function(
      slots: "ge", [.reflectValue, .reflectValue],
      body: .slots { arguments, _ in
        Slot(.bool(!(try less(arguments[0].value, arguments[1].value))))
      }),
  ]

  /// What can be compared with each other.
  private enum Basic {
    case bool(Bool)
    case complex(Double, Double)
    case integer(Int64)
    case unsigned(UInt64)
    case double(Double)
    case string(ByteString)
    case other
  }

  private static func basic(_ value: GoValue) -> Basic {
    switch value {
    case .bool(let flag): return .bool(flag)
    case .int(let number): return .integer(Int64(number))
    case .int64(let number): return .integer(number)
    case .double(let number): return .double(number)
    case .string(let text): return .string(text)
    case .none, .list, .map: return .other
    case .object(let object):
      if let complex = object as? GoComplex { return .complex(complex.real, complex.imaginary) }
      guard let integer = object.integer else { return .other }
      if (object as? GoInteger)?.isUnsigned == true { return .unsigned(UInt64(bitPattern: integer)) }
      return .integer(integer)
    }
  }

  private static func equal(_ left: GoValue, _ others: [GoValue]) throws -> Bool {
    guard !others.isEmpty else { throw FunctionError("missing argument for comparison") }
    let leftBasic = basic(left)
    for right in others {
      let isEqual: Bool
      switch (leftBasic, basic(right)) {
      case (.bool(let a), .bool(let b)): isEqual = a == b
      case (.complex(let a, let c), .complex(let b, let d)): isEqual = a == b && c == d
      case (.integer(let a), .integer(let b)): isEqual = a == b
      case (.unsigned(let a), .unsigned(let b)): isEqual = a == b
      case (.integer(let a), .unsigned(let b)): isEqual = a >= 0 && UInt64(a) == b
      case (.unsigned(let a), .integer(let b)): isEqual = b >= 0 && UInt64(b) == a
      case (.double(let a), .double(let b)): isEqual = a == b
      case (.string(let a), .string(let b)): isEqual = a == b
      case (.other, .other): isEqual = try equalOthers(left, right)
      default:
        if !left.isNone, !right.isNone { throw incompatible(left, right) }
        isEqual = false
      }
      if isEqual { return true }
    }
    return false
  }

  /// Maps, slices and objects: only nil and pointers can be compared.
  private static func equalOthers(_ left: GoValue, _ right: GoValue) throws -> Bool {
    if left.isNone || right.isNone { return isNil(left) && isNil(right) }
    guard left.kind == right.kind else {
      throw FunctionError(
        "non-comparable types \(Formatter.printf("%s", [left])): \(left.typeName), \(right.typeName): "
          + Formatter.display(right).text)
    }
    if isNil(left) || isNil(right) { return isNil(left) == isNil(right) }
    guard case .object(let a) = left, case .object(let b) = right, a.rangeValue == nil else {
      throw FunctionError("non-comparable type \(Formatter.printf("%s", [right])): \(right.typeName)")
    }
    return a.type.kind == .pointer ? a === b : a.isEqual(to: b)
  }

  private static func isNil(_ value: GoValue) -> Bool {
    switch value {
    case .none: true
    case .map(let map): map.isNil
    case .list(let list): list.isNil
    default: false
    }
  }

  private static func incompatible(_ left: GoValue, _ right: GoValue) -> FunctionError {
    FunctionError("incompatible types for comparison: \(left.typeName) and \(right.typeName)")
  }

  private static func less(_ left: GoValue, _ right: GoValue) throws -> Bool {
    let leftBasic = basic(left)
    if case .other = leftBasic { throw FunctionError("invalid type for comparison") }
    let rightBasic = basic(right)
    if case .other = rightBasic { throw FunctionError("invalid type for comparison") }
    switch (leftBasic, rightBasic) {
    case (.bool, .bool), (.complex, .complex): throw FunctionError("invalid type for comparison")
    case (.integer(let a), .integer(let b)): return a < b
    case (.unsigned(let a), .unsigned(let b)): return a < b
    case (.integer(let a), .unsigned(let b)): return a < 0 || UInt64(a) < b
    case (.unsigned(let a), .integer(let b)): return b >= 0 && a < UInt64(b)
    case (.double(let a), .double(let b)): return a < b
    case (.string(let a), .string(let b)): return a < b
    default: throw incompatible(left, right)
    }
  }

  private static func lessOrEqual(_ left: GoValue, _ right: GoValue) throws -> Bool {
    if try less(left, right) { return true }
    return try equal(left, [right])
  }
}
