import Structure

/// Regular expressions as schemas have them: Go's, which RE2 reads but for a detail.
enum PatternSource {
  /// - Parameter memory: How many bytes the expression may take.
  /// - Returns: The expression, or why there is none, in Go's words.
  static func result(_ pattern: String, memory: Int) -> Result<RegularExpression, SyntaxError> {
    do {
      return .success(try RegularExpression(named(pattern), memory: memory))
    } catch {
      return .failure(SyntaxError(message: words(error, named(pattern)), position: nil))
    }
  }

  /// Whether an expression was refused for its size.
  static func isTooLarge(_ error: SyntaxError) -> Bool { error.message.contains("pattern too large") }

  /// `(?<name>…)`, which Go reads and older RE2 do not, in the form that both read.
  private static func named(_ pattern: String) -> String {
    guard pattern.contains("(?<") else { return pattern }
    let bytes = Array(pattern.utf8)
    let opening = Array("(?<".utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count {
        result += bytes[index...index + 1]
        index += 2
      } else if bytes[index...].starts(with: opening), index + 3 < bytes.count, bytes[index + 3] != UInt8(ascii: "="),
        bytes[index + 3] != UInt8(ascii: "!")
      {
        result += "(?P<".utf8
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static let wording: [(ours: String, go: String)] = [
    ("missing ]", "missing closing ]"), ("missing )", "missing closing )"), ("unexpected )", "unexpected )"),
    ("trailing \\", "trailing backslash at end of expression"),
    ("no argument for repetition operator", "missing argument to repetition operator"),
    ("invalid repetition size", "invalid repeat count"),
    ("bad repetition operator", "invalid nested repetition operator"),
    ("invalid perl operator", "invalid or unsupported Perl syntax"),
    ("invalid named capture group", "invalid named capture"),
    ("invalid escape sequence", "invalid escape sequence"),
    ("invalid character class range", "invalid character class range"),
    ("invalid character class", "invalid character class"), ("invalid UTF-8", "invalid UTF-8"),
  ]

  /// RE2's reason in Go's words.
  private static func words(_ error: SyntaxError, _ pattern: String) -> String {
    let introduction = "\"\(pattern)\" is not a regular expression: "
    let reason =
      error.message.hasPrefix(introduction)
      ? String(error.message.dropFirst(introduction.count)) : error.message
    guard let entry = wording.first(where: { reason.hasPrefix($0.ours) }) else {
      return "error parsing regexp: \(reason)"
    }
    var rest = reason.dropFirst(entry.ours.count)
    if rest.hasPrefix(": ") { rest = rest.dropFirst(2) }
    if entry.ours == "trailing \\" { rest = "" }
    return "error parsing regexp: \(entry.go): `\(rest)`"
  }
}
