import Structure

/// A version range as Masterminds/semver reads it: `>=1.2, <2 || ~3.1`, with wildcards, carets and hyphens.
package struct VersionConstraint: Sendable {
  fileprivate enum Operation: Sendable {
    case equal, notEqual, greater, less, greaterOrEqual, lessOrEqual, tilde, caret
  }

  fileprivate struct Condition: Sendable {
    var operation: Operation
    var version: SemanticVersion
    var isDirty = false
    var isMinorDirty = false
    var isPatchDirty = false
  }

  private var alternatives: [[Condition]] = []
  private var hasPrerelease: [Bool] = []

  private static let version =
    #"v?([0-9|x|X|\*]+)(\.[0-9|x|X|\*]+)?(\.[0-9|x|X|\*]+)?(-([0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*))?(\+([0-9A-Za-z\-]+(\.[0-9A-Za-z\-]+)*))?"#
  private static let operators = #"=||!=|>|<|>=|=>|<=|=<|~|~>|\^"#

  private struct Patterns: Sendable {
    let one: RegularExpression
    let hyphen: RegularExpression
    let find: RegularExpression
    let whole: RegularExpression

    init() throws {
      let (version, operators) = (VersionConstraint.version, VersionConstraint.operators)
      one = try RegularExpression(#"^\s*(\#(operators))\s*(\#(version))\s*$"#)
      hyphen = try RegularExpression(#"\s*(\#(version))\s+-\s+(\#(version))\s*"#)
      find = try RegularExpression(#"(\#(operators))\s*(\#(version))"#)
      whole = try RegularExpression(
        #"^(\s*(\#(operators))\s*(\#(version))\s*)((?:\s+|,\s*)(\#(operators))\s*(\#(version))\s*)*$"#)
    }
  }

  private static let patterns = Result { try Patterns() }

  /// - Throws: ``FunctionError`` with Masterminds' message.
  package init(_ text: String) throws {
    let patterns = try Self.patterns.get()
    for part in Self.expandingHyphens(text, patterns).split(separator: "||", omittingEmptySubsequences: false) {
      let part = String(part)
      guard patterns.whole.matches(part) else {
        throw FunctionError("improper constraint: \(Parser.quoted(Array(part.utf8)))")
      }
      let bytes = Array(part.utf8)
      var found: [Condition] = []
      var position = 0
      while case .some(.some(let range)) = patterns.find.firstMatch(in: bytes, from: position)?.first, !range.isEmpty {
        found.append(try Self.condition(String(decoding: bytes[range], as: UTF8.self), patterns))
        position = range.upperBound
      }
      hasPrerelease.append(found.contains { !$0.version.prerelease.isEmpty })
      alternatives.append(found)
    }
  }

  private static func expandingHyphens(_ text: String, _ patterns: Patterns) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var position = 0
    while let groups = patterns.hyphen.firstMatch(in: bytes, from: position),
      case .some(.some(let range)) = groups.first,
      groups.count > 11, let low = groups[1], let high = groups[11]
    {
      result += bytes[position..<range.lowerBound]
      result += ">= ".utf8 + bytes[low] + ", <= ".utf8 + bytes[high] + " ".utf8
      position = range.upperBound
    }
    return String(decoding: result + bytes[position...], as: UTF8.self)
  }

  private static func condition(_ text: String, _ patterns: Patterns) throws -> Condition {
    let bytes = Array(text.utf8)
    guard let groups = patterns.one.firstMatch(in: bytes, from: 0) else {
      throw FunctionError("improper constraint: \(Parser.quoted(bytes))")
    }
    func group(_ index: Int) -> String { groups[index].map { String(decoding: bytes[$0], as: UTF8.self) } ?? "" }
    func isWild(_ text: String) -> Bool {
      let digits = text.hasPrefix(".") ? String(text.dropFirst()) : text
      return digits.isEmpty || digits == "x" || digits == "X" || digits == "*"
    }
    var spelled = group(2)
    var condition: (dirty: Bool, minor: Bool, patch: Bool) = (false, false, false)
    if isWild(group(3)) {
      spelled = "0.0.0" + group(6)
      condition.dirty = true
    } else if isWild(group(4)) {
      spelled = group(3) + ".0.0" + group(6)
      condition = (true, true, false)
    } else if isWild(group(5)) {
      spelled = group(3) + group(4) + ".0" + group(6)
      condition = (true, false, true)
    }
    let version: SemanticVersion
    do { version = try SemanticVersion(spelled) } catch { throw FunctionError("constraint parser error") }
    let operation: Operation
    switch group(1) {
    case "!=": operation = .notEqual
    case ">": operation = .greater
    case "<": operation = .less
    case ">=", "=>": operation = .greaterOrEqual
    case "<=", "=<": operation = .lessOrEqual
    case "~", "~>": operation = .tilde
    case "^": operation = .caret
    default: operation = .equal
    }
    return Condition(
      operation: operation, version: version, isDirty: condition.dirty, isMinorDirty: condition.minor,
      isPatchDirty: condition.patch)
  }

  /// Whether a version lies in the range. A pre-release only does where the range names one itself.
  package func allows(_ version: SemanticVersion) -> Bool {
    for (conditions, includesPrereleases) in zip(alternatives, hasPrerelease) {
      if !version.prerelease.isEmpty, !includesPrereleases, !conditions.isEmpty { continue }
      if conditions.allSatisfy({ $0.allows(version) }) { return true }
    }
    return false
  }
}

extension VersionConstraint.Condition {
  fileprivate func allows(_ other: SemanticVersion) -> Bool {
    switch operation {
    case .equal: return isDirty ? allowsTilde(other) : other.compare(version) == 0
    case .notEqual: return allowsNotEqual(other)
    case .greater:
      guard isDirty else { return other.compare(version) > 0 }
      if other.major != version.major { return other.major > version.major }
      if isMinorDirty { return false }
      if isPatchDirty { return other.minor > version.minor }
      return other.compare(version) > 0
    case .less: return other.compare(version) < 0
    case .greaterOrEqual: return other.compare(version) >= 0
    case .lessOrEqual:
      guard isDirty else { return other.compare(version) <= 0 }
      if other.major != version.major { return other.major < version.major }
      return other.minor <= version.minor || isMinorDirty
    case .tilde: return allowsTilde(other)
    case .caret: return allowsCaret(other)
    }
  }

  private func allowsNotEqual(_ other: SemanticVersion) -> Bool {
    guard isDirty else { return other.compare(version) != 0 }
    if version.major != other.major { return true }
    if isMinorDirty { return false }
    if version.minor != other.minor { return true }
    if isPatchDirty {
      if other.prerelease.isEmpty, version.prerelease.isEmpty { return false }
      return SemanticVersion.comparePrereleases(other.prerelease, version.prerelease) != 0
    }
    if version.patch != other.patch { return true }
    return other.compare(version) != 0
  }

  private func allowsTilde(_ other: SemanticVersion) -> Bool {
    if other.compare(version) < 0 { return false }
    if version.major == 0, version.minor == 0, version.patch == 0, !isMinorDirty, !isPatchDirty { return true }
    return other.major == version.major && (other.minor == version.minor || isMinorDirty)
  }

  private func allowsCaret(_ other: SemanticVersion) -> Bool {
    if other.compare(version) < 0 { return false }
    if version.major > 0 || isMinorDirty { return other.major == version.major }
    if other.major > 0 { return false }
    if version.minor > 0 || isPatchDirty { return other.minor == version.minor }
    return other.minor == 0 && other.patch == version.patch
  }
}
