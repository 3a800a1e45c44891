extension Execution {
  /// The value of a pipeline; sets its variables.
  func evaluate(pipe number: Node.Number, _ tree: SyntaxTree, _ dot: Slot) throws -> Slot {
    Self.settled(try evaluate(unsettled: number, tree, dot))
  }

  /// The value of a pipeline, which may be a ``PendingText``; sets its variables.
  func evaluate(unsettled number: Node.Number, _ tree: SyntaxTree, _ dot: Slot) throws -> Slot {
    current = number
    let pipe = tree[number]
    let first = pipe.first + pipe.other
    var value = try evaluate(command: tree.child(first), tree, dot, final: nil)
    value.boxed = false
    var index: Int32 = 1
    while index < pipe.count {
      let command = tree.child(first + index)
      if case .object = value.value, !takesPendingText(command, tree) { value = Self.settled(value) }
      value = try evaluate(command: command, tree, dot, final: value)
      value.boxed = false
      index += 1
    }
    if pipe.other > 0 { value = Self.settled(value) }
    index = 0
    while index < pipe.other {
      let variable = tree.child(pipe.first + index)
      if pipe.flag {
        try assign(tree, variable, value)
      } else {
        variables.append((tree[variable].other, value))
      }
      index += 1
    }
    return value
  }

  private func takesPendingText(_ command: Node.Number, _ tree: SyntaxTree) -> Bool {
    let operand = tree[tree.child(tree[command].first)]
    return operand.kind == .function && tree.functions[Int(operand.first)].takesPendingText
  }

  private func evaluate(
    command: Node.Number, _ tree: SyntaxTree, _ dot: Slot, final: Slot?
  ) throws -> Slot {
    let arguments = Arguments(tree[command])
    let number = tree.child(arguments.first)
    let node = tree[number]
    switch node.kind {
    case .field:
      current = number
      return try chain(tree, dot, dot, number, node.first, node.count, arguments, final)
    case .chain: return try evaluate(chain: number, node, tree, dot, arguments, final)
    case .function:
      current = number
      return try call(tree.functions[Int(node.first)], nil, tree, dot, command, arguments, final)
    case .pipe:
      try refuseArguments(tree, arguments, final)
      return try evaluate(unsettled: number, tree, dot)
    case .variable: return try evaluate(variable: number, node, tree, dot, arguments, final)
    default: break
    }
    current = number
    try refuseArguments(tree, arguments, final)
    switch node.kind {
    case .bool: return Slot(.bool(node.flag))
    case .dot: return dot
    case .number: return Slot(try ideal(tree, number, node))
    case .string: return Slot(.string(tree.strings[Int(node.first)]))
    default: throw failure("nil is not a command")
    }
  }

  /// The operand of a command and what follows it: children of the tree.
  private struct Arguments: BitwiseCopyable {
    var first: Int32
    /// With the operand itself.
    var count: Int32

    @inline(__always)
    init(_ command: Node) {
      first = command.first
      count = command.count
    }

    private init() {
      first = 0
      count = 0
    }

    static var none: Arguments { Arguments() }
  }

  private func refuseArguments(_ tree: SyntaxTree, _ arguments: Arguments, _ final: Slot?) throws {
    if arguments.count > 1 || final != nil {
      throw failure("can't give argument to non-function \(tree.source(of: tree.child(arguments.first)))")
    }
  }

  private func ideal(_ tree: SyntaxTree, _ number: Node.Number, _ node: Node) throws -> GoValue {
    current = number
    guard let value = tree.numbers[Int(node.first)].ideal else {
      throw failure("\(tree.source(of: number)) overflows int")
    }
    return value
  }

  private func evaluate(
    variable number: Node.Number, _ node: Node, _ tree: SyntaxTree, _ dot: Slot, _ arguments: Arguments,
    _ final: Slot?
  ) throws -> Slot {
    current = number
    let slot = try value(tree, of: node)
    if node.count == 1 {
      if arguments.count > 1 || final != nil { try refuseArguments(tree, arguments, final) }
      return slot
    }
    return try chain(tree, dot, slot, number, node.first + 1, node.count - 1, arguments, final)
  }

  private func evaluate(
    chain number: Node.Number, _ node: Node, _ tree: SyntaxTree, _ dot: Slot, _ arguments: Arguments, _ final: Slot?
  ) throws -> Slot {
    current = number
    if tree[node.other].kind == .nothing {
      throw failure("indirection through explicit nil in \(tree.source(of: number))")
    }
    let base = try argument(tree, node.other, dot)
    return try chain(tree, dot, base, number, node.first, node.count, arguments, final)
  }

  /// Follows fields; only the last one may be a method with arguments.
  private func chain(
    _ tree: SyntaxTree, _ dot: Slot, _ receiver: Slot, _ number: Node.Number, _ first: Int32, _ count: Int32,
    _ arguments: Arguments, _ final: Slot?
  ) throws -> Slot {
    var receiver = receiver
    let last = first + count - 1
    var name = first
    while name < last {
      receiver = try field(tree, dot, name, number, .none, nil, receiver)
      name += 1
    }
    return try field(tree, dot, last, number, arguments, final, receiver)
  }

  private func field(
    _ tree: SyntaxTree, _ dot: Slot, _ nameNumber: Int32, _ number: Node.Number, _ arguments: Arguments,
    _ final: Slot?, _ receiver: Slot
  ) throws -> Slot {
    let hasArguments = arguments.count > 1 || final != nil
    let word = Int(tree.names[Int(nameNumber)])
    let name = tree.words[word]
    switch receiver.value {
    case .map(let map):
      if hasArguments { throw failure("\(name) is not a method but has arguments") }
      if let value = map.value(name, hash: tree.hashes[word]) { return Slot(value, boxed: map.isBoxed) }
      switch options.missingKey {
      case .invalid: return .invalid
      case .zero: return Slot(map.zeroElement, boxed: map.isBoxed)
      case .error: throw failure("map has no entry for key \(Parser.quoted(name.bytes))")
      }
    case .object(let object):
      switch object.member(name.text) {
      case .field(let value):
        if hasArguments { throw failure("\(name) has arguments but cannot be invoked as function") }
        return Slot(value)
      case .method(let function): return try call(function, name, tree, dot, number, arguments, final)
      case nil: break
      }
    case .list(let list):
      if case .method(let function)? = list.member(name.text) {
        return try call(function, name, tree, dot, number, arguments, final)
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

  // MARK: Arguments

  /// An argument as it is, for receivers and for the language's own functions.
  private func argument(_ tree: SyntaxTree, _ number: Node.Number, _ dot: Slot) throws -> Slot {
    let node = tree[number]
    switch node.kind {
    case .field:
      current = number
      return try chain(tree, dot, dot, number, node.first, node.count, .none, nil)
    case .variable: return try evaluate(variable: number, node, tree, dot, .none, nil)
    case .pipe: return try evaluate(pipe: number, tree, dot)
    case .function:
      current = number
      return try call(tree.functions[Int(node.first)], nil, tree, dot, number, .none, nil)
    case .chain: return try evaluate(chain: number, node, tree, dot, .none, nil)
    case .number: return Slot(try ideal(tree, number, node))
    default: break
    }
    current = number
    switch node.kind {
    case .dot: return dot
    case .bool: return Slot(.bool(node.flag))
    case .string: return Slot(.string(tree.strings[Int(node.first)]))
    default: return .invalid
    }
  }

  /// An argument for a parameter; literals take its type.
  private func argument(
    _ tree: SyntaxTree, _ number: Node.Number, _ dot: Slot, for function: Function, at index: Int
  ) throws -> GoValue {
    let node = tree[number]
    let check = function.checks[index]
    switch node.kind {
    case .nothing:
      current = number
      let type = function.parameters[index]
      guard type.canBeNil else { throw failure("cannot assign nil to \(type.name)") }
      return zero(of: type)
    case .string where check == .any || check == .string:
      current = number
      return .string(tree.strings[Int(node.first)])
    case .bool, .number, .string:
      if check == .any { return try argument(tree, number, dot).value }
      return try literal(tree, number, node, as: function.parameters[index])
    case .pipe where function.takesPendingText:
      return try convert(try evaluate(unsettled: number, tree, dot), for: function, at: index)
    default: return try convert(try argument(tree, number, dot), for: function, at: index)
    }
  }

  private func zero(of type: GoType) -> GoValue {
    switch type {
    case .slice(let element): .list(GoList([], element: element, isNil: true))
    case .map(let element): .map(GoMap(element: element, isNil: true))
    default: .none
    }
  }

  private func literal(
    _ tree: SyntaxTree, _ number: Node.Number, _ node: Node, as type: GoType
  ) throws -> GoValue {
    current = number
    let literal = node.kind == .number ? tree.numbers[Int(node.first)] : nil
    let wanted: String
    switch type.kind {
    case .interface: return try argument(tree, number, .invalid).value
    case .bool:
      if node.kind == .bool { return .bool(node.flag) }
      wanted = "bool"
    case .string: wanted = "string"
    case .int, .int32, .int64:
      if let integer = literal?.integer { return type == .int ? .int(Int(integer)) : .int64(integer) }
      wanted = "integer"
    case .uint, .uint8, .uint32, .uint64:
      if let integer = literal?.unsigned { return .int64(Int64(bitPattern: integer)) }
      wanted = "unsigned integer"
    case .float64:
      if let number = literal?.double { return .double(number) }
      wanted = "float"
    case .complex128:
      if let number = literal?.complex { return .object(GoComplex(number.real, number.imaginary)) }
      wanted = "complex"
    default: throw failure("can't handle \(tree.source(of: number)) for arg of type \(type.name)")
    }
    throw failure("expected \(wanted); found \(tree.source(of: number))")
  }

  @inline(__always)
  private func convert(_ slot: Slot, for function: Function, at index: Int) throws -> GoValue {
    switch (function.checks[index], slot.value) {
    case (.any, _), (.string, .string), (.int, .int), (.bool, .bool): return slot.value
    case (.dictionary, .map(let map)) where map.isBoxed: return slot.value
    default: return try convert(slot, to: function.parameters[index])
    }
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

  /// - Parameter member: The name under which a method was found; nil calls a function by its own.
  private func call(
    _ function: Function, _ member: ByteString?, _ tree: SyntaxTree, _ dot: Slot, _ number: Node.Number,
    _ arguments: Arguments, _ final: Slot?
  ) throws -> Slot {
    try step()
    let given = max(0, Int(arguments.count) - 1)
    let total = given + (final == nil ? 0 : 1)
    let last = function.parameters.count - 1
    if function.isVariadic ? total < last : total != last + 1 {
      let wanted = function.isVariadic ? "at least \(last) got \(given)" : "\(last + 1) got \(total)"
      throw failure("wrong number of args for \(member?.text ?? function.name): want \(wanted)")
    }
    switch function.body {
    case .values(let body):
      var values: [GoValue] = []
      values.reserveCapacity(total)
      for index in 0..<given {
        values.append(
          try argument(tree, tree.child(arguments.first + 1 + Int32(index)), dot, for: function, at: min(index, last)))
      }
      if let final { values.append(try convert(final, for: function, at: min(given, last))) }
      try pay(for: function, values)
      do {
        return Slot(try body(values, self))
      } catch {
        throw failed(member?.text ?? function.name, number, error)
      }
    case .slots(let body):
      let slots = try slots(tree, dot, arguments, given, final)
      do {
        return try body(slots, self)
      } catch {
        throw failed(member?.text ?? function.name, number, error)
      }
    case .shortCircuit(let stopsAtTruth):
      var result = Slot.invalid
      for index in 0..<given {
        result = try argument(tree, tree.child(arguments.first + 1 + Int32(index)), dot)
        if result.value.isTrue == stopsAtTruth { return result }
      }
      return final ?? result
    case .call:
      let slots = try slots(tree, dot, arguments, given, final)
      let callee = given > 0 ? tree.source(of: tree.child(arguments.first + 1)) : "<no value>"
      let reason =
        slots[0].value.isNone ? "call of nil" : "non-function \(callee) of type \(slots[0].value.typeName)"
      throw failed(function.name, number, FunctionError(reason))
    }
  }

  private func slots(
    _ tree: SyntaxTree, _ dot: Slot, _ arguments: Arguments, _ given: Int, _ final: Slot?
  ) throws -> [Slot] {
    var slots: [Slot] = []
    slots.reserveCapacity(given + 1)
    for index in 0..<given {
      slots.append(try argument(tree, tree.child(arguments.first + 1 + Int32(index)), dot))
    }
    if let final { slots.append(final) }
    return slots
  }

  /// A function's error with its place. A limit keeps its own words.
  private func failed(_ name: String, _ number: Node.Number, _ error: any Error) -> any Error {
    current = number
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
