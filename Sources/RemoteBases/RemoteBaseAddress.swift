import Git
import Structure

/// The address of a directory in a repository, in the forms that kustomize 5.5 takes:
/// `https://HOST/ORG/REPOSITORY//PATH?ref=v1`, `github.com/ORG/REPOSITORY/PATH`, `git@HOST:ORG/REPOSITORY.git//PATH`,
/// `ssh://…`, `file:///REPOSITORY//PATH`.
struct RemoteBaseAddress: Sendable, Hashable {
  /// The repository, as Git wants it.
  let repository: String
  /// Of the directory in it; empty for its root.
  let path: String
  /// A branch, tag, full name or commit; empty for the repository's default branch.
  let reference: String
  let timeout: Duration
  /// Whether the address says where the repository ends, so that it cannot be that of a file.
  let isMarked: Bool

  /// Nil for what kustomize would not clone.
  init?(_ text: String) {
    guard !text.hasPrefix("/") else { return nil }
    let mark = text.firstIndex(of: "?") ?? text.endIndex
    let query = Self.query(text[mark...].dropFirst())
    var rest = text[..<mark]
    if rest.prefix(5).lowercased() == "git::" { rest = rest.dropFirst(5) }
    guard let host = Self.takeHost(&rest), let (root, path, isMarked) = Self.split(rest, host), !root.isEmpty else {
      return nil
    }
    // A path that leads out of the repository is none.
    var depth = 0
    for name in path.split(separator: "/") where name != "." {
      depth += name == ".." ? -1 : 1
      guard depth >= 0 else { return nil }
    }
    repository = host + root
    self.path = path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    reference = query["ref"].flatMap { $0.isEmpty ? nil : $0 } ?? query["version"] ?? ""
    timeout = Self.timeout(query["timeout"] ?? "")
    self.isMarked = isMarked || !reference.isEmpty
  }

  // MARK: Parts

  private static let schemes = ["ssh://", "https://", "http://", "file://"]

  /// Takes scheme, user and host off the front and gives them, in the form in which they are used.
  private static func takeHost(_ rest: inout Substring) -> String? {
    let lowered = rest.prefix(8).lowercased()
    let scheme = schemes.first { lowered.hasPrefix($0) }
    rest = rest.dropFirst(scheme?.count ?? 0)
    if scheme == "file://" { return scheme }
    let user = takeUser(&rest)
    let isGitHub = ["github.com/", "github.com:"].contains(rest.prefix(11).lowercased())
    let mayBeSCP = scheme == nil && (user != nil || isGitHub)
    guard scheme != nil || mayBeSCP else { return nil }
    var end = rest.firstIndex(of: "/")
    if mayBeSCP, let colon = rest.firstIndex(of: ":"), colon != rest.startIndex, end.map({ colon < $0 }) ?? true {
      end = colon
    }
    guard let end else { return nil }
    let host = String(rest[...end])
    rest = rest[rest.index(after: end)...]
    if isGitHub {
      // One form for each of the two ways to GitHub.
      return scheme == "ssh://" || user != nil ? "\(user ?? "git@")github.com:" : "https://github.com/"
    }
    return (scheme ?? "") + (user ?? "") + host
  }

  /// `NAME@`.
  private static func takeUser(_ rest: inout Substring) -> String? {
    guard let at = rest.firstIndex(of: "@"), let first = rest.first, first.isASCII, first.isLetter,
      rest[..<at].allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
    else { return nil }
    defer { rest = rest[rest.index(after: at)...] }
    return String(rest[...at])
  }

  /// Where the repository ends and the path in it begins: by `_git/`, `//` or `.git`, else after two names.
  private static func split(_ text: Substring, _ host: String) -> (root: String, path: String, isMarked: Bool)? {
    if let mark = text.firstRange(of: "_git/") {
      let name = text[mark.upperBound...].prefix { $0 != "/" }
      return (String(text[..<name.endIndex]), String(text[name.endIndex...].dropFirst()), true)
    }
    if let mark = text.firstRange(of: "//") {
      return (String(text[..<mark.lowerBound]), String(text[mark.upperBound...]), true)
    }
    if let mark = text.firstRange(of: ".git") {
      return (String(text[..<mark.upperBound]), String(text[mark.upperBound...]), true)
    }
    if host == "file://" { return (String(text), "", true) }
    let names = text.split(separator: "/", omittingEmptySubsequences: false)
    guard names.count >= 2 else { return nil }
    return (names[..<2].joined(separator: "/"), names[2...].joined(separator: "/"), false)
  }

  /// The first value of each name; nothing of a query that is malformed.
  private static func query(_ text: Substring) -> [String: String] {
    var found: [String: String] = [:]
    for field in text.split(separator: "&") {
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = decoded(parts[0]), let value = decoded(parts.count > 1 ? parts[1] : "") else { return [:] }
      if found[name] == nil { found[name] = value }
    }
    return found
  }

  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(0x20)
      case UInt8(ascii: "%"):
        guard rest.count >= 2, rest.prefix(2).allSatisfy({ $0 < 0x80 && Character(UnicodeScalar($0)).isHexDigit }),
          let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
        else { return nil }
        bytes.append(value)
        rest = rest.dropFirst(2)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Seconds, or a duration as Go writes it; 27 seconds when it is neither, as kustomize has it.
  private static func timeout(_ text: String) -> Duration {
    let longest = 3_600.0
    if let seconds = Int(text) { return seconds > 0 ? .seconds(min(seconds, Int(longest))) : .seconds(27) }
    let units = ["h": 3_600.0, "m": 60, "s": 1, "ms": 0.001]
    var total = 0.0
    var rest = text[...]
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
      let unit = rest[digits.endIndex...].prefix { $0.isLetter }
      guard let number = Double(digits), let factor = units[String(unit)] else { return .seconds(27) }
      total += number * factor
      rest = rest[unit.endIndex...]
    }
    return total > 0 ? .milliseconds(Int(min(total, longest) * 1_000)) : .seconds(27)
  }
}
