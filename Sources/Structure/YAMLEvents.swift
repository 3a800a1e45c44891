import CLibYAML

/// libyaml's parser over a buffer, one event at a time.
///
/// The C structs point into themselves, so they live on the heap.
struct YAMLEvents: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  /// The current event; its contents are freed by the next ``advance()``.
  let event: UnsafeMutablePointer<yaml_event_t>

  /// - Parameter input: Must outlive this value.
  init(_ input: UnsafeBufferPointer<UInt8>) throws(SyntaxError) {
    parser = .allocate(capacity: 1)
    event = .allocate(capacity: 1)
    event.initialize(to: yaml_event_t())
    parser.initialize(to: yaml_parser_t())
    guard yaml_parser_initialize(parser) != 0 else { throw SyntaxError(message: "out of memory", position: nil) }
    yaml_parser_set_input_string(parser, input.baseAddress, input.count)
  }

  deinit {
    yaml_event_delete(event)
    yaml_parser_delete(parser)
    event.deallocate()
    parser.deallocate()
  }

  /// Moves to the next event and gives its type.
  /// - Throws: What libyaml found wrong, in words for the operator.
  @inline(__always)
  func advance() throws(SyntaxError) -> yaml_event_type_t {
    yaml_event_delete(event)
    guard yaml_parser_parse(parser, event) != 0 else { throw failure() }
    return event.pointee.type
  }

  /// Where the current event begins.
  var position: SourcePosition { SourcePosition(event.pointee.start_mark) }

  private func failure() -> SyntaxError {
    let parser = self.parser.pointee
    let problem = parser.problem.map { String(cString: $0) } ?? "unreadable text"
    switch parser.error {
    case YAML_MEMORY_ERROR: return SyntaxError(message: "out of memory", position: nil)
    case YAML_READER_ERROR:
      let position = SourcePosition(parser.mark)
      let byte = parser.problem_value == -1 ? "" : " (0x\(String(parser.problem_value, radix: 16)))"
      return SyntaxError(message: YAMLProblem.message(problem, context: nil) + byte, position: position)
    default:
      let context = parser.context.map { String(cString: $0) }
      return SyntaxError(
        message: YAMLProblem.message(
          problem, context: context.map { ($0, SourcePosition(parser.context_mark)) }),
        position: SourcePosition(parser.problem_mark))
    }
  }
}

extension SourcePosition {
  init(_ mark: yaml_mark_t) { self.init(line: mark.line + 1, column: mark.column + 1) }
}

/// libyaml's complaints in words that say what to do.
enum YAMLProblem {
  static func message(_ problem: String, context: (text: String, start: SourcePosition)?) -> String {
    let text =
      switch problem {
      case "found character that cannot start any token":
        "a value cannot begin with this character (a tab in the indentation, or '@', '`' or '%' without quotes)"
      case "mapping values are not allowed in this context":
        "mapping values are not allowed here; put a text with ': ' in quotes, or begin the mapping on its own line"
      case "block sequence entries are not allowed in this context":
        "a list is not allowed here; begin it on its own line"
      case "found invalid Unicode character escape code": "the escape sequence names no Unicode character"
      case "did not find expected key": "expected another key here; is the indentation right?"
      case "could not find expected ':'": "expected ':' after the key"
      case "did not find expected '-' indicator": "expected another '- ' item here; is the indentation right?"
      case "did not find expected ',' or ']'": "expected ',' or ']'"
      case "did not find expected ',' or '}'": "expected ',' or '}'"
      case "did not find expected <document start>": "expected '---' before another document"
      case "found unexpected end of stream": "the text ends inside this value; is a closing quote missing?"
      case "found undefined tag handle": "the tag's prefix is not defined"
      case "did not find expected alphabetic or numeric character": "expected a name after '&' or '*'"
      case "found unknown escape character": "unknown escape sequence after '\\'"
      default: problem
      }
    guard let context, context.start.line > 0, let place = places.first(where: { context.text.hasSuffix($0.key) })
    else { return text }
    return "\(text) (in the \(place.value) that begins at \(context.start))"
  }

  private static let places = [
    "a block mapping": "mapping", "a block collection": "list", "a flow mapping": "{…} mapping",
    "a flow sequence": "[…] list", "a quoted scalar": "quoted text", "a block scalar": "text block",
    "a plain scalar": "value", "a simple key": "key",
  ]
}
