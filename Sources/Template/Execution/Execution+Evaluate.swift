extension Execution {
  /// The value of a pipeline; sets its variables.
  func evaluate(_ pipe: PipeNode, _ dot: Slot) throws -> Slot {
    current = pipe
    var value: Slot?
    for command in pipe.commands {
      value = try evaluate(command, dot, final: value)
      value?.boxed = false
    }
    let result = value ?? .invalid
    if !pipe.declarations.isEmpty {
      for variable in pipe.declarations {
        if pipe.isAssignment {
          try assign(variable, result)
        } else {
          variables.append((variable.identifier, result))
        }
      }
    }
    return result
  }

  private func evaluate(_ command: CommandNode, _ dot: Slot, final: Slot?) throws -> Slot {
    let arguments = command.arguments
    let first = arguments[0]
    switch first {
    case .field(let field):
      current = field
      return try chain(dot, dot, field, field.names[...], arguments, final)
    case .chain(let node): return try evaluate(node, dot, arguments, final)
    case .function(let node):
      current = node
      return try call(node.function, node.name, dot, command, arguments, final)
    case .pipe(let pipe):
      try refuseArguments(arguments, final)
      return try evaluate(pipe, dot)
    case .variable(let variable): return try evaluate(variable, dot, arguments, final)
    default: break
    }
    current = first.node
    try refuseArguments(arguments, final)
    switch first {
    case .bool(let node): return Slot(.bool(node.value))
    case .dot: return dot
    case .number(let number): return Slot(try ideal(number))
    case .string(let node): return Slot(.string(node.value))
    default: throw failure("nil is not a command")
    }
  }

  private func refuseArguments(_ arguments: [Operand], _ final: Slot?) throws {
    if arguments.count > 1 || final != nil {
      var text: [UInt8] = []
      arguments[0].node.write(to: &text)
      throw failure("can't give argument to non-function \(String(decoding: text, as: UTF8.self))")
    }
  }

  private func ideal(_ number: NumberNode) throws -> GoValue {
    current = number
    guard let value = number.ideal else {
      throw failure("\(String(decoding: number.text, as: UTF8.self)) overflows int")
    }
    return value
  }

  private func evaluate(_ variable: VariableNode, _ dot: Slot, _ arguments: [Operand], _ final: Slot?) throws -> Slot {
    current = variable
    let slot = try value(of: variable)
    if variable.fields.isEmpty {
      if arguments.count > 1 || final != nil { try refuseArguments(arguments, final) }
      return slot
    }
    return try chain(dot, slot, variable, variable.fields[...], arguments, final)
  }

  private func evaluate(_ node: ChainNode, _ dot: Slot, _ arguments: [Operand], _ final: Slot?) throws -> Slot {
    current = node
    if case .nothing = node.base { throw failure("indirection through explicit nil in \(node.source)") }
    let base = try argument(node.base, dot)
    return try chain(dot, base, node, node.names[...], arguments, final)
  }

  /// Follows fields; only the last one may be a method with arguments.
  private func chain(
    _ dot: Slot, _ receiver: Slot, _ node: Node, _ names: ArraySlice<ByteString>, _ arguments: [Operand],
    _ final: Slot?
  ) throws -> Slot {
    var receiver = receiver
    for name in names.dropLast() {
      receiver = try field(dot, name, node, [], nil, receiver)
    }
    guard let last = names.last else { return receiver }
    return try field(dot, last, node, arguments, final, receiver)
  }

  private func field(
    _ dot: Slot, _ name: ByteString, _ node: Node, _ arguments: [Operand], _ final: Slot?, _ receiver: Slot
  ) throws -> Slot {
    let hasArguments = arguments.count > 1 || final != nil
    switch receiver.value {
    case .map(let map):
      if hasArguments { throw failure("\(name) is not a method but has arguments") }
      if let value = map[name] { return Slot(value, boxed: map.element == .any) }
      switch options.missingKey {
      case .invalid: return .invalid
      case .zero: return Slot(map.zeroElement, boxed: map.element == .any)
      case .error: throw failure("map has no entry for key \(Parser.quoted(name.bytes))")
      }
    case .object(let object):
      switch object.member(name.text) {
      case .field(let value):
        if hasArguments { throw failure("\(name) has arguments but cannot be invoked as function") }
        return Slot(value)
      case .method(let function): return try call(function, name.text, dot, node, arguments, final)
      case nil: break
      }
    case .list(let list):
      if case .method(let function)? = list.member(name.text) {
        return try call(function, name.text, dot, node, arguments, final)
      }
    case .none:
      if receiver.boxed { throw failure("nil pointer evaluating interface {}.\(name)") }
      if options.missingKey == .error {
        throw failure("nil data; no entry for key \(Parser.quoted(name.bytes))")
      }
      return .invalid
    default: break
    }
    throw failure("can't evaluate field \(name) in type \(receiver.typeName)")
  }

  /// An argument as it is, for receivers and for the language's own functions.
  func argument(_ operand: Operand, _ dot: Slot) throws -> Slot {
    switch operand {
    case .dot(let node):
      current = node
      return dot
    case .nothing(let node):
      current = node
      return .invalid
    case .field(let field):
      current = field
      return try chain(dot, dot, field, field.names[...], [], nil)
    case .variable(let variable): return try evaluate(variable, dot, [], nil)
    case .pipe(let pipe):
      current = pipe
      return try evaluate(pipe, dot)
    case .function(let node):
      current = node
      return try call(node.function, node.name, dot, node, [], nil)
    case .chain(let node): return try evaluate(node, dot, [], nil)
    case .bool(let node):
      current = node
      return Slot(.bool(node.value))
    case .number(let number): return Slot(try ideal(number))
    case .string(let node):
      current = node
      return Slot(.string(node.value))
    }
  }

  /// An argument for a parameter; literals take its type.
  private func argument(_ operand: Operand, _ dot: Slot, as type: GoType) throws -> GoValue {
    switch operand {
    case .nothing(let node):
      current = node
      guard type.canBeNil else { throw failure("cannot assign nil to \(type.name)") }
      return zero(of: type)
    case .bool, .number, .string: return try literal(operand, as: type)
    case .function, .chain, .dot, .field, .variable, .pipe:
      return try convert(try argument(operand, dot), to: type)
    }
  }

  private func zero(of type: GoType) -> GoValue {
    switch type {
    case .slice(let element): .list(GoList([], element: element, isNil: true))
    case .map(let element): .map(GoMap(element: element, isNil: true))
    default: .none
    }
  }

  private func literal(_ operand: Operand, as type: GoType) throws -> GoValue {
    current = operand.node
    let wanted: String
    switch type.kind {
    case .interface: return try argument(operand, .invalid).value
    case .structure where type == .reflectValue: return try argument(operand, .invalid).value
    case .bool:
      if case .bool(let node) = operand { return .bool(node.value) }
      wanted = "bool"
    case .string:
      if case .string(let node) = operand { return .string(node.value) }
      wanted = "string"
    case .int, .int32, .int64:
      if case .number(let node) = operand, let integer = node.integer {
        return type == .int ? .int(Int(integer)) : .int64(integer)
      }
      wanted = "integer"
    case .uint, .uint8, .uint32, .uint64:
      if case .number(let node) = operand, let integer = node.unsigned {
        return .int64(Int64(bitPattern: integer))
      }
      wanted = "unsigned integer"
    case .float64:
      if case .number(let node) = operand, let number = node.double { return .double(number) }
      wanted = "float"
    case .complex128:
      if case .number(let node) = operand, let number = node.complex {
        return .object(GoComplex(number.real, number.imaginary))
      }
      wanted = "complex"
    default: throw failure("can't handle \(operand.node.source) for arg of type \(type.name)")
    }
    throw failure("expected \(wanted); found \(operand.node.source)")
  }

  /// Checks that a value fits a parameter. Nothing is converted: Go's templates don't.
  func convert(_ slot: Slot, to type: GoType) throws -> GoValue {
    switch (type, slot.value) {
    case (.any, _), (.string, .string), (.int, .int), (.bool, .bool), (.int64, .int64), (.float64, .double),
      (.reflectValue, _):
      return slot.value
    case (.map(let element), .map(let map)) where map.element == element: return slot.value
    case (.slice(let element), .list(let list)) where list.element == element: return slot.value
    case (_, .none):
      if slot.boxed { throw failure("wrong type for value; expected \(type.name); got interface {}") }
      guard type.canBeNil else { throw failure("invalid value; expected \(type.name)") }
      return zero(of: type)
    case (_, .object(let object)) where object.type == type: return slot.value
    default:
      throw failure("wrong type for value; expected \(type.name); got \(slot.value.typeName)")
    }
  }

  // MARK: Calls

  private func call(
    _ function: Function, _ name: String, _ dot: Slot, _ node: Node, _ arguments: [Operand], _ final: Slot?
  ) throws -> Slot {
    try step()
    let given = max(0, arguments.count - 1)
    let total = given + (final == nil ? 0 : 1)
    let parameters = function.parameters
    if function.isVariadic {
      if total < parameters.count - 1 {
        throw failure("wrong number of args for \(name): want at least \(parameters.count - 1) got \(given)")
      }
    } else if total != parameters.count {
      throw failure("wrong number of args for \(name): want \(parameters.count) got \(total)")
    }
    let last = parameters.count - 1
    switch function.body {
    case .values(let body):
      var values: [GoValue] = []
      values.reserveCapacity(total)
      for index in 0..<given {
        values.append(try argument(arguments[index + 1], dot, as: parameters[min(index, last)]))
      }
      if let final { values.append(try convert(final, to: parameters[min(given, last)])) }
      do {
        return Slot(try body(values, self))
      } catch {
        throw failed(name, node, error)
      }
    case .slots(let body):
      var slots: [Slot] = []
      slots.reserveCapacity(total)
      for index in 0..<given { slots.append(try argument(arguments[index + 1], dot)) }
      if let final { slots.append(final) }
      do {
        return try body(slots, self)
      } catch {
        throw failed(name, node, error)
      }
    case .shortCircuit(let stopsAtTruth):
      var result = Slot.invalid
      for index in 0..<given {
        result = try argument(arguments[index + 1], dot)
        if result.value.isTrue == stopsAtTruth { return result }
      }
      return final ?? result
    case .call:
      var slots: [Slot] = []
      for index in 0..<given { slots.append(try argument(arguments[index + 1], dot)) }
      if let final { slots.append(final) }
      let callee = given > 0 ? arguments[1].node.source : "<no value>"
      let reason =
        slots[0].value.isNone ? "call of nil" : "non-function \(callee) of type \(slots[0].value.typeName)"
      throw failed(name, node, FunctionError(reason))
    }
  }

  /// A function's error with its place. A limit keeps its own words.
  private func failed(_ name: String, _ node: Node, _ error: any Error) -> any Error {
    current = node
    switch error {
    case let error as FunctionError:
      return failure("error calling \(name): \(error.message)", causes: [error.message] + error.causes)
    case let error as TemplateError:
      if error.stage == .limit { return error }
      return failure("error calling \(name): \(error.message)", causes: [error.message] + error.causes)
    default: return failure("error calling \(name): \(error)", causes: ["\(error)"])
    }
  }
}
