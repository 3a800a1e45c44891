extension Parser {
  mutating func pipeline(_ context: String, end: Token.Kind) throws(TemplateError) -> Node.Number {
    try checkDepth()
    let position = peekNonSpace().start
    let mark = scratch.count
    let isAssignment = try declarations(context)
    let declared = Int32(scratch.count - mark)
    while true {
      let token = nextNonSpace()
      switch token.kind {
      case end:
        try check(from: mark + Int(declared), context)
        let count = Int32(scratch.count - mark) - declared
        return node(
          Node(
            kind: .pipe, flag: isAssignment, position: position, first: takeChildren(from: mark), count: count,
            other: declared))
      case .bool, .characterConstant, .complex, .dot, .field, .identifier, .number, .nothing, .rawString, .string,
        .variable, .leftParenthesis:
        putBack(token)
        scratch.append(try command())
      default: throw unexpected(token, context)
      }
    }
  }

  /// `$x :=`, `$x =`, and in a range `$i, $x :=`; whether it was `=`.
  private mutating func declarations(_ context: String) throws(TemplateError) -> Bool {
    var count = 0
    while true {
      let variable = peekNonSpace()
      guard variable.kind == .variable else { return false }
      _ = nextNonSpace()
      let after = peek()
      let following = nextNonSpace()
      if following.kind == .assign || following.kind == .declare {
        declare(variable)
        return following.kind == .assign
      }
      if following.kind == .character, lexer.input[Int(following.start)] == UInt8(ascii: ",") {
        declare(variable)
        count += 1
        if context == "range", count < 2 {
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
      return false
    }
  }

  private mutating func declare(_ token: Token) {
    let number = variable(token)
    scratch.append(number)
    variables.append(self[number].other)
  }

  /// A variable without fields.
  private mutating func variable(_ token: Token) -> Node.Number {
    let identifier = words.number(lexer.input, token.range)
    addName(token.range)
    return node(
      Node(kind: .variable, position: token.start, first: Int32(names.count - 1), count: 1, other: identifier))
  }

  /// Checks the commands of a pipeline: those on the scratch pad since `mark`.
  private func check(from mark: Int, _ context: String) throws(TemplateError) {
    if scratch.count == mark { throw error("missing value for \(context)") }
    var index = mark + 1
    while index < scratch.count {
      if kind(operand(of: scratch[index])).isLiteral {
        throw error("non executable command in pipeline stage \(index - mark + 1)")
      }
      index += 1
    }
  }

  private mutating func command() throws(TemplateError) -> Node.Number {
    let position = peekNonSpace().start
    let mark = scratch.count
    loop: while true {
      _ = peekNonSpace()
      if let operand = try operand() { scratch.append(operand) }
      let token = next()
      switch token.kind {
      case .space: continue
      case .rightDelimiter, .rightParenthesis: putBack(token)
      case .pipe: break
      default: throw unexpected(token, "operand")
      }
      break loop
    }
    let count = scratch.count - mark
    if count == 0 { throw error("empty command") }
    return node(Node(kind: .command, position: position, first: takeChildren(from: mark), count: Int32(count)))
  }

  /// A term with the fields that follow it directly.
  private mutating func operand() throws(TemplateError) -> Node.Number? {
    guard let term = try term() else { return nil }
    let token = peek()
    guard token.kind == .field else { return term }
    var node = self[term]
    let first = Int32(names.count)
    while peek().kind == .field { addName(Self.name(next())) }
    let count = Int32(names.count) - first
    node.position = token.start
    switch node.kind {
    case .field, .variable:
      // The names of the term were the last ones added, so that all of them stand in a row.
      node.count += count
      return self.node(node)
    case .bool, .string, .number, .nothing, .dot:
      throw error("unexpected . after term \(Self.quoted(shown(term)))")
    default: return self.node(Node(kind: .chain, position: token.start, first: first, count: count, other: term))
    }
  }

  /// A literal as Go shows it.
  private func shown(_ term: Node.Number) -> [UInt8] {
    let node = self[term]
    switch node.kind {
    case .bool: return Array((node.flag ? "true" : "false").utf8)
    case .string: return Array(lexer.input[Int(node.position)..<Int(node.other)])
    case .number: return numbers[Int(node.first)].text
    case .nothing: return Array("nil".utf8)
    default: return [UInt8(ascii: ".")]
    }
  }

  /// The name in `.a`.
  private static func name(_ token: Token) -> Range<Int> { token.range.dropFirst() }

  private mutating func term() throws(TemplateError) -> Node.Number? {
    let token = nextNonSpace()
    let position = token.start
    switch token.kind {
    case .identifier:
      guard let function = function(token) else {
        throw error("function \(Self.quoted(lexer.text(of: token))) not defined")
      }
      return node(Node(kind: .function, position: position, first: function))
    case .dot: return node(Node(kind: .dot, position: position))
    case .nothing: return node(Node(kind: .nothing, position: position))
    case .variable:
      let number = variable(token)
      guard variables.contains(self[number].other) else {
        throw error("undefined variable \(Self.quoted(lexer.text(of: token)))")
      }
      return number
    case .field:
      addName(Self.name(token))
      return node(Node(kind: .field, position: position, first: Int32(names.count - 1), count: 1))
    case .bool:
      return node(Node(kind: .bool, flag: lexer.input[Int(position)] == UInt8(ascii: "t"), position: position))
    case .characterConstant, .complex, .number:
      do {
        numbers.append(try NumberLiteral(lexer.text(of: token), kind: token.kind))
      } catch {
        throw self.error(error.message)
      }
      return node(Node(kind: .number, position: position, first: Int32(numbers.count - 1)))
    case .leftParenthesis: return try pipeline("parenthesized pipeline", end: .rightParenthesis)
    case .string, .rawString:
      guard let value = Quoting.unquoted(lexer.text(of: token)) else { throw error("invalid syntax") }
      strings.append(ByteString(value))
      return node(Node(kind: .string, position: position, first: Int32(strings.count - 1), other: token.end))
    default:
      putBack(token)
      return nil
    }
  }
}
