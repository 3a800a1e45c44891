import Structure

/// Parses a template's text into the definitions that stand in it.
struct Parser {
  let file: String
  let functionTable: FunctionTable
  let stack: StackGuard
  var lexer: Lexer
  /// Tokens put back, the last one first.
  private var pending = InlineArray<4, Token>(repeating: Token(kind: .endOfFile, start: 0, end: 0))
  private var pendingCount = 0
  /// The last token that came from the lexer: messages name its line.
  private var last = Token(kind: .endOfFile, start: 0, end: 0)
  private var definitions: [(name: ByteString, root: Node.Number)] = []
  /// The variables that can be seen, by what stands for their names.
  var variables: [Int32] = [0]
  /// Where the action begins that is being parsed; negative outside actions.
  private var actionStart: Int32 = -1
  var rangeDepth = 0

  // What the tree is made of.
  private var nodes: [Node] = []
  private var children: [Node.Number] = []
  /// Children of nodes that are not complete yet.
  var scratch = ScratchPad()
  var words = WordTable()
  /// The words that are names, in the order of the nodes.
  var names: [Int32] = []
  var strings: [ByteString] = []
  var numbers: [NumberLiteral] = []
  private var functions: [Function] = []
  /// The place in `functions` of the words that name one; negative for others.
  private var functionNumbers: [Int32] = []

  private init(bytes: [UInt8], file: String, functions: FunctionTable, stack: StackGuard) {
    self.file = file
    functionTable = functions
    self.stack = stack
    lexer = Lexer(bytes)
    // The number of `$` is 0.
    _ = words.number([UInt8(ascii: "$")], 0..<1)
  }

  /// The definitions of a text: those of `define` and `block` in order, then the text itself under `name`.
  static func parse(
    _ bytes: [UInt8], name: String, functions: FunctionTable, stack: StackGuard
  ) throws(TemplateError) -> [Definition] {
    guard bytes.count < Int32.max else {
      throw TemplateError(.parsing, "template: \(name):1: the text is larger than 2 GiB")
    }
    var parser = Parser(bytes: bytes, file: name, functions: functions, stack: stack)
    let mark = parser.scratch.count
    while true {
      let token = parser.peek()
      if token.kind == .endOfFile { break }
      if token.kind == .leftDelimiter {
        let delimiter = parser.next()
        let keyword = parser.nextNonSpace()
        if keyword.kind == .define {
          try parser.definition()
          continue
        }
        parser.putBack(keyword)
        parser.putBack(delimiter)
      }
      switch try parser.textOrAction() {
      case .statement(let statement): parser.scratch.append(statement)
      case .nothing: break
      case .end: throw parser.error("unexpected {{end}}")
      case .elseBranch: throw parser.error("unexpected {{else}}")
      }
    }
    try parser.add(ByteString(name), parser.list(0, from: mark))
    return parser.finish()
  }

  private consuming func finish() -> [Definition] {
    let tree = SyntaxTree(
      bytes: lexer.input, nodes: nodes, children: children, words: words.texts, hashes: words.hashes, names: names,
      strings: strings, numbers: numbers, functions: functions)
    return definitions.map { name, root in
      Definition(name: name, file: file, tree: tree, root: root, isEmpty: isEmpty(root))
    }
  }

  // MARK: Tokens

  mutating func next() -> Token {
    if pendingCount > 0 {
      pendingCount -= 1
      return pending[pendingCount]
    }
    last = lexer.next()
    return last
  }

  mutating func putBack(_ token: Token) {
    pending[pendingCount] = token
    pendingCount += 1
  }

  mutating func nextNonSpace() -> Token {
    while true {
      let token = next()
      if token.kind != .space { return token }
    }
  }

  mutating func peek() -> Token {
    let token = next()
    putBack(token)
    return token
  }

  mutating func peekNonSpace() -> Token {
    let token = nextNonSpace()
    putBack(token)
    return token
  }

  mutating func expect(_ kind: Token.Kind, _ context: String) throws(TemplateError) -> Token {
    let token = nextNonSpace()
    guard token.kind == kind else { throw unexpected(token, context) }
    return token
  }

  func error(_ message: String) -> TemplateError {
    TemplateError(.parsing, "template: \(file):\(lexer.line(of: last)): \(message)")
  }

