import Structure

/// File patterns as gobwas/glob matches them with `/` as separator: `*`, `**`, `?`, `[a-z]`, `{a,b}`.
struct Glob {
  private let expression: RegularExpression

  /// Nil when the pattern is malformed.
  init?(_ pattern: String) {
    var reader = Reader(pattern: Array(pattern.unicodeScalars))
    guard let translated = reader.sequence(depth: 0), reader.isAtEnd,
      let expression = try? RegularExpression("(?s)^(?:" + translated + ")$")
    else { return nil }
    self.expression = expression
  }

  func matches(_ path: [UInt8]) -> Bool { expression.firstMatch(in: path, from: 0) != nil }

  private struct Reader {
    let pattern: [Unicode.Scalar]
    var index = 0

    var isAtEnd: Bool { index >= pattern.count }

    static func quoted(_ scalar: Unicode.Scalar) -> String {
      "\\.+*?()|[]{}^$-".unicodeScalars.contains(scalar) ? "\\\(scalar)" : "\(scalar)"
    }

    mutating func sequence(depth: Int) -> String? {
      var result = ""
      while index < pattern.count {
        let scalar = pattern[index]
        if depth > 0, scalar == "," || scalar == "}" { return result }
        index += 1
        switch scalar {
        case "*":
          if index < pattern.count, pattern[index] == "*" {
            while index < pattern.count, pattern[index] == "*" { index += 1 }
            result += ".*"
          } else {
            result += "[^/]*"
          }
        case "?": result += "[^/]"
        case "\\":
          guard index < pattern.count else { return nil }
          result += Self.quoted(pattern[index])
          index += 1
        case "[":
          guard let set = set() else { return nil }
          result += set
        case "{":
          guard depth < 50, let group = alternatives(depth: depth + 1) else { return nil }
          result += group
        default: result += Self.quoted(scalar)
        }
      }
      return depth == 0 ? result : nil
    }

    private mutating func alternatives(depth: Int) -> String? {
      var parts: [String] = []
      while let part = sequence(depth: depth) {
        parts.append(part)
        guard index < pattern.count else { return nil }
        index += 1
        if pattern[index - 1] == "}" { return "(?:" + parts.joined(separator: "|") + ")" }
      }
      return nil
    }

    private mutating func set() -> String? {
      var result = "["
      if index < pattern.count, pattern[index] == "!" {
        result += "^"
        index += 1
      }
      let start = index
      while index < pattern.count, pattern[index] != "]" {
        let scalar = pattern[index]
        if scalar == "-", index > start, index + 1 < pattern.count, pattern[index + 1] != "]" {
          result += "-"
        } else {
          result += Self.quoted(scalar)
        }
        index += 1
      }
      guard index < pattern.count, index > start else { return nil }
      index += 1
      return result + "]"
    }
  }
}
