/// A piece of a template's text, by its place in it: from `start` up to `end`.
struct Token: BitwiseCopyable {
  enum Kind: UInt8, BitwiseCopyable {
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
  var start: Int32
  var end: Int32

  var range: Range<Int> { Int(start)..<Int(end) }
}
