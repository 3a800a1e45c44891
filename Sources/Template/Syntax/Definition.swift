/// A named template, parsed.
package final class Definition: Sendable {
  package let name: ByteString
  /// The name of the text that it stands in, for messages.
  let file: String
  let tree: SyntaxTree
  /// Its list of statements.
  let root: Node.Number
  /// Whether it has nothing but white space and comments; such a definition never replaces another.
  let isEmpty: Bool

  init(name: ByteString, file: String, tree: SyntaxTree, root: Node.Number, isEmpty: Bool) {
    self.name = name
    self.file = file
    self.tree = tree
    self.root = root
    self.isEmpty = isEmpty
  }

  /// `NAME:LINE:COLUMN` of a byte offset; columns count bytes from 0, as Go's do.
  func location(_ position: Int) -> String {
    let bytes = tree.bytes
    var line = 1
    var lineStart = 0
    var index = 0
    let end = min(position, bytes.count)
    while index < end {
      if bytes[index] == 0x0A {
        line += 1
        lineStart = index + 1
      }
      index += 1
    }
    return "\(file):\(line):\(end - lineStart)"
  }

  /// What a text defines when the same text stands in another file; nil when it has to be parsed anew to know.
  static func moved(_ definitions: [Definition], to file: String) -> [Definition]? {
    guard let own = definitions.last, own.name.bytes.elementsEqual(own.file.utf8) else { return nil }
    let name = ByteString(file)
    guard !definitions.contains(where: { $0.name == name }) else { return nil }
    return definitions.map {
      Definition(
        name: $0 === own ? name : $0.name, file: file, tree: $0.tree, root: $0.root, isEmpty: $0.isEmpty)
    }
  }
}