  func unexpected(_ token: Token, _ context: String) -> TemplateError {
    let description = lexer.description(of: token)
    guard token.kind == .error else { return error("unexpected \(description) in \(context)") }
    var extra = ""
    if actionStart >= 0 {
      let line = lexer.line(Int(actionStart))
      if line != lexer.line(of: token) {
        let start = description.hasSuffix(" action") ? " started at" : " in action started at"
        extra = "\(start) \(file):\(line)"
      }
    }
    return error(description + extra)
  }

  /// - Throws: When texts nest deeper than the stack allows.
  func checkDepth() throws(TemplateError) {
    if stack.isExhausted { throw error("max expression depth exceeded") }
  }

  // MARK: Nodes

  mutating func node(_ node: Node) -> Node.Number {
    nodes.append(node)
    return Node.Number(nodes.count - 1)
  }

  func kind(_ number: Node.Number) -> Node.Kind { nodes[Int(number)].kind }

  subscript(number: Node.Number) -> Node { nodes[Int(number)] }

  /// The first operand of a command.
  func operand(of command: Node.Number) -> Node.Number { children[Int(nodes[Int(command)].first)] }

  /// Takes the children that were put on the scratch pad since `mark`; gives where they stand.
  mutating func takeChildren(from mark: Int) -> Int32 {
    let first = Int32(children.count)
    scratch.take(from: mark, into: &children)
    return first
  }

  private mutating func list(_ position: Int32, from mark: Int) -> Node.Number {
    let count = Int32(scratch.count - mark)
    return node(Node(kind: .list, position: position, first: takeChildren(from: mark), count: count))
  }

  /// Adds a name to those of a field or variable.
  mutating func addName(_ range: Range<Int>) { names.append(words.number(lexer.input, range)) }

  /// The place of the function that a token names; nil when there is none.
  mutating func function(_ token: Token) -> Int32? {
    let word = Int(words.number(lexer.input, token.range))
    if word < functionNumbers.count, functionNumbers[word] >= 0 { return functionNumbers[word] }
    guard let function = functionTable[String(decoding: lexer.input[token.range], as: UTF8.self)] else { return nil }
    let number = Int32(functions.count)
    functions.append(function)
    while functionNumbers.count <= word { functionNumbers.append(-1) }
    functionNumbers[word] = number
    return number
  }

  // MARK: Definitions

  private mutating func add(_ name: ByteString, _ root: Node.Number) throws(TemplateError) {
    guard let index = definitions.firstIndex(where: { $0.name == name }) else {
      definitions.append((name, root))
      return
    }
    if isEmpty(definitions[index].root) {
      definitions[index].root = root
    } else if !isEmpty(root) {
      throw error("template: multiple definition of template \(Self.quoted(name.bytes))")
    }
  }

