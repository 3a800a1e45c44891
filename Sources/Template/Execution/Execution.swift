import Structure

/// Executes the templates of a set. One execution serves many templates in turn, on one thread at a time.
package final class Execution {
  package internal(set) var set: TemplateSet
  package let options: ExecutionOptions
  var output: [UInt8] = []
  var variables: [(identifier: Int, slot: Slot)] = []
  /// The template that is executing; messages name it.
  var definition: Definition?
  /// The node at work. It belongs to `definition`, which keeps it alive.
  unowned(unsafe) var current: Node
  private let nowhere = Node(0)
  var stack = StackGuard.forThisThread()
  private var steps = 0
  private var depth = 0
  private var work = 0
  /// How often each name is being included at the moment.
  var included: [ByteString: Int] = [:]
  /// Texts that `tpl` has parsed.
  var parsedTexts: [ByteString: [Definition]] = [:]
  /// Regular expressions that were compiled.
  var expressions: [ByteString: RegularExpression] = [:]

  package init(_ set: TemplateSet, options: ExecutionOptions = ExecutionOptions()) {
    self.set = set
    self.options = options
    current = nowhere
  }

  /// What a template writes.
  /// - Throws: ``TemplateError``.
  package func execute(_ name: String, _ data: GoValue) throws -> [UInt8] {
    stack = StackGuard.forThisThread()
    variables = []
    output = []
    steps = 0
    work = 0
    depth = 0
    definition = nil
    return try render(ByteString(name), Slot(data))
  }

  /// Executes a template into a text of its own; for `include`, `tpl` and the start.
  func render(_ name: ByteString, _ data: Slot) throws -> [UInt8] {
    guard let template = set.definitions[name] else {
      throw TemplateError(
        .executing,
        "template: no template \(Parser.quoted(name.bytes)) associated with template \"gotpl\"")
    }
    let outer = output
    output = []
    defer { output = outer }
    try run(template, data)
    return output
  }

  /// Executes a template into the current output with variables of its own.
  func run(_ template: Definition, _ data: Slot) throws {
    guard depth < options.limits.depth, !stack.isExhausted else {
      throw limit("exceeded maximum template depth (\(depth))")
    }
    let outer = (variables, definition, current)
    depth += 1
    defer {
      depth -= 1
      (variables, definition, current) = outer
    }
    variables = [(0, data)]
    definition = template
    current = template.root
    // What `break` and `continue` may leave is caught by their range.
    _ = try walk(template.root, data)
  }

  // MARK: Limits

  @inline(__always)
  func step() throws {
    steps += 1
    if steps > options.limits.steps { throw limit("exceeded the limit of \(options.limits.steps) steps") }
  }

  /// Charges a function for the bytes or elements that it is about to make.
  /// - Throws: A clear error when one text, or all together, would be too large.
  package func charge(_ bytes: Int) throws {
    if bytes > options.limits.text {
      throw FunctionError("the result would be larger than the limit of \(options.limits.text) bytes")
    }
    work += bytes
    if work > options.limits.work {
      throw FunctionError("templates made more than the limit of \(options.limits.work) bytes")
    }
  }

  /// Charges a function for a list.
  package func charge(elements: Int) throws {
    if elements > options.limits.elements {
      throw FunctionError("the list would be longer than the limit of \(options.limits.elements) elements")
    }
    work += elements * 16
    if work > options.limits.work {
      throw FunctionError("templates made more than the limit of \(options.limits.work) bytes")
    }
  }

  @inline(__always)
  func write(_ bytes: [UInt8]) throws {
    output.append(contentsOf: bytes)
    if output.count > options.limits.text {
      throw limit("the output is larger than the limit of \(options.limits.text) bytes")
    }
  }

  // MARK: Errors

  func limit(_ message: String) -> TemplateError {
    var error = failure(message)
    error.stage = .limit
    return error
  }

  /// An error at the current node.
  func failure(_ message: String, causes: [String] = []) -> TemplateError {
    guard let definition else { return TemplateError(.executing, "template: \(message)", causes: causes) }
    let place = TemplateError.Place(
      location: definition.source.location(current.position), template: definition.name.text,
      expression: current.source, reason: message)
    return TemplateError(
      .executing,
      "template: \(place.location): executing \(Parser.quoted(definition.name.bytes)) at <\(place.expression)>: "
        + message, place: place, causes: causes)
  }

  // MARK: Statements

  enum Signal { case normal, breakLoop, continueLoop }

  func walk(_ list: ListNode, _ dot: Slot) throws -> Signal {
    for statement in list.statements {
      try step()
      switch statement {
      case .text(let bytes): try write(bytes)
      case .action(let action):
        current = action
        let slot = try evaluate(action.pipe, dot)
        if action.pipe.declarations.isEmpty { try print(slot, action) }
      case .branch(let branch):
        let signal = try walkBranch(branch, dot)
        if signal != .normal { return signal }
      case .range(let range):
        let signal = try walkRange(range, dot)
        if signal != .normal { return signal }
      case .template(let template): try call(template, dot)
      case .breakLoop: return .breakLoop
      case .continueLoop: return .continueLoop
      }
    }
    return .normal
  }

  private func walkBranch(_ branch: BranchNode, _ dot: Slot) throws -> Signal {
    current = branch
    let visible = variables.count
    defer { variables.removeLast(variables.count - visible) }
    if stack.isExhausted { throw limit("statements nest too deeply") }
    let slot = try evaluate(branch.pipe, dot)
    if slot.value.isTrue { return try walk(branch.list, branch.keyword == .with ? slot : dot) }
    if let list = branch.elseList { return try walk(list, dot) }
    return .normal
  }

  private func call(_ node: TemplateNode, _ dot: Slot) throws {
    current = node
    guard let template = set.definitions[node.name] else {
      throw failure("template \(Parser.quoted(node.name.bytes)) not defined")
    }
    let data = try node.pipe.map { try evaluate($0, dot) } ?? .invalid
    current = node
    try run(template, data)
  }

  private func walkRange(_ range: BranchNode, _ dot: Slot) throws -> Signal {
    current = range
    let visible = variables.count
    defer { variables.removeLast(variables.count - visible) }
    if stack.isExhausted { throw limit("statements nest too deeply") }
    let slot = try evaluate(range.pipe, dot)
    let mark = variables.count
    var ran = false

    /// False ends the loop.
    func iterate(_ index: Slot, _ element: Slot) throws -> Bool {
      ran = true
      try bind(range.pipe, index, element, mark)
      defer { variables.removeLast(variables.count - mark) }
      try step()
      return try walk(range.list, element) != .breakLoop
    }

    switch slot.value {
    case .none: break
    case .list(let list):
      let boxed = list.element == .any
      for (index, element) in list.elements.enumerated() {
        guard try iterate(Slot(.int(index)), Slot(element, boxed: boxed)) else { break }
      }
    case .map(let map):
      let boxed = map.element == .any
      for (key, element) in map.sorted() {
        guard try iterate(Slot(.string(key)), Slot(element, boxed: boxed)) else { break }
      }
    case .int(let count):
      if range.pipe.declarations.count > 1 {
        throw failure("can't use \(count) to iterate over more than one variable")
      }
      var index = 0
      while index < count {
        guard try iterate(.invalid, Slot(.int(index))) else { break }
        index += 1
      }
    case .int64(let count):
      if range.pipe.declarations.count > 1 {
        throw failure("can't use \(count) to iterate over more than one variable")
      }
      var index: Int64 = 0
      while index < count {
        guard try iterate(.invalid, Slot(.int64(index))) else { break }
        index += 1
      }
    case .object(let object) where object.rangeValue != nil:
      let (entries, boxed) = object.rangeValue ?? ([], false)
      for (key, element) in entries {
        guard try iterate(Slot(key), Slot(element, boxed: boxed)) else { break }
      }
    default:
      throw failure("range can't iterate over \(Formatter.display(slot.value).text)")
    }
    if !ran, let list = range.elseList { return try walk(list, dot) }
    return .normal
  }

  private func bind(_ pipe: PipeNode, _ index: Slot, _ element: Slot, _ mark: Int) throws {
    let declared = pipe.declarations
    guard !declared.isEmpty else { return }
    if pipe.isAssignment {
      if declared.count > 1 {
        try assign(declared[0], index)
        try assign(declared[1], element)
      } else {
        try assign(declared[0], element)
      }
    } else {
      variables[mark - 1].slot = element
      if declared.count > 1 { variables[mark - 2].slot = index }
    }
  }

  // MARK: Variables

  func assign(_ variable: VariableNode, _ slot: Slot) throws {
    var index = variables.count - 1
    while index >= 0 {
      if variables[index].identifier == variable.identifier {
        variables[index].slot = slot
        return
      }
      index -= 1
    }
    throw failure("undefined variable: \(variable.name)")
  }

  func value(of variable: VariableNode) throws -> Slot {
    var index = variables.count - 1
    while index >= 0 {
      if variables[index].identifier == variable.identifier { return variables[index].slot }
      index -= 1
    }
    throw failure("undefined variable: \(variable.name)")
  }

  // MARK: Printing

  private func print(_ slot: Slot, _ node: ActionNode) throws {
    switch slot.value {
    case .string(let text): try write(text.bytes)
    case .none: try write(Execution.noValue)
    default:
      if slot.value.kind == .function {
        current = node
        throw failure("can't print \(node.source) of type \(slot.value.typeName)")
      }
      if case .object(let object) = slot.value, let text = object.addressedText {
        try write(text.bytes)
      } else {
        try write(Formatter.display(slot.value).bytes)
      }
    }
  }

  static let noValue = Array("<no value>".utf8)
}
