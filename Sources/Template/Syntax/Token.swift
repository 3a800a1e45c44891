/// A piece of a template's text.
struct Token {
  enum Kind {
    case error, bool, character, characterConstant, complex, assign, declare, end, field, identifier
    case leftDelimiter, leftParenthesis, number, pipe, rawString, rightDelimiter, rightParenthesis, space, string
    case text, variable
    // Key words.
    case block, breakLoop, continueLoop, dot, define, elseBranch, endOfFile, ifTrue, nothing, range, template, with

    var isKeyword: Bool {
      switch self {
      case .block, .breakLoop, .continueLoop, .dot, .define, .elseBranch, .end, .ifTrue, .nothing, .range, .template,
        .with:
        true
      default: false
      }
    }
  }

  var kind: Kind
  var position: Int
  var text: [UInt8]
  var line: Int

  /// As it stands in messages.
  var description: String {
    switch kind {
    case .endOfFile: "EOF"
    case .error: String(decoding: text, as: UTF8.self)
    case let kind where kind.isKeyword: "<\(String(decoding: text, as: UTF8.self))>"
    case _ where text.count > 10:
      String(decoding: Quoting.quoted(Array(text.prefix(10))), as: UTF8.self) + "..."
    default: String(decoding: Quoting.quoted(text), as: UTF8.self)
    }
  }

  static let keywords: [String: Kind] = [
    ".": .dot, "block": .block, "break": .breakLoop, "continue": .continueLoop, "define": .define,
    "else": .elseBranch, "end": .end, "if": .ifTrue, "range": .range, "nil": .nothing, "template": .template,
    "with": .with,
  ]
}
