/// One line of a `.sourceignore` file, with the meaning that Flux gives it.
///
/// It is close to .gitignore, with one difference: a file is judged by its whole path, so a later `!pattern` takes a
/// file back although its directory is excluded.
struct IgnorePattern: Sendable, Hashable {
  private enum Part: Sendable, Hashable {
    case nothing
    case anyDepth
    case name(NamePattern)
    /// `**` beside other characters: matches nothing.
    case invalid
  }

  /// The directory of the file that holds the line; the pattern speaks only of what is below it.
  private let domain: [[UInt8]]
  private let parts: [Part]
  /// Whether it takes files back.
  let isInclusion: Bool
  private let isForDirectories: Bool
  /// Whether it is about paths from its domain, rather than about any one name of a path.
  private let isPath: Bool

  /// - Parameter line: Neither empty nor a comment.
  init(_ line: some Collection<UInt8>, domain: [[UInt8]]) {
    var text = Array(line)[...]
    self.domain = domain
    isInclusion = text.first == UInt8(ascii: "!")
    if isInclusion { text.removeFirst() }
    if !(text.count >= 2 && text.suffix(2).elementsEqual("\\ ".utf8)) {
      while text.last == UInt8(ascii: " ") { text.removeLast() }
    }
    isForDirectories = text.last == UInt8(ascii: "/")
    if isForDirectories { text.removeLast() }
    isPath = text.contains(UInt8(ascii: "/"))
    let (isPath, doubleStar) = (isPath, Array("**".utf8))
    parts = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).map { part in
      if part.isEmpty { return .nothing }
      if part.elementsEqual(doubleStar) { return .anyDepth }
      if isPath, part.firstRange(of: doubleStar) != nil { return .invalid }
      return .name(NamePattern(part))
    }
  }

  /// The patterns of a whole file.
  static func lines(of text: some Collection<UInt8>, domain: [[UInt8]] = []) -> [IgnorePattern] {
    text.split(separator: UInt8(ascii: "\n")).compactMap { line in
      var line = line
      if line.last == UInt8(ascii: "\r") { line = line.dropLast() }
      let isBlank = line.allSatisfy { $0 == 0x20 || (9...13).contains($0) }
      return isBlank || line.first == UInt8(ascii: "#") ? nil : IgnorePattern(line, domain: domain)
    }
  }

  /// Whether the pattern speaks of the file at `path`, given by its names.
  func matches(_ path: [[UInt8]]) -> Bool {
    guard path.count > domain.count, path.starts(with: domain) else { return false }
    let below = path[domain.count...]
    return isPath ? matchesPath(below) : matchesName(below)
  }

  private func matchesName(_ path: ArraySlice<[UInt8]>) -> Bool {
    let pattern: NamePattern
    switch parts.first {
    case .name(let name): pattern = name
    // "**" alone is "*" twice: any name.
    case .anyDepth: pattern = NamePattern("*".utf8)
    default: return false
    }
    guard let index = path.firstIndex(where: pattern.matches) else { return false }
    return !(isForDirectories && index == path.endIndex - 1)
  }

  private func matchesPath(_ path: ArraySlice<[UInt8]>) -> Bool {
    var rest = path
    var hasMatched = false
    var mayDescend = false
    parts: for (index, part) in parts.enumerated() {
      switch part {
      case .nothing: mayDescend = false
      case .anyDepth:
        if index == parts.count - 1 { break parts }
        mayDescend = true
      case .invalid: return false
      case .name(let name):
        if mayDescend {
          mayDescend = false
          guard let found = rest.firstIndex(where: name.matches) else { return false }
          rest = rest[(found + 1)...]
        } else {
          guard let first = rest.first, name.matches(first) else { return false }
          rest.removeFirst()
        }
        hasMatched = true
      }
    }
    return hasMatched && !(isForDirectories && rest.isEmpty)
  }
}
