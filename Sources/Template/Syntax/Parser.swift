import Structure

/// Parses a template's text into the definitions that stand in it.
struct Parser {
  let source: SourceText
  let functions: FunctionTable
  let stack: StackGuard
  var lexer: Lexer
  /// Tokens put back, the last one first.
  private var pending: [Token] = []
  /// The last token that came from the lexer: messages name its line.
  private var lastLine = 1
  private var definitions: [Definition] = []
  var variables: [ByteString] = ["$"]
  private var identifiers: [ByteString: Int] = ["$": 0]
  private var actionLine = 0
  var rangeDepth = 0

  private init(source: SourceText, functions: FunctionTable, stack: StackGuard) {
    self.source = source
    self.functions = functions
    self.stack = stack
    lexer = Lexer(source.bytes)
  }

  /// The definitions of a text: those of `define` and `block` in order, then the text itself under `name`.
  static func parse(
    _ bytes: [UInt8], name: String, functions: FunctionTable, stack: StackGuard
  ) throws(TemplateError) -> [Definition] {
    var parser = Parser(source: SourceText(name: name, bytes: bytes), functions: functions, stack: stack)
    let root = ListNode(0)
    while true {
      let token = try parser.peek()
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
      case .statement(let statement): root.statements.append(statement)
      case .nothing: break
      case .end: throw parser.error("unexpected {{end}}")
      case .elseBranch: throw parser.error("unexpected {{else}}")
      }
    }
    try parser.add(Definition(name: ByteString(name), source: parser.source, root: root))
    return parser.definitions
  }

  // MARK: Tokens

  mutating func next() -> Token {
    if let token = pending.popLast() { return token }
    let token = lexer.next()
    lastLine = token.line
    return token
  }

  mutating func putBack(_ token: Token) { pending.append(token) }

  mutating func nextNonSpace() -> Token {
    while true {
      let token = next()
      if token.kind != .space { return token }
    }
  }

  mutating func peek() throws(TemplateError) -> Token {
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
    TemplateError(.parsing, "template: \(source.name):\(lastLine): \(message)")
  }

  func unexpected(_ token: Token, _ context: String) -> TemplateError {
    guard token.kind == .error else { return error("unexpected \(token.description) in \(context)") }
    var extra = ""
    if actionLine != 0, actionLine != token.line {
      let start = token.description.hasSuffix(" action") ? " started at" : " in action started at"
      extra = "\(start) \(source.name):\(actionLine)"
    }
    return error(token.description + extra)
  }

  func identifier(_ name: ByteString) -> Int? { identifiers[name] }

  mutating func intern(_ name: ByteString) -> Int {
    if let known = identifiers[name] { return known }
    identifiers[name] = identifiers.count
    return identifiers.count - 1
  }

  /// - Throws: When texts nest deeper than the stack allows.
  func checkDepth() throws(TemplateError) {
    if stack.isExhausted { throw error("max expression depth exceeded") }
  }

  // MARK: Definitions

  private mutating func add(_ definition: Definition) throws(TemplateError) {
    guard let index = definitions.firstIndex(where: { $0.name == definition.name }) else {
      definitions.append(definition)
      return
    }
    if definitions[index].isEmpty {
      definitions[index] = definition
    } else if !definition.isEmpty {
      throw error("template: multiple definition of template \(Self.quoted(definition.name.bytes))")
    }
  }

  static func quoted(_ bytes: [UInt8]) -> String { String(decoding: Quoting.quoted(bytes), as: UTF8.self) }

  private mutating func definition() throws(TemplateError) {
    let token = nextNonSpace()
    let name = try templateName(token, "define clause")
    _ = try expect(.rightDelimiter, "define clause")
    try body(of: name, "define clause")
  }

  /// Parses up to the end and adds it under `name`; variables of the text around are out of reach there.
  mutating func body(of name: ByteString, _ context: String) throws(TemplateError) {
    let (outerVariables, outerDepth, outerLine) = (variables, rangeDepth, actionLine)
    (variables, rangeDepth, actionLine) = (["$"], 0, 0)
    defer { (variables, rangeDepth, actionLine) = (outerVariables, outerDepth, outerLine) }
    let (list, end) = try itemList()
    guard end == .end else { throw error("unexpected {{else}} in \(context)") }
    try add(Definition(name: name, source: source, root: list))
  }

  mutating func templateName(_ token: Token, _ context: String) throws(TemplateError) -> ByteString {
    guard token.kind == .string || token.kind == .rawString else { throw unexpected(token, context) }
    guard let name = Quoting.unquoted(token.text) else { throw error("invalid syntax") }
    return ByteString(name)
  }

  // MARK: Statements

  enum Item {
    case statement(Statement)
    /// A comment.
    case nothing
    case end
    case elseBranch
  }

  enum Closer { case end, elseBranch }

  mutating func itemList() throws(TemplateError) -> (ListNode, Closer) {
    try checkDepth()
    let list = ListNode(peekNonSpace().position)
    while peekNonSpace().kind != .endOfFile {
      switch try textOrAction() {
      case .statement(let statement): list.statements.append(statement)
      case .nothing: break
      case .end: return (list, .end)
      case .elseBranch: return (list, .elseBranch)
      }
    }
    throw error("unexpected EOF")
  }

  private mutating func textOrAction() throws(TemplateError) -> Item {
    let token = nextNonSpace()
    switch token.kind {
    case .text: return .statement(.text(token.text))
    case .leftDelimiter:
      actionLine = token.line
      defer { actionLine = 0 }
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
      let node = Node(token.position)
      return .statement(token.kind == .breakLoop ? .breakLoop(node) : .continueLoop(node))
    case .elseBranch:
      let next = peekNonSpace()
      if next.kind == .ifTrue || next.kind == .with { return .elseBranch }
      _ = try expect(.rightDelimiter, "else")
      return .elseBranch
    case .end:
      _ = try expect(.rightDelimiter, "end")
      return .end
    case .ifTrue: return .statement(.branch(try control(.ifTrue)))
    case .with: return .statement(.branch(try control(.with)))
    case .range: return .statement(.range(try control(.range)))
    case .template:
      let nameToken = nextNonSpace()
      let name = try templateName(nameToken, "template clause")
      var pipe: PipeNode?
      let following = nextNonSpace()
      if following.kind != .rightDelimiter {
        putBack(following)
        pipe = try pipeline("template clause", end: .rightDelimiter)
      }
      return .statement(.template(TemplateNode(nameToken.position, name, pipe)))
    default:
      putBack(token)
      return .statement(.action(ActionNode(token.position, try pipeline("command", end: .rightDelimiter))))
    }
  }

  private mutating func block() throws(TemplateError) -> Statement {
    let token = nextNonSpace()
    let name = try templateName(token, "block clause")
    let pipe = try pipeline("block clause", end: .rightDelimiter)
    try body(of: name, "block clause")
    return .template(TemplateNode(token.position, name, pipe))
  }

  private mutating func control(_ keyword: BranchNode.Keyword) throws(TemplateError) -> BranchNode {
    try checkDepth()
    let visible = variables.count
    defer { variables.removeLast(variables.count - visible) }
    let context = keyword == .ifTrue ? "if" : keyword == .with ? "with" : "range"
    let pipe = try pipeline(context, end: .rightDelimiter)
    if keyword == .range { rangeDepth += 1 }
    let (list, closer) = try itemList()
    if keyword == .range { rangeDepth -= 1 }
    var elseList: ListNode?
    if closer == .elseBranch {
      let token = try peek()
      if keyword == .ifTrue && token.kind == .ifTrue || keyword == .with && token.kind == .with {
        _ = next()
        let nested = ListNode(token.position)
        nested.statements.append(.branch(try control(keyword)))
        elseList = nested
      } else {
        let (other, end) = try itemList()
        guard end == .end else { throw error("expected end; found {{else}}") }
        elseList = other
      }
    }
    return BranchNode(pipe.position, keyword, pipe, list, elseList)
  }
}
