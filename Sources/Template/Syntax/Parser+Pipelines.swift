extension Parser {
  mutating func pipeline(_ context: String, end: Token.Kind) throws(TemplateError) -> PipeNode {
    try checkDepth()
    let pipe = PipeNode(peekNonSpace().position)
    try declarations(of: pipe, context)
    while true {
      let token = nextNonSpace()
      switch token.kind {
      case end:
        try check(pipe, context)
        return pipe
      case .bool, .characterConstant, .complex, .dot, .field, .identifier, .number, .nothing, .rawString, .string,
        .variable, .leftParenthesis:
        putBack(token)
        pipe.commands.append(try command())
      default: throw unexpected(token, context)
      }
    }
  }

  /// `$x :=`, `$x =`, and in a range `$i, $x :=`.
  private mutating func declarations(of pipe: PipeNode, _ context: String) throws(TemplateError) {
    while true {
      let variable = peekNonSpace()
      guard variable.kind == .variable else { return }
      _ = nextNonSpace()
      let after = try peek()
      let following = nextNonSpace()
      if following.kind == .assign || following.kind == .declare {
        pipe.isAssignment = following.kind == .assign
        declare(variable, in: pipe)
        return
      }
      if following.kind == .character, following.text == [UInt8(ascii: ",")] {
        declare(variable, in: pipe)
        if context == "range", pipe.declarations.count < 2 {
          switch peekNonSpace().kind {
          case .variable, .rightDelimiter, .rightParenthesis: continue
          default: throw error("range can only initialize variables")
          }
        }
        throw error("too many declarations in \(context)")
      }
      putBack(following)
      if after.kind == .space { putBack(after) }
      putBack(variable)
      return
    }
  }

  private mutating func declare(_ token: Token, in pipe: PipeNode) {
    let name = ByteString(token.text)
    pipe.declarations.append(VariableNode(token.position, name, intern(name), []))
    variables.append(name)
  }

  private func check(_ pipe: PipeNode, _ context: String) throws(TemplateError) {
    if pipe.commands.isEmpty { throw error("missing value for \(context)") }
    for (index, command) in pipe.commands.enumerated().dropFirst() {
      switch command.arguments[0] {
      case .bool, .dot, .nothing, .number, .string:
        throw error("non executable command in pipeline stage \(index + 1)")
      default: break
      }
    }
  }

  private mutating func command() throws(TemplateError) -> CommandNode {
    let command = CommandNode(peekNonSpace().position)
    loop: while true {
      _ = peekNonSpace()
      if let operand = try operand() { command.arguments.append(operand) }
      let token = next()
      switch token.kind {
      case .space: continue
      case .rightDelimiter, .rightParenthesis: putBack(token)
      case .pipe: break
      default: throw unexpected(token, "operand")
      }
      break loop
    }
    if command.arguments.isEmpty { throw error("empty command") }
    return command
  }

  /// A term with the fields that follow it directly.
  private mutating func operand() throws(TemplateError) -> Operand? {
    guard let term = try term() else { return nil }
    let token = try peek()
    guard token.kind == .field else { return term }
    var names: [ByteString] = []
    while try peek().kind == .field {
      names += Self.names(next().text)
    }
    switch term {
    case .field(let field): return .field(FieldNode(token.position, field.names + names))
    case .variable(let variable):
      return .variable(VariableNode(token.position, variable.name, variable.identifier, variable.fields + names))
    case .bool, .string, .number, .nothing, .dot:
      throw error("unexpected . after term \(Self.quoted(Array(term.node.source.utf8)))")
    case .chain, .function, .pipe:
      let chain = ChainNode(token.position, term)
      chain.names = names
      return .chain(chain)
    }
  }

  /// The names of `.a.b`.
  private static func names(_ text: [UInt8]) -> [ByteString] {
    text.dropFirst().split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map { ByteString($0) }
  }

  private mutating func term() throws(TemplateError) -> Operand? {
    let token = nextNonSpace()
    switch token.kind {
    case .identifier:
      let name = String(decoding: token.text, as: UTF8.self)
      guard let function = functions[name] else {
        throw error("function \(Self.quoted(token.text)) not defined")
      }
      return .function(FunctionNode(token.position, name, function))
    case .dot: return .dot(DotNode(token.position))
    case .nothing: return .nothing(NilNode(token.position))
    case .variable:
      let parts = token.text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map {
        ByteString($0)
      }
      guard variables.contains(parts[0]) else {
        throw error("undefined variable \(Self.quoted(parts[0].bytes))")
      }
      return .variable(VariableNode(token.position, parts[0], intern(parts[0]), Array(parts.dropFirst())))
    case .field: return .field(FieldNode(token.position, Self.names(token.text)))
    case .bool: return .bool(BoolNode(token.position, token.text == Array("true".utf8)))
    case .characterConstant, .complex, .number:
      do {
        return .number(try NumberNode(token.position, token.text, kind: token.kind))
      } catch {
        throw self.error(error.message)
      }
    case .leftParenthesis: return .pipe(try pipeline("parenthesized pipeline", end: .rightParenthesis))
    case .string, .rawString:
      guard let value = Quoting.unquoted(token.text) else { throw error("invalid syntax") }
      return .string(StringNode(token.position, quoted: token.text, ByteString(value)))
    default:
      putBack(token)
      return nil
    }
  }
}
