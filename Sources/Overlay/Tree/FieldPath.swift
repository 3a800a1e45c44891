/// Splits the paths that kustomizations write.
enum FieldPath {
  /// Splits at the delimiter; one with a backslash before it belongs to the name. A leading delimiter is passed over.
  static func split(_ path: String, at delimiter: Character) -> [String] {
    var parts = path.split(separator: delimiter, omittingEmptySubsequences: false).map(String.init)
    if parts.count > 1, parts[0].isEmpty { parts.removeFirst() }
    var result = [parts[0]]
    for part in parts.dropFirst() {
      if result[result.count - 1].hasSuffix("\\") {
        result[result.count - 1].removeLast()
        result[result.count - 1] += String(delimiter) + part
      } else {
        result.append(part)
      }
    }
    return result
  }

  /// As ``split(_:at:)`` at dots, where `[name=a.b]` is one part, and `[a.b]` the name `a.b`.
  static func splitDotted(_ path: String) -> [String] {
    let parts = split(path, at: ".")
    var result: [String] = []
    var index = 0
    while index < parts.count {
      let part = parts[index]
      if part.hasPrefix("["), !part.hasSuffix("]") {
        var bracketed = [part]
        while index < parts.count - 1 {
          index += 1
          bracketed.append(parts[index])
          if parts[index].hasSuffix("]") { break }
        }
        let joined = bracketed.joined(separator: ".")
        result.append(joined.contains("=") ? joined : joined.trimming { $0 == "[" || $0 == "]" })
      } else {
        result.append(part)
      }
      index += 1
    }
    return result
  }

  static func isListSelector(_ part: String) -> Bool { part.hasPrefix("[") && part.hasSuffix("]") }

  /// A non-negative number; `+1` counts as one, as in Go.
  static func index(_ part: String) -> Int? {
    guard let number = Int(part), number >= 0 else { return nil }
    return number
  }

  /// `[name=value]`.
  static func selector(_ part: String) throws(Failure) -> (name: String, value: String) {
    var inner = Substring(part)
    if inner.hasSuffix("]") { inner.removeLast() }
    if inner.hasPrefix("[") { inner.removeFirst() }
    guard let equals = inner.firstIndex(of: "=") else {
      throw Failure("'\(part)' must have the form [field=value]")
    }
    return (String(inner[..<equals]), String(inner[inner.index(after: equals)...]))
  }
}

extension String {
  /// Without the leading and trailing characters that `drop` names.
  func trimming(_ drop: (Character) -> Bool) -> String {
    var text = Substring(self)
    while let first = text.first, drop(first) { text.removeFirst() }
    while let last = text.last, drop(last) { text.removeLast() }
    return String(text)
  }

  /// Without white space around it.
  var trimmed: String { trimming(\.isWhitespace) }
}
