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
    guard let place = trace.frames.last else { return ChartError(.template, file: file, trace.reason) }
    var text = "\(place.location): \(trace.reason)\n  at <\(place.expression)> in \"\(place.template)\""
    if let nothing = valueThatIsNothing(trace.reason, place.expression) { text += ": \(nothing) is null or missing" }
    for frame in trace.frames.dropLast().reversed() {
      text += "\n  from \(frame.location), at <\(frame.expression)>"
    }
    return ChartError(.template, text)
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
