import Structure
import Template

/// Errors of templates in the form of other mistakes: file, line and column first, then the reason, the expression, and
/// the way there.
enum TemplateMistake {
  /// Go's `template: FILE:LINE: REASON` for a text that is no template.
  static func parsing(_ error: TemplateError, file: String) -> ChartError {
    let text = error.message.hasPrefix("template: ") ? error.message.dropFirst("template: ".count) : error.message[...]
    guard text.hasPrefix(file + ":") else { return ChartError(.template, file: file, String(text)) }
    return ChartError(.template, String(text))
  }

  static func executing(_ error: TemplateError, file: String) -> ChartError {
    let trace = TemplateTrace(error)
    guard let inner = trace.frames.last else { return ChartError(.template, file: file, trace.reason) }
    // A text that `tpl` was given stands in no file: the template that called it does.
    let place = trace.frames.last { !$0.isText } ?? inner
    var text = "\(place.location): \(trace.reason)\n  at <\(inner.expression)> in \(described(inner))"
    if let nothing = valueThatIsNothing(trace.reason, inner.expression) { text += ": \(nothing) is null or missing" }
    for frame in trace.frames.dropLast().reversed() {
      text += "\n  from \(frame.isText ? described(frame) : frame.location), at <\(frame.expression)>"
    }
    return ChartError(.template, text)
  }

  private static func described(_ frame: TemplateTrace.Frame) -> String {
    guard frame.isText else { return "\"\(frame.template)\"" }
    let line = frame.location.split(separator: ":").dropFirst().first ?? "1"
    return "line \(line) of a text given to tpl"
  }

  /// The part of an expression that was nil where Go says `nil pointer evaluating interface {}.NAME`.
  private static func valueThatIsNothing(_ reason: String, _ expression: String) -> String? {
    let start = "nil pointer evaluating interface {}"
    guard reason.hasPrefix(start) else { return nil }
    let field = String(reason.dropFirst(start.count))
    guard field.hasPrefix("."), field.count > 1 else { return nil }
    let steps = expression.split(separator: ".", omittingEmptySubsequences: false)
    guard expression.hasPrefix(".") || expression.hasPrefix("$"), !expression.contains(" "),
      let index = steps.firstIndex(where: { "." + $0 == field }), index > 0
    else { return nil }
    let before = steps[..<index].joined(separator: ".")
    return before.isEmpty ? nil : before
  }
}

extension TemplateTrace.Frame {
  /// Whether the template is a text that `tpl` was given: Helm calls them all the same.
  fileprivate var isText: Bool { location.hasPrefix("gotpl:") }
}
