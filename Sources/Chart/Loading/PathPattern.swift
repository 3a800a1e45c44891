/// A file name pattern with the rules of Go's path/filepath.Match: `*` and `?` stop at `/`, `[a-z]`, `[^a]`, `\` quotes.
struct PathPattern: Sendable {
  private enum Part: Sendable {
    case scalar(Unicode.Scalar)
    case any
    case anyRun
    case set(ranges: [ClosedRange<Unicode.Scalar>], isNegated: Bool)
  }

  private let parts: [Part]

  /// Nil when the pattern is malformed: an open bracket, a range without an end, a `\` at the end.
  init?(_ pattern: some StringProtocol) {
    var rest = Array(pattern.unicodeScalars)[...]
    var parts: [Part] = []
    while let scalar = rest.popFirst() {
      switch scalar {
      case "*": if case .anyRun? = parts.last {} else { parts.append(.anyRun) }
      case "?": parts.append(.any)
      case "[":
        guard let set = Self.set(&rest) else { return nil }
        parts.append(set)
      case "\\":
        guard let quoted = rest.popFirst() else { return nil }
        parts.append(.scalar(quoted))
      default: parts.append(.scalar(scalar))
      }
    }
    self.parts = parts
  }

  private static func set(_ rest: inout ArraySlice<Unicode.Scalar>) -> Part? {
    var isNegated = false
    if rest.first == "^" {
      isNegated = true
      rest.removeFirst()
    }
    var ranges: [ClosedRange<Unicode.Scalar>] = []
    func bound() -> Unicode.Scalar? {
      guard let scalar = rest.popFirst(), scalar != "-", scalar != "]" else { return nil }
      return scalar == "\\" ? rest.popFirst() : scalar
    }
    while true {
      if rest.first == "]", !ranges.isEmpty {
        rest.removeFirst()
        return .set(ranges: ranges, isNegated: isNegated)
      }
      guard let low = bound() else { return nil }
      var high = low
      if rest.first == "-" {
        rest.removeFirst()
        guard let end = bound() else { return nil }
        high = end
      }
      // A range that runs backwards matches nothing, but is no mistake.
      if low <= high { ranges.append(low...high) } else { ranges.append("\u{0}"..."\u{0}") }
    }
  }

  func matches(_ text: some StringProtocol) -> Bool {
    let text = Array(text.unicodeScalars)
    var (part, index) = (0, 0)
    // Where to go on when what follows the last `*` does not fit.
    var retry: (part: Int, index: Int)?
    while index < text.count || part < parts.count {
      if part < parts.count {
        if case .anyRun = parts[part] {
          retry = (part, index)
          part += 1
          continue
        }
        if index < text.count, Self.fits(parts[part], text[index]) {
          part += 1
          index += 1
          continue
        }
      }
      guard let (star, start) = retry, start < text.count, text[start] != "/" else { return false }
      retry = (star, start + 1)
      (part, index) = (star + 1, start + 1)
    }
    return true
  }

  private static func fits(_ part: Part, _ scalar: Unicode.Scalar) -> Bool {
    switch part {
    case .scalar(let wanted): scalar == wanted
    case .any: scalar != "/"
    case .anyRun: false
    case .set(let ranges, let isNegated): scalar != "/" && ranges.contains { $0.contains(scalar) } != isNegated
    }
  }
}
