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

  /// The patterns, each made when it is asked for first: most ranges need but one.
  private enum Patterns {
    static let one = Result { try RegularExpression(#"^\s*(\#(operators))\s*(\#(version))\s*$"#) }
    static let hyphen = Result { try RegularExpression(#"\s*(\#(version))\s+-\s+(\#(version))\s*"#) }
    static let find = Result { try RegularExpression(#"(\#(operators))\s*(\#(version))"#) }
    static let whole = Result {
      try RegularExpression(
        #"^(\s*(\#(operators))\s*(\#(version))\s*)((?:\s+|,\s*)(\#(operators))\s*(\#(version))\s*)*$"#)
    }
  }

  /// - Throws: ``FunctionError`` with Masterminds' message.
  package init(_ text: String) throws {
    let text = text.utf8.contains(UInt8(ascii: "-")) ? try Self.expandingHyphens(text) : text
    for part in text.split(separator: "||", omittingEmptySubsequences: false) {
      let part = String(part)
      if let single = try Self.condition(part) {
        add([single])
        continue
      }
      guard try Patterns.whole.get().matches(part) else {
        throw FunctionError("improper constraint: \(Parser.quoted(Array(part.utf8)))")
      }
      let bytes = Array(part.utf8)
      var found: [Condition] = []
      var position = 0
      let find = try Patterns.find.get()
      while case .some(.some(let range)) = find.firstMatch(in: bytes, from: position)?.first, !range.isEmpty {
        let text = String(decoding: bytes[range], as: UTF8.self)
        guard let condition = try Self.condition(text) else {
          throw FunctionError("improper constraint: \(Parser.quoted(Array(bytes[range])))")
        }
        found.append(condition)
        position = range.upperBound
      }
      add(found)
    }
  }

  private mutating func add(_ conditions: [Condition]) {
    hasPrerelease.append(conditions.contains { !$0.version.prerelease.isEmpty })
    alternatives.append(conditions)
  }

  private static func expandingHyphens(_ text: String) throws -> String {
    let hyphen = try Patterns.hyphen.get()
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var position = 0
    while let groups = hyphen.firstMatch(in: bytes, from: position),
      case .some(.some(let range)) = groups.first,
      groups.count > 11, let low = groups[1], let high = groups[11]
    {
      result += bytes[position..<range.lowerBound]
      result += ">= ".utf8 + bytes[low] + ", <= ".utf8 + bytes[high] + " ".utf8
      position = range.upperBound
    }
    return String(decoding: result + bytes[position...], as: UTF8.self)
  }

  /// A version with an operator; nil when the text is not one, or several.
  private static func condition(_ text: String) throws -> Condition? {
    let bytes = Array(text.utf8)
    guard let groups = try Patterns.one.get().firstMatch(in: bytes, from: 0) else { return nil }
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
