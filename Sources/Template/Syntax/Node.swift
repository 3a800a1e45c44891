/// A node of a parsed template: a row in the tables of its ``SyntaxTree``.
///
/// Nodes refer to each other by their numbers. A chart has tens of thousands of them and reads most of them once or
/// never, so they are no objects: making and freeing those would take longer than executing them.
struct Node: BitwiseCopyable {
  typealias Number = Int32

  /// What a node is, and what its numbers mean.
  enum Kind: UInt8, BitwiseCopyable {
    /// Statements: ``SyntaxTree/children`` from `first`, `count` of them.
    case list
    /// The bytes from `first` up to `count`.
    case text
    /// `first` is a pipe.
    case action
    /// `first` is a pipe, `count` the list, `other` the list of `else` or negative.
    case ifTrue, with, range
    /// `first` is the name's place in ``SyntaxTree/strings``, `other` a pipe or negative.
    case template
    case breakLoop, continueLoop
    /// Children from `first`: `other` variables that are set (by `=` when `flag` is set), then `count` commands.
    case pipe
    /// Children from `first`: an operand and its arguments, `count` together.
    case command
    // Operands.
    case dot, nothing
    /// `flag` is the value.
    case bool
    /// `first` is the place in ``SyntaxTree/numbers``.
    case number
    /// `first` is the place in ``SyntaxTree/strings``; written from `position` up to `other`.
    case string
    /// `.a.b`: names from `first`, `count` of them.
    case field
    /// `$x.a.b`: names from `first`, `count` of them with the variable's own; `other` stands for the variable.
    case variable
    /// `(pipeline).a.b`, `function.a`: names from `first`, `count` of them; `other` is the operand in front.
    case chain
    /// `first` is the place in ``SyntaxTree/functions``.
    case function

    /// Whether it stands for itself and cannot be called.
    var isLiteral: Bool {
      switch self {
      case .dot, .nothing, .bool, .number, .string: true
      default: false
      }
    }
  }

  var kind: Kind
  var flag = false
  /// The byte offset in the text, for messages.
  var position: Int32
  var first: Int32 = 0
  var count: Int32 = 0
  var other: Int32 = 0
}