  /// Whether a list has nothing but white space and comments.
  private func isEmpty(_ list: Node.Number) -> Bool {
    let list = self[list]
    return children[Int(list.first)..<Int(list.first + list.count)].allSatisfy { child in
      let node = self[child]
      guard node.kind == .text else { return false }
      let bytes = lexer.input[Int(node.first)..<Int(node.count)]
      return bytes.allSatisfy(Self.isSpace) || String(decoding: bytes, as: UTF8.self).isBlank
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

  static func quoted(_ bytes: [UInt8]) -> String { String(decoding: Quoting.quoted(bytes), as: UTF8.self) }

  private mutating func definition() throws(TemplateError) {
    let token = nextNonSpace()
    let name = try templateName(token, "define clause")
    _ = try expect(.rightDelimiter, "define clause")
    try body(of: name, "define clause")
  }

  /// Parses up to the end and adds it under `name`; variables of the text around are out of reach there.
  mutating func body(of name: ByteString, _ context: String) throws(TemplateError) {
    let (outerVariables, outerDepth, outerStart) = (variables, rangeDepth, actionStart)
    (variables, rangeDepth, actionStart) = ([0], 0, -1)
    defer { (variables, rangeDepth, actionStart) = (outerVariables, outerDepth, outerStart) }
    let (list, end) = try itemList()
    guard end == .end else { throw error("unexpected {{else}} in \(context)") }
    try add(name, list)
  }

  mutating func templateName(_ token: Token, _ context: String) throws(TemplateError) -> ByteString {
    guard token.kind == .string || token.kind == .rawString else { throw unexpected(token, context) }
    guard let name = Quoting.unquoted(lexer.text(of: token)) else { throw error("invalid syntax") }
    return ByteString(name)
  }

  // MARK: Statements

  enum Item {
    case statement(Node.Number)
    /// A comment.
    case nothing
    case end
    case elseBranch
  }

  enum Closer { case end, elseBranch }

  mutating func itemList() throws(TemplateError) -> (Node.Number, Closer) {
    try checkDepth()
    let position = peekNonSpace().start
    let mark = scratch.count
    while peekNonSpace().kind != .endOfFile {
      switch try textOrAction() {
      case .statement(let statement): scratch.append(statement)
      case .nothing: break
      case .end: return (list(position, from: mark), .end)
      case .elseBranch: return (list(position, from: mark), .elseBranch)
      }
    }
    throw error("unexpected EOF")
  }

  private mutating func textOrAction() throws(TemplateError) -> Item {
    let token = nextNonSpace()
    switch token.kind {
    case .text:
      return .statement(node(Node(kind: .text, position: token.start, first: token.start, count: token.end)))
    case .leftDelimiter:
      actionStart = token.start
      defer { actionStart = -1 }
      return try action()
    default: throw unexpected(token, "input")
    }
  }

  private mutating func action() throws(TemplateError) -> Item {
    let token = nextNonSpace()
    switch token.kind {
    case .block: return .statement(try block())
    case .breakLoop, .continueLoop:
      let name = token.kind == .breakLoop ? "{{break}}" : "{{continue}}"
      let end = nextNonSpace()
      guard end.kind == .rightDelimiter else { throw unexpected(end, name) }
      guard rangeDepth > 0 else { throw error("\(name) outside {{range}}") }
      let kind: Node.Kind = token.kind == .breakLoop ? .breakLoop : .continueLoop
      return .statement(node(Node(kind: kind, position: token.start)))
    case .elseBranch:
      let next = peekNonSpace()
      if next.kind == .ifTrue || next.kind == .with { return .elseBranch }
      _ = try expect(.rightDelimiter, "else")
      return .elseBranch
    case .end:
      _ = try expect(.rightDelimiter, "end")
      return .end
    case .ifTrue: return .statement(try control(.ifTrue))
    case .with: return .statement(try control(.with))
    case .range: return .statement(try control(.range))
    case .template:
      let nameToken = nextNonSpace()
      let name = try templateName(nameToken, "template clause")
      var pipe: Node.Number?
      let following = nextNonSpace()
      if following.kind != .rightDelimiter {
        putBack(following)
        pipe = try pipeline("template clause", end: .rightDelimiter)
      }
      return .statement(template(nameToken, name, pipe))
    default:
      putBack(token)
      let pipe = try pipeline("command", end: .rightDelimiter)
      return .statement(node(Node(kind: .action, position: token.start, first: pipe)))
    }
  }

  private mutating func template(_ token: Token, _ name: ByteString, _ pipe: Node.Number?) -> Node.Number {
    strings.append(name)
    return node(
      Node(kind: .template, position: token.start, first: Int32(strings.count - 1), other: pipe ?? -1))
  }

  private mutating func block() throws(TemplateError) -> Node.Number {
    let token = nextNonSpace()
    let name = try templateName(token, "block clause")
    let pipe = try pipeline("block clause", end: .rightDelimiter)
    try body(of: name, "block clause")
    return template(token, name, pipe)
  }

  private mutating func control(_ keyword: Node.Kind) throws(TemplateError) -> Node.Number {
    try checkDepth()
    let visible = variables.count
    defer { variables.removeLast(variables.count - visible) }
    let context = keyword == .ifTrue ? "if" : keyword == .with ? "with" : "range"
    let pipe = try pipeline(context, end: .rightDelimiter)
    if keyword == .range { rangeDepth += 1 }
    let (list, closer) = try itemList()
    if keyword == .range { rangeDepth -= 1 }
    var elseList: Node.Number = -1
    if closer == .elseBranch {
      let token = peek()
      if keyword == .ifTrue && token.kind == .ifTrue || keyword == .with && token.kind == .with {
        _ = next()
        let nested = try control(keyword)
        let mark = scratch.count
        scratch.append(nested)
        elseList = self.list(token.start, from: mark)
      } else {
        let (other, end) = try itemList()
        guard end == .end else { throw error("expected end; found {{else}}") }
        elseList = other
      }
    }
    return node(Node(kind: keyword, position: self[pipe].position, first: pipe, count: list, other: elseList))
  }
}

extension String {
  fileprivate var isBlank: Bool { unicodeScalars.allSatisfy { Rune.isSpace($0.value) } }
}
