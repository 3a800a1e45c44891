/// What was parsed from one text: its nodes and what they refer to. Shared by all that the text defines.
final class SyntaxTree: Sendable {
  let bytes: [UInt8]
  let nodes: [Node]
  let children: [Node.Number]
  /// The words that names are made of, each once.
  let words: [ByteString]
  /// ``ByteString/fastHash`` of each word.
  let hashes: [UInt64]
  /// The names of fields and variables: places in `words`.
  let names: [Int32]
  let strings: [ByteString]
  let numbers: [NumberLiteral]
  let functions: [Function]

  init(
    bytes: [UInt8], nodes: [Node], children: [Node.Number], words: [ByteString], hashes: [UInt64], names: [Int32],
    strings: [ByteString], numbers: [NumberLiteral], functions: [Function]
  ) {
    self.bytes = bytes
    self.nodes = nodes
    self.children = children
    self.words = words
    self.hashes = hashes
    self.names = names
    self.strings = strings
    self.numbers = numbers
    self.functions = functions
  }

  @inline(__always)
  subscript(number: Node.Number) -> Node { nodes[Int(number)] }

  func name(_ index: Int32) -> ByteString { words[Int(names[Int(index)])] }

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
      text += name(node.first).bytes
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
      text += name(index).bytes
    }
  }
}
