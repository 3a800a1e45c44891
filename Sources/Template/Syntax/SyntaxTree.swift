/// What was parsed from one text: its nodes and what they refer to. Shared by all that the text defines.
final class SyntaxTree: Sendable {
  let bytes: [UInt8]
  let nodes: [Node]
  let children: [Node.Number]
  /// The names of fields and variables.
  let names: [ByteString]
  /// ``ByteString/fastHash`` of each name.
  let hashes: [UInt64]
  let strings: [ByteString]
  let numbers: [NumberLiteral]
  let functions: [Function]

  init(
    bytes: [UInt8], nodes: [Node], children: [Node.Number], names: [ByteString], hashes: [UInt64],
    strings: [ByteString], numbers: [NumberLiteral], functions: [Function]
  ) {
    self.bytes = bytes
    self.nodes = nodes
    self.children = children
    self.names = names
    self.hashes = hashes
    self.strings = strings
    self.numbers = numbers
    self.functions = functions
  }

  @inline(__always)
  subscript(number: Node.Number) -> Node { nodes[Int(number)] }

  @inline(__always)
  func child(_ index: Int32) -> Node.Number { children[Int(index)] }
}

// MARK: As Go shows it

extension SyntaxTree {
  /// A node as Go's String method shows it.
  func source(of number: Node.Number) -> String {
    var text: [UInt8] = []
    write(number, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  func write(_ number: Node.Number, to text: inout [UInt8]) {
    let node = self[number]
    switch node.kind {
    case .list, .text, .ifTrue, .with, .range, .breakLoop, .continueLoop: break
    case .action:
      text += "{{".utf8
      write(node.first, to: &text)
      text += "}}".utf8
    case .template:
      text += "{{template ".utf8
      text += Quoting.quoted(strings[Int(node.first)].bytes)
      if node.other >= 0 {
        text.append(0x20)
        write(node.other, to: &text)
      }
      text += "}}".utf8
    case .pipe: writePipe(node, to: &text)
    case .command:
      for index in 0..<node.count {
        if index > 0 { text.append(0x20) }
        writeOperand(child(node.first + index), to: &text)
      }
    case .dot: text.append(UInt8(ascii: "."))
    case .nothing: text += "nil".utf8
    case .bool: text += (node.flag ? "true" : "false").utf8
    case .number: text += numbers[Int(node.first)].text
    case .string: text += bytes[Int(node.position)..<Int(node.other)]
    case .field: writeNames(node.first, node.count, to: &text)
    case .variable:
      text += names[Int(node.first)].bytes
      writeNames(node.first + 1, node.count - 1, to: &text)
    case .chain:
      writeOperand(node.other, to: &text)
      writeNames(node.first, node.count, to: &text)
    case .function: text += functions[Int(node.first)].name.utf8
    }
  }

  private func writePipe(_ pipe: Node, to text: inout [UInt8]) {
    for index in 0..<pipe.other {
      if index > 0 { text += ", ".utf8 }
      write(child(pipe.first + index), to: &text)
    }
    if pipe.other > 0 { text += (pipe.flag ? " = " : " := ").utf8 }
    for index in 0..<pipe.count {
      if index > 0 { text += " | ".utf8 }
      write(child(pipe.first + pipe.other + index), to: &text)
    }
  }

  private func writeOperand(_ number: Node.Number, to text: inout [UInt8]) {
    guard self[number].kind == .pipe else { return write(number, to: &text) }
    text.append(UInt8(ascii: "("))
    write(number, to: &text)
    text.append(UInt8(ascii: ")"))
  }

  private func writeNames(_ first: Int32, _ count: Int32, to text: inout [UInt8]) {
    for index in first..<first + count {
      text.append(UInt8(ascii: "."))
      text += names[Int(index)].bytes
    }
  }
}
