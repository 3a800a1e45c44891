/// The way to a mistake: where each template stood that was executing, from the outside in.
package struct TemplateTrace: Sendable, Hashable {
  /// One template that was executing.
  package struct Frame: Sendable, Hashable {
    /// `FILE:LINE:COLUMN`, the column counted from 0 as Go does.
    package var location: String
    /// The template's name, which may be that of a `define`.
    package var template: String
    /// The expression at work.
    package var expression: String
  }

  package var frames: [Frame]
  /// What went wrong at the innermost frame.
  package var reason: String

  /// Reads the messages of an error and of its causes.
  package init(_ error: TemplateError) {
    frames = []
    reason = error.message
    for message in [error.message] + error.causes {
      guard let (frame, rest) = Self.frame(message) else {
        let isReason = !message.hasPrefix("template: ") || message.hasPrefix("template: no template ")
        if isReason, !reason.hasSuffix(message) { reason = message }
        continue
      }
      if frames.last != frame { frames.append(frame) }
      reason = rest
    }
    // Which function failed stands in the frame.
    if reason.hasPrefix("error calling "), let colon = reason.range(of: ": ") {
      reason.removeSubrange(..<colon.upperBound)
    }
    // What `fail` and `required` say stands between marks.
    if let text = HelmMessage.unwrapped(reason) { reason = text }
    if reason.hasPrefix("template: ") { reason.removeFirst("template: ".count) }
  }

  /// `template: LOCATION: executing "NAME" at <EXPRESSION>: REASON`.
  private static func frame(_ message: String) -> (Frame, String)? {
    guard message.hasPrefix("template: "), let mark = message.range(of: ": executing \""),
      let close = message[mark.upperBound...].range(of: "\" at <"),
      let end = message[close.upperBound...].range(of: ">: ")
    else { return nil }
    let frame = Frame(
      location: String(message[..<mark.lowerBound].dropFirst("template: ".count)),
      template: String(message[mark.upperBound..<close.lowerBound]),
      expression: String(message[close.upperBound..<end.lowerBound]))
    return (frame, String(message[end.upperBound...]))
  }
}

extension StringProtocol where SubSequence == Substring {
  /// The first place of a text.
  fileprivate func range(of text: String) -> Range<Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(text) { return index..<self.index(index, offsetBy: text.count) }
      formIndex(after: &index)
    }
    return nil
  }
}
