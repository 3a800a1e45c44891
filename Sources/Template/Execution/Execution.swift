import Structure

/// Executes the templates of a set. One execution serves many templates in turn, on one thread at a time.
package final class Execution {
  @exclusivity(unchecked) package internal(set) var set: TemplateSet
  package let options: ExecutionOptions
  // An execution belongs to one thread at a time, and no access to these spans a call that could start another:
  // there is nothing for checks of exclusivity to find, and they would take a tenth of the time.
  @exclusivity(unchecked) var output: [UInt8] = []
  /// Where the text that is being made begins in `output`; what stands before belongs to templates further out.
  @exclusivity(unchecked) private var outputStart = 0
  /// What other threads still make for `output`, by the places where it belongs.
  @exclusivity(unchecked) private var promises: [(place: Int, promise: TextPromise)] = []
  @exclusivity(unchecked) var variables: [(identifier: Int32, slot: Slot)] = []
  /// Where the variables of the executing template begin.
  @exclusivity(unchecked) private var frame = 0
  /// The template that is executing; messages name it.
  @exclusivity(unchecked) var definition: Definition?
  /// The node at work, one of `definition`.
  @exclusivity(unchecked) var current: Node.Number = 0
  @exclusivity(unchecked) var stack = StackGuard.forThisThread()
  @exclusivity(unchecked) private var steps = 0
  @exclusivity(unchecked) private var depth = 0
  @exclusivity(unchecked) private var work = 0
  private let stepLimit: Int
  private let textLimit: Int
  /// How often each name is being included at the moment.
  @exclusivity(unchecked) var included: [ByteString: Int] = [:]
  /// Texts that `tpl` has parsed.
  var parsedTexts: [ByteString: [Definition]] = [:]
  /// Documents that `fromYaml` has read.
  var documents: [ByteString: GoValue] = [:]
  /// Regular expressions that were compiled.
  var expressions: [ByteString: RegularExpression] = [:]

  package init(_ set: TemplateSet, options: ExecutionOptions = ExecutionOptions()) {
    self.set = set
    self.options = options
    stepLimit = options.limits.steps
    textLimit = options.limits.text
  }

  /// What a template writes.
  /// - Throws: ``TemplateError``.
  package func execute(_ name: String, _ data: GoValue) throws -> [UInt8] {
    try begin(name, data).settled.bytes
  }

  /// What a template writes, without waiting for what other threads still make of it.
  /// - Throws: ``TemplateError``.
  package func begin(_ name: String, _ data: GoValue) throws -> PendingText {
    stack = StackGuard.forThisThread()
    variables = []
    frame = 0
    output = []
    outputStart = 0
    promises = []
    depth = 0
    definition = nil
    switch try render(ByteString(name), Slot(data)) {
    case .object(let object as PendingText): return object
    case .string(let text): return PendingText([.bytes(text.bytes)])
    default: return PendingText([])
    }
  }

  /// Executes a template into a text of its own, see ``text(of:_:)``; for `include` and the start.
  func render(_ name: ByteString, _ data: Slot) throws -> GoValue {
    guard let template = set.definitions[name] else {
      throw TemplateError(
        .executing,
        "template: no template \(Parser.quoted(name.bytes)) associated with template \"gotpl\"")
    }
    return try text(of: template, data)
  }

  /// What a template writes: a string or a ``PendingText``.
  func text(of template: Definition, _ data: Slot) throws -> GoValue {
    let outer = outputStart
    let start = output.count
    let mark = promises.count
    outputStart = start
    defer {
      output.removeLast(output.count - start)
      promises.removeLast(promises.count - mark)
      outputStart = outer
    }
    try run(template, data)
    guard promises.count > mark else { return .string(Array(output[start...])) }
    return .object(PendingText(output, from: start, promises[mark...]))
  }

  /// Executes a template into the current output with variables of its own.
  func run(_ template: Definition, _ data: Slot) throws {
    guard depth < options.limits.depth, !stack.isExhausted else {
      throw limit("exceeded maximum template depth (\(depth))")
    }
    try spend(Self.callSteps)
    let outer = (definition, current, frame)
    let mark = variables.count
    depth += 1
    defer {
      depth -= 1
      variables.removeLast(variables.count - mark)
      (definition, current, frame) = outer
    }
    frame = mark
    variables.append((0, data))
    definition = template
    current = template.root
    // What `break` and `continue` may leave is caught by their range.
    _ = try walk(template.tree, template.root, data)
  }

  // MARK: Limits

  @inline(__always)
  func step() throws { try spend(1) }

  /// Takes steps from what all templates together may take.
  @inline(__always)
  func spend(_ count: Int) throws {
    steps += count
    if steps > stepLimit { throw limit("exceeded the limit of \(stepLimit) steps") }
  }

  /// The steps that entering a template counts for.
  private static let callSteps = 20

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
    try checkOutput()
  }

  private func checkOutput() throws {
    if output.count - outputStart > textLimit {
      throw limit("the output is larger than the limit of \(textLimit) bytes")
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
      location: definition.location(Int(definition.tree[current].position)), template: definition.name.text,
      expression: definition.tree.source(of: current), reason: message)
    return TemplateError(
      .executing,
      "template: \(place.location): executing \(Parser.quoted(definition.name.bytes)) at <\(place.expression)>: "
        + message, place: place, causes: causes)
  }

  // MARK: Statements

  enum Signal { case normal, breakLoop, continueLoop }

  func walk(_ tree: SyntaxTree, _ list: Node.Number, _ dot: Slot) throws -> Signal {
    let list = tree[list]
    for index in list.first..<list.first + list.count {
      try step()
      let number = tree.child(index)
      let node = tree[number]
      switch node.kind {
      case .text:
        tree.bytes.withUnsafeBufferPointer { bytes in
          output.append(
            contentsOf: UnsafeBufferPointer(rebasing: bytes[Int(node.first)..<Int(node.count)]))
        }
        try checkOutput()
      case .action:
        current = number
        let slot = try evaluate(unsettled: node.first, tree, dot)
        if tree[node.first].other == 0 { try print(slot, number) }
      case .ifTrue, .with:
        let signal = try walkBranch(tree, number, node, dot)
        if signal != .normal { return signal }
      case .range:
        let signal = try walkRange(tree, number, node, dot)
        if signal != .normal { return signal }
      case .template: try call(tree, number, node, dot)
      case .breakLoop: return .breakLoop
      case .continueLoop: return .continueLoop
      default: break
      }
    }
    return .normal
  }

  private func dropVariables(_ visible: Int) {
    if variables.count > visible { variables.removeLast(variables.count - visible) }
  }

  private func walkBranch(_ tree: SyntaxTree, _ number: Node.Number, _ branch: Node, _ dot: Slot) throws -> Signal {
    current = number
    let visible = variables.count
    defer { dropVariables(visible) }
    if stack.isExhausted { throw limit("statements nest too deeply") }
    let slot = try evaluate(pipe: branch.first, tree, dot)
    if slot.value.isTrue { return try walk(tree, branch.count, branch.kind == .with ? slot : dot) }
    if branch.other >= 0 { return try walk(tree, branch.other, dot) }
    return .normal
  }

  private func call(_ tree: SyntaxTree, _ number: Node.Number, _ node: Node, _ dot: Slot) throws {
    current = number
    let name = tree.strings[Int(node.first)]
    guard let template = set.definitions[name] else {
      throw failure("template \(Parser.quoted(name.bytes)) not defined")
    }
    let data = node.other < 0 ? .invalid : try evaluate(pipe: node.other, tree, dot)
    current = number
    try run(template, data)
  }

  private func walkRange(_ tree: SyntaxTree, _ number: Node.Number, _ range: Node, _ dot: Slot) throws -> Signal {
    current = number
    let visible = variables.count
    defer { dropVariables(visible) }
    if stack.isExhausted { throw limit("statements nest too deeply") }
    let pipe = tree[range.first]
    let slot = try evaluate(pipe: range.first, tree, dot)
    let mark = variables.count
    var ran = false

    /// False ends the loop.
    func iterate(_ index: Slot, _ element: Slot) throws -> Bool {
      ran = true
      try bind(tree, pipe, index, element, mark)
      defer { dropVariables(mark) }
      try step()
      return try walk(tree, range.count, element) != .breakLoop
    }

    switch slot.value {
    case .none: break
    case .list(let list):
      let boxed = list.isBoxed
      for (index, element) in list.elements.enumerated() {
        guard try iterate(Slot(.int(index)), Slot(element, boxed: boxed)) else { break }
      }
    case .map(let map):
      let boxed = map.isBoxed
      for (key, element) in map.sorted() {
        guard try iterate(Slot(.string(key)), Slot(element, boxed: boxed)) else { break }
      }
    case .int(let count):
      if pipe.other > 1 {
        throw failure("can't use \(count) to iterate over more than one variable")
      }
      var index = 0
      while index < count {
        guard try iterate(.invalid, Slot(.int(index))) else { break }
        index += 1
      }
    case .int64(let count):
      if pipe.other > 1 {
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
    if !ran, range.other >= 0 { return try walk(tree, range.other, dot) }
    return .normal
  }

  private func bind(
    _ tree: SyntaxTree, _ pipe: Node, _ index: Slot, _ element: Slot, _ mark: Int
  ) throws {
    guard pipe.other > 0 else { return }
    if pipe.flag {
      if pipe.other > 1 {
        try assign(tree, tree.child(pipe.first), index)
        try assign(tree, tree.child(pipe.first + 1), element)
      } else {
        try assign(tree, tree.child(pipe.first), element)
      }
    } else {
      variables[mark - 1].slot = element
      if pipe.other > 1 { variables[mark - 2].slot = index }
    }
  }

  // MARK: Variables

  func assign(_ tree: SyntaxTree, _ variable: Node.Number, _ slot: Slot) throws {
    variables[try position(tree, tree[variable])].slot = slot
  }

  func value(_ tree: SyntaxTree, of variable: Node) throws -> Slot { variables[try position(tree, variable)].slot }

  private func position(_ tree: SyntaxTree, _ variable: Node) throws -> Int {
    var index = variables.count - 1
    while index >= frame {
      if variables[index].identifier == variable.other { return index }
      index -= 1
    }
    throw failure("undefined variable: \(tree.name(variable.first))")
  }

  // MARK: Printing

  private func print(_ slot: Slot, _ number: Node.Number) throws {
    switch slot.value {
    case .string(let text): try write(text.bytes)
    case .none: try write(Execution.noValue)
    default:
      if slot.value.kind == .function {
        current = number
        let source = definition?.tree.source(of: number) ?? ""
        throw failure("can't print \(source) of type \(slot.value.typeName)")
      }
      if case .object(let object as PendingText) = slot.value {
        for part in object.parts {
          switch part {
          case .bytes(let bytes): try write(bytes)
          case .promise(let promise): promises.append((output.count, promise))
          }
        }
      } else if case .object(let object) = slot.value, let text = object.addressedText {
        try write(text.bytes)
      } else {
        try visit(slot.value)
        try write(Formatter.display(slot.value).bytes)
      }
    }
  }

  static let noValue = Array("<no value>".utf8)
}
