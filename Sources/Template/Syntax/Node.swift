/// A node of a parsed template. Nodes are immutable once parsed and belong to the ``Definition`` that they stand in.
class Node {
  /// The byte offset in the text, for messages.
  let position: Int

  init(_ position: Int) { self.position = position }

  /// Writes the node as Go's String method shows it.
  func write(to text: inout [UInt8]) {}

  final var source: String {
    var text: [UInt8] = []
    write(to: &text)
    return String(decoding: text, as: UTF8.self)
  }
}

/// What stands in a template's body.
enum Statement {
  case text([UInt8])
  case action(ActionNode)
  case branch(BranchNode)
  case range(BranchNode)
  case template(TemplateNode)
  case breakLoop(Node)
  case continueLoop(Node)
}

/// A sequence of statements.
final class ListNode: Node {
  var statements: [Statement] = []
}

final class ActionNode: Node {
  let pipe: PipeNode

  init(_ position: Int, _ pipe: PipeNode) {
    self.pipe = pipe
    super.init(position)
  }

  override func write(to text: inout [UInt8]) {
    text += "{{".utf8
    pipe.write(to: &text)
    text += "}}".utf8
  }
}

/// `if`, `with` or `range`.
final class BranchNode: Node {
  enum Keyword { case ifTrue, with, range }
  let keyword: Keyword
  let pipe: PipeNode
  let list: ListNode
  let elseList: ListNode?

  init(_ position: Int, _ keyword: Keyword, _ pipe: PipeNode, _ list: ListNode, _ elseList: ListNode?) {
    self.keyword = keyword
    self.pipe = pipe
    self.list = list
    self.elseList = elseList
    super.init(position)
  }
}

final class TemplateNode: Node {
  let name: ByteString
  let pipe: PipeNode?

  init(_ position: Int, _ name: ByteString, _ pipe: PipeNode?) {
    self.name = name
    self.pipe = pipe
    super.init(position)
  }

  override func write(to text: inout [UInt8]) {
    text += "{{template ".utf8
    text += Quoting.quoted(name.bytes)
    if let pipe {
      text.append(0x20)
      pipe.write(to: &text)
    }
    text += "}}".utf8
  }
}

/// A pipeline, with the variables that it sets.
final class PipeNode: Node {
  var isAssignment = false
  var declarations: [VariableNode] = []
  var commands: [CommandNode] = []

  override func write(to text: inout [UInt8]) {
    if !declarations.isEmpty {
      for (index, variable) in declarations.enumerated() {
        if index > 0 { text += ", ".utf8 }
        variable.write(to: &text)
      }
      text += (isAssignment ? " = " : " := ").utf8
    }
    for (index, command) in commands.enumerated() {
      if index > 0 { text += " | ".utf8 }
      command.write(to: &text)
    }
  }
}

/// An operand with its arguments.
final class CommandNode: Node {
  var arguments: [Operand] = []

  override func write(to text: inout [UInt8]) {
    for (index, argument) in arguments.enumerated() {
      if index > 0 { text.append(0x20) }
      argument.writeParenthesised(to: &text)
    }
  }
}

/// What a command is made of.
enum Operand {
  case dot(Node)
  case nothing(Node)
  case bool(BoolNode)
  case number(NumberNode)
  case string(StringNode)
  case field(FieldNode)
  case variable(VariableNode)
  case chain(ChainNode)
  case function(FunctionNode)
  case pipe(PipeNode)

  var node: Node {
    switch self {
    case .dot(let node), .nothing(let node): node
    case .bool(let node): node
    case .number(let node): node
    case .string(let node): node
    case .field(let node): node
    case .variable(let node): node
    case .chain(let node): node
    case .function(let node): node
    case .pipe(let node): node
    }
  }

  func writeParenthesised(to text: inout [UInt8]) {
    if case .pipe(let pipe) = self {
      text.append(UInt8(ascii: "("))
      pipe.write(to: &text)
      text.append(UInt8(ascii: ")"))
    } else {
      node.write(to: &text)
    }
  }
}

final class DotNode: Node {
  override func write(to text: inout [UInt8]) { text.append(UInt8(ascii: ".")) }
}

final class NilNode: Node {
  override func write(to text: inout [UInt8]) { text += "nil".utf8 }
}

final class BoolNode: Node {
  let value: Bool

  init(_ position: Int, _ value: Bool) {
    self.value = value
    super.init(position)
  }

  override func write(to text: inout [UInt8]) { text += (value ? "true" : "false").utf8 }
}

final class StringNode: Node {
  let quoted: [UInt8]
  let value: ByteString

  init(_ position: Int, quoted: [UInt8], _ value: ByteString) {
    self.quoted = quoted
    self.value = value
    super.init(position)
  }

  override func write(to text: inout [UInt8]) { text += quoted }
}

/// `.a.b`.
final class FieldNode: Node {
  let names: [ByteString]

  init(_ position: Int, _ names: [ByteString]) {
    self.names = names
    super.init(position)
  }

  override func write(to text: inout [UInt8]) {
    for name in names {
      text.append(UInt8(ascii: "."))
      text += name.bytes
    }
  }
}

/// `$x.a.b`.
final class VariableNode: Node {
  let name: ByteString
  /// Stands for the name at run time.
  let identifier: Int
  let fields: [ByteString]

  init(_ position: Int, _ name: ByteString, _ identifier: Int, _ fields: [ByteString]) {
    self.name = name
    self.identifier = identifier
    self.fields = fields
    super.init(position)
  }

  override func write(to text: inout [UInt8]) {
    text += name.bytes
    for field in fields {
      text.append(UInt8(ascii: "."))
      text += field.bytes
    }
  }
}

/// `(pipeline).a.b`, `function.a`.
final class ChainNode: Node {
  let base: Operand
  var names: [ByteString] = []

  init(_ position: Int, _ base: Operand) {
    self.base = base
    super.init(position)
  }

  override func write(to text: inout [UInt8]) {
    base.writeParenthesised(to: &text)
    for name in names {
      text.append(UInt8(ascii: "."))
      text += name.bytes
    }
  }
}

final class FunctionNode: Node {
  let name: String
  let function: Function

  init(_ position: Int, _ name: String, _ function: Function) {
    self.name = name
    self.function = function
    super.init(position)
  }

  override func write(to text: inout [UInt8]) { text += name.utf8 }
}
