import Logging

/// What both log handlers do with the values of a line.
enum LogFields {
  /// The values of handler, provider and line; those of the line go before.
  static func merged(
    _ metadata: Logger.Metadata, _ provider: Logger.MetadataProvider?, _ event: LogEvent
  ) -> Logger.Metadata {
    var fields = metadata
    if let provided = provider?.get() { fields.merge(provided) { $1 } }
    if let own = event.metadata { fields.merge(own) { $1 } }
    if let error = event.error, fields[LogField.error] == nil { fields[LogField.error] = "\(error)" }
    return fields
  }

  /// A value for people: lists separated by commas, without quotes.
  static func text(_ value: Logger.MetadataValue) -> String {
    switch value {
    case .string(let text): text
    case .stringConvertible(let text): "\(text)"
    case .array(let values): values.map(text).joined(separator: ",")
    case .dictionary(let entries):
      entries.sorted { $0.key < $1.key }.map { "\($0.key):\(text($0.value))" }.joined(separator: ",")
    }
  }

  /// The text without what would break a line or, coming from outside, play with the reader's terminal.
  static func singleLine(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": result += "\\n"
      case "\t": result += " "
      case _ where isControl(scalar): result += "\\u{\(String(scalar.value, radix: 16))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The text in quotes when a reader could not see otherwise where it ends.
  static func quotedIfNeeded(_ text: String) -> String {
    guard text.isEmpty || text.contains(where: { $0 == " " || $0 == "\"" || $0 == "=" }) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"") + "\""
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }
}
