/// A range of versions as Masterminds/semver reads it: `>=1.2 <2`, `~1.2.3`, `^1.2`, `1.x`, `1.2 - 1.4`, with `,` or
/// blanks for "and" and `||` for "or". Pre-releases are taken only by a part that names one itself.
package struct VersionConstraint: Sendable, Hashable, CustomStringConvertible {
  package let description: String
  /// Any of these, each of which asks for all of its comparisons.
  private let alternatives: [[Comparison]]

  private enum Operator: Sendable, Hashable {
    case equal, notEqual, greater, less, greaterOrEqual, lessOrEqual, tilde, caret
  }

  private struct Comparison: Sendable, Hashable {
    var symbol: Operator
    var version: SemanticVersion
    /// How many of the three numbers were given; the others are wildcards.
    var given: Int
  }

  /// - Throws: ``GitError`` with `referenceNotFound` when `text` is no range.
  package init(_ text: String) throws(GitError) {
    description = text
    func malformed() -> GitError {
      GitError(
        .referenceNotFound, "\(text.debugDescription) is no version range; expected for example '>=1.2.0 <2.0.0'")
    }
    guard text.utf8.count <= 512 else { throw malformed() }
    var alternatives: [[Comparison]] = []
    for part in Self.split(text, at: "||") {
      guard let comparisons = Self.comparisons(part) else { throw malformed() }
      alternatives.append(comparisons)
    }
    self.alternatives = alternatives
  }

  package func contains(_ version: SemanticVersion) -> Bool {
    alternatives.contains { comparisons in comparisons.allSatisfy { Self.holds($0, for: version) } }
  }

  // MARK: Reading

  private static func split(_ text: String, at separator: String) -> [Substring] {
    var parts: [Substring] = []
    var rest = text[...]
    while let range = rest.utf8.firstRange(of: separator.utf8) {
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return parts + [rest]
  }

  private static func comparisons(_ text: Substring) -> [Comparison]? {
    // "1.2 - 1.4.5" is the range between the two; a hyphen inside a version has no blanks around it.
    var words: [Substring] = []
    var pending = ""
    for word in text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "\t" }) {
      // An operator may stand apart from its version.
      if word.allSatisfy({ "<>=!~^".contains($0) }) {
        pending += word
      } else {
        words.append(pending + word)
        pending = ""
      }
    }
    guard pending.isEmpty, !words.isEmpty else { return nil }
    var result: [Comparison] = []
    var index = 0
    while index < words.count {
      if index + 2 < words.count, words[index + 1] == "-" {
        guard let low = comparison(">=\(words[index])"), let high = comparison("<=\(words[index + 2])") else {
          return nil
        }
        result += [low, high]
        index += 3
      } else {
        guard let one = comparison(String(words[index])) else { return nil }
        result.append(one)
        index += 1
      }
    }
    return result
  }

  private static func comparison(_ text: String) -> Comparison? {
    let symbols: [(String, Operator)] = [
      ("=<", .lessOrEqual), ("=>", .greaterOrEqual), ("<=", .lessOrEqual), (">=", .greaterOrEqual), ("!=", .notEqual),
      ("~>", .tilde), ("<", .less), (">", .greater), ("=", .equal), ("~", .tilde), ("^", .caret),
    ]
    var rest = text[...]
    var symbol = Operator.equal
    if let (prefix, found) = symbols.first(where: { text.hasPrefix($0.0) }) {
      symbol = found
      rest = rest.dropFirst(prefix.count)
    }
    if rest.hasPrefix("v") { rest = rest.dropFirst() }
    // Cut at the first wildcard: what follows it is one too.
    let isWild: (Substring) -> Bool = { $0 == "*" || $0 == "x" || $0 == "X" }
    let head = rest.prefix { $0 != "-" && $0 != "+" }
    let numbers = head.split(separator: ".", omittingEmptySubsequences: false)
    if let wild = numbers.firstIndex(where: isWild) {
      guard numbers.count <= 3, numbers[wild...].allSatisfy({ isWild($0) || UInt64($0) != nil }) else { return nil }
      if wild == 0 {
        return Comparison(symbol: symbol, version: SemanticVersion(major: 0, minor: 0, patch: 0), given: 0)
      }
      rest = numbers[..<wild].joined(separator: ".")[...]
    }
    guard let parts = SemanticVersion.Parts(rest) else { return nil }
    return Comparison(symbol: symbol, version: SemanticVersion(parts), given: parts.numbers.count)
  }

  // MARK: Deciding

  private static func holds(_ comparison: Comparison, for version: SemanticVersion) -> Bool {
    let bound = comparison.version
    if !version.prerelease.isEmpty && bound.prerelease.isEmpty { return false }
    /// The first version above all that the given numbers stand for.
    func end(of given: Int) -> SemanticVersion {
      switch given {
      case 1: SemanticVersion(major: bound.major &+ 1, minor: 0, patch: 0)
      case 2: SemanticVersion(major: bound.major, minor: bound.minor &+ 1, patch: 0)
      default: SemanticVersion(major: bound.major, minor: bound.minor, patch: bound.patch &+ 1)
      }
    }
    let isPartial = comparison.given < 3
    switch comparison.symbol {
    case .equal:
      if comparison.given == 0 { return true }
      return isPartial ? version >= bound && version < end(of: comparison.given) : version == bound
    case .notEqual:
      if comparison.given == 0 { return false }
      return isPartial ? version < bound || version >= end(of: comparison.given) : version != bound
    case .greater:
      if comparison.given == 0 { return false }
      return isPartial ? version >= end(of: comparison.given) : version > bound
    case .less: return comparison.given == 0 ? false : version < bound
    case .greaterOrEqual: return version >= bound
    case .lessOrEqual:
      if comparison.given == 0 { return true }
      return isPartial ? version < end(of: comparison.given) : version <= bound
    case .tilde:
      if comparison.given == 0 { return true }
      return version >= bound && version < end(of: min(2, comparison.given))
    case .caret:
      if comparison.given == 0 { return true }
      guard version >= bound else { return false }
      if bound.major > 0 || comparison.given == 1 { return version < end(of: 1) }
      if bound.minor > 0 || comparison.given == 2 { return version < end(of: 2) }
      return version < end(of: 3)
    }
  }
}
