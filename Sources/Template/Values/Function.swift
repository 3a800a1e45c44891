/// A function or method that templates can call.
package final class Function: Sendable {
  /// How the body is called.
  package enum Body: Sendable {
    /// Converted arguments in, a plain value out.
    case values(@Sendable (_ arguments: [GoValue], _ execution: Execution) throws -> GoValue)
    /// Unconverted arguments, for the language's own functions (`index`, `slice`, `len` …).
    case slots(@Sendable (_ arguments: [Slot], _ execution: Execution) throws -> Slot)
    /// `and` and `or` stop at the argument that decides.
    case shortCircuit(stopsAtTruth: Bool)
    /// `call`.
    case call
  }

  package let name: String
  /// The parameter types; the last one repeats when ``isVariadic``.
  package let parameters: [GoType]
  package let isVariadic: Bool
  package let body: Body
  /// What each of ``parameters`` asks of a value, at a glance.
  let checks: [Check]
  /// What a call costs.
  let cost: FunctionCost
  /// Whether an argument that comes through a pipeline may be a ``PendingText``.
  let takesPendingText: Bool

  /// The types that most parameters have; everything else is looked at more closely.
  enum Check: UInt8, BitwiseCopyable {
    case any, bool, int, string, dictionary, other

    init(_ type: GoType) {
      switch type {
      case .any, .reflectValue: self = .any
      case .bool: self = .bool
      case .int: self = .int
      case .string: self = .string
      case .dictionary: self = .dictionary
      default: self = .other
      }
    }
  }

  package init(
    _ name: String, _ parameters: [GoType], variadic: Bool = false, takesPendingText: Bool = false,
    _ body: @escaping @Sendable (_ arguments: [GoValue], _ execution: Execution) throws -> GoValue
  ) {
    self.name = name
    self.parameters = parameters
    checks = parameters.map(Check.init)
    cost = .of(name)
    isVariadic = variadic
    self.takesPendingText = takesPendingText
    self.body = .values(body)
  }

  init(slots name: String, _ parameters: [GoType], variadic: Bool = false, body: Body) {
    self.name = name
    self.parameters = parameters
    checks = parameters.map(Check.init)
    cost = .of(name)
    isVariadic = variadic
    takesPendingText = false
    self.body = body
  }
}

/// The functions that a template may name.
package struct FunctionTable: Sendable {
  private var functions: [String: Function] = [:]

  package init() {}

  package subscript(name: String) -> Function? { functions[name] }
  package mutating func add(_ function: Function) { functions[function.name] = function }
  package mutating func add(_ others: [Function]) { for function in others { add(function) } }
  package mutating func remove(_ name: String) { functions[name] = nil }
  package var names: [String] { functions.keys.sorted() }
}

/// A value on its way through a template: Go's reflect.Value.
///
/// `boxed` says that it stands in an `interface {}` variable (a map's element, a slice's element), which Go's
/// rules for nil and some of its messages look at: a boxed nil is a value, a plain nil is none.
package struct Slot {
  package var value: GoValue
  package var boxed: Bool

  @inline(__always)
  package init(_ value: GoValue, boxed: Bool = false) {
    self.value = value
    self.boxed = boxed
  }

  static var invalid: Slot { Slot(.none) }

  @inline(__always)
  var isValid: Bool { boxed || !value.isNone }

  /// The name of the static type.
  var typeName: String { boxed ? "interface {}" : value.typeName }
}
