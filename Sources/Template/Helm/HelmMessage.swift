/// Helm's wording of template errors.
package enum HelmMessage {
  private static let start = "HELM_ERR_START"
  private static let end = "HELM_ERR_END"

  /// Marks a message of `fail` or `required`, which is shown without the way to it.
  static func wrapped(_ message: String) -> String { start + message + end }

  /// What `fail` or `required` said; nil when the text has no such message.
  static func unwrapped(_ text: String) -> String? {
    guard let open = text.firstRange(of: start), let close = text.lastRange(of: end),
      open.upperBound <= close.lowerBound
    else { return nil }
    return String(text[open.upperBound..<close.lowerBound])
  }

  /// What Helm says of an error in a template that could not be parsed.
  package static func parsing(_ error: TemplateError, file: String) -> String {
    let tokens = error.message.split(separator: ": ", omittingEmptySubsequences: false).map(String.init)
    guard tokens.count > 1, let reason = tokens.last else { return "parse error in (\(file)): \(error.message)" }
    return "parse error at (\(tokens[1])): \(reason)"
  }

  /// What Helm says of an error while a template was executed: the places from the outside in, then the reason.
  package static func executing(_ error: TemplateError, file: String) -> String {
    let parts = error.message.split(separator: ": ", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3 else { return "execution error in (\(file)): \(error.message)" }
    if let text = unwrapped(parts[2]) { return "execution error at (\(parts[1])): \(text)" }
    var places: [String] = []
    for message in [error.message] + error.causes {
      guard let place = place(message) else { return error.message }
      if places.last != place { places.append(place) }
    }
    var text = places.joined()[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }

  /// The place and the reason of one message on lines of their own; nil when it is no template error.
  private static func place(_ message: String) -> String? {
    guard message.hasPrefix("template: ") else { return nil }
    let rest = message.dropFirst("template: ".count)
    if rest.hasPrefix("no template ") { return message + "\n" }
    func cut(_ reason: Substring) -> Substring {
      reason.firstRange(of: " template:").map { reason[..<$0.lowerBound] } ?? reason
    }
    if let mark = rest.firstRange(of: ": executing \""), let close = rest[mark.upperBound...].firstIndex(of: "\"") {
      let function = rest[mark.upperBound..<close]
      let after = rest[rest.index(after: close)...]
      if after.hasPrefix(" at <"), let end = after.firstRange(of: ">: ") {
        let expression = after[..<end.lowerBound].dropFirst(" at <".count)
        return "\(rest[..<mark.lowerBound])\n  executing \"\(function)\" at <\(expression)>:\n    "
          + "\(cut(after[end.upperBound...]))\n"
      }
    }
    guard let separator = rest.lastRange(of: ": ") else { return nil }
    return "\(rest[..<separator.lowerBound])\n  \(cut(rest[separator.upperBound...]))\n"
  }
}

extension StringProtocol {
  /// The first place of a text.
  fileprivate func firstRange(of text: String) -> Range<Index>? {
    var index = startIndex
    while index < endIndex {
      if self[index...].hasPrefix(text) { return index..<self.index(index, offsetBy: text.count) }
      index = self.index(after: index)
    }
    return nil
  }

  fileprivate func lastRange(of text: String) -> Range<Index>? {
    var index = endIndex
    while index > startIndex {
      index = self.index(before: index)
      if self[index...].hasPrefix(text) { return index..<self.index(index, offsetBy: text.count) }
    }
    return nil
  }
}
