import Structure

/// The rules of a `.helmignore` file, with Helm's own meaning of them: the first rule that matches decides, a rule with a
/// `!` ignores whatever it does not match, `**` is refused.
struct HelmIgnore: Sendable {
  private struct Rule: Sendable {
    var pattern: PathPattern
    /// Whether the whole path has to match rather than the last name.
    var isWholePath: Bool
    var isNegated: Bool
    var isForFolders: Bool

    func matches(_ path: String) -> Bool {
      pattern.matches(
        isWholePath ? path[...] : path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...])
    }
  }

  private var rules: [Rule] = []

  /// What holds without a file: hidden files under `templates/` are no templates.
  static let standard = HelmIgnore(rules: [hiddenTemplates].compactMap { $0 })

  private init(rules: [Rule]) { self.rules = rules }

  /// - Throws: ``ChartError`` with the line of a rule that cannot be understood.
  init(_ text: [UInt8]) throws(ChartError) {
    for (index, line) in String(decoding: text, as: UTF8.self).split(
      omittingEmptySubsequences: false, whereSeparator: { $0.isNewline }
    ).enumerated() {
      let rule = line.trimmingWhitespace
      guard !rule.isEmpty, !rule.hasPrefix("#") else { continue }
      func mistake(_ message: String) -> ChartError {
        ChartError(.load, file: ".helmignore", position: .init(line: index + 1, column: 1), message)
      }
      guard !rule.contains("**") else {
        throw mistake("'\(rule)': double-star (**) syntax is not supported; one * stands for any part of a name")
      }
      guard PathPattern(rule) != nil, let parsed = Self.rule(rule) else {
        throw mistake("'\(rule)' is no pattern for file names")
      }
      rules.append(parsed)
    }
    rules += Self.standard.rules
  }

  private static let hiddenTemplates = rule("templates/.?*")

  private static func rule(_ text: Substring) -> Rule? {
    var rest = text
    let isNegated = rest.hasPrefix("!")
    if isNegated { rest = rest.dropFirst() }
    let isForFolders = rest.hasSuffix("/")
    if isForFolders { rest = rest.dropLast() }
    let isRooted = rest.hasPrefix("/")
    if isRooted { rest = rest.dropFirst() }
    guard let pattern = PathPattern(rest) else { return nil }
    return Rule(
      pattern: pattern, isWholePath: isRooted || rest.contains("/"), isNegated: isNegated, isForFolders: isForFolders)
  }

  /// Whether a file or folder is left out.
  /// - Parameter path: Relative to the chart; not empty.
  func ignores(_ path: String, isFolder: Bool) -> Bool {
    for rule in rules {
      if rule.isNegated {
        if rule.isForFolders && !isFolder { return true }
        if !rule.matches(path) { return true }
        continue
      }
      if rule.isForFolders && !isFolder { continue }
      if rule.matches(path) { return true }
    }
    return false
  }
}

extension Substring {
  fileprivate var trimmingWhitespace: Substring {
    var rest = self
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return rest
  }
}
