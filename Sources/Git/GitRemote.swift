package import HTTP

/// Where a repository is: its address taken apart and checked, so that no part of it can be mistaken for an option or
/// a command further on.
package struct GitRemote: Sendable, Hashable {
  package enum Transport: Sendable, Hashable {
    case http(WebAddress)
    case ssh(user: String, host: String, port: Int)
    /// Git's own unauthenticated protocol; only for those who ask for it by ``Schemes/git``.
    case git(host: String, port: Int)
    /// A repository on this machine.
    case file
  }

  /// Which kinds of address are welcome beside http, https and ssh.
  package struct Schemes: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    package static let file = Schemes(rawValue: 1)
    package static let git = Schemes(rawValue: 2)
  }

  package let transport: Transport
  /// The path of the repository as the other side wants it: for ssh and git without the host, for file on our disk.
  package let path: String
  /// The address for messages: without user info of http.
  package let shown: String

  /// Reads `http://`, `https://`, `ssh://`, the scp-like `user@host:path`, and `file://`, `git://` where allowed.
  /// - Throws: ``GitError`` with `invalidURL`.
  package init(_ text: String, allowing schemes: Schemes = []) throws(GitError) {
    let shown = WebAddress.redacted(text)
    func invalid(_ message: String) -> GitError { GitError(.invalidURL, message, url: shown) }
    guard !text.isEmpty else { throw invalid("the address of the repository is empty") }
    guard text.utf8.count <= 4_096, text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else {
      throw invalid("the address holds blanks or control characters, or is too long")
    }
    guard let separator = text.utf8.firstRange(of: "://".utf8) else {
      (transport, path) = try Self.scpLike(text, invalid)
      self.shown = shown
      return
    }
    let scheme = String(text[..<separator.lowerBound]).lowercased()
    let rest = String(text[separator.upperBound...])
    switch scheme {
    case "http", "https":
      let address: WebAddress
      do throws(HTTPError) { address = try WebAddress(text) } catch { throw invalid(error.message) }
      guard address.query == nil else { throw invalid("the address of a repository has no query") }
      transport = .http(address)
      path = address.path
      self.shown = shown
    case "ssh", "git+ssh", "ssh+git":
      let (authority, path) = try Self.split(rest, invalid)
      let (user, host, port) = try Self.authority(authority, defaultPort: 22, invalid)
      transport = .ssh(user: user ?? "git", host: host, port: port)
      // "/~user/…" means a path below that user's home.
      self.path = path.hasPrefix("/~") ? String(path.dropFirst()) : path
      self.shown = shown
    case "git" where schemes.contains(.git):
      let (authority, path) = try Self.split(rest, invalid)
      let (_, host, port) = try Self.authority(authority, defaultPort: 9_418, invalid)
      transport = .git(host: host, port: port)
      self.path = path
      self.shown = shown
    case "file" where schemes.contains(.file):
      guard rest.hasPrefix("/") else { throw invalid("a file:// address needs an absolute path: file:///PATH") }
      transport = .file
      path = rest
      self.shown = shown
    case "file":
      throw invalid("file:// addresses are not allowed; start the source-controller with --allow-file-urls to use them")
    default:
      throw invalid("cannot fetch from \(scheme)://; expected https://, http:// or ssh://")
    }
  }

  /// Whether basic or bearer credentials apply.
  package var isHTTP: Bool { if case .http = transport { true } else { false } }
  /// Whether an identity and known hosts apply.
  package var isSSH: Bool { if case .ssh = transport { true } else { false } }

  private static func scpLike(
    _ text: String, _ invalid: (String) -> GitError
  ) throws(GitError) -> (Transport, String) {
    // A bracketed IPv6 host holds colons of its own.
    let start = text.utf8.firstIndex(of: UInt8(ascii: "]")) ?? text.startIndex
    guard let colon = text.utf8[start...].firstIndex(of: UInt8(ascii: ":")) else {
      throw invalid("expected https://HOST/PATH, ssh://USER@HOST/PATH or USER@HOST:PATH")
    }
    let (user, host, port) = try authority(String(text[..<colon]), defaultPort: 22, invalid)
    let path = String(text[text.utf8.index(after: colon)...])
    guard !path.isEmpty, !path.hasPrefix("-") else { throw invalid("the address names no valid path after the colon") }
    return (.ssh(user: user ?? "git", host: host, port: port), path)
  }

  private static func split(
    _ rest: String, _ invalid: (String) -> GitError
  ) throws(GitError) -> (authority: String, path: String) {
    guard let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")), slash != rest.startIndex else {
      throw invalid("the address needs a host and a path")
    }
    let path = String(rest[slash...])
    guard path.utf8.count > 1, !path.hasPrefix("/-") else { throw invalid("the address names no valid path") }
    return (String(rest[..<slash]), path)
  }

  private static func authority(
    _ text: String, defaultPort: Int, _ invalid: (String) -> GitError
  ) throws(GitError) -> (user: String?, host: String, port: Int) {
    var host = text
    var user: String?
    if let at = text.utf8.lastIndex(of: UInt8(ascii: "@")) {
      user = String(text[..<at].prefix { $0 != ":" })
      host = String(text[text.utf8.index(after: at)...])
    }
    var port = defaultPort
    let afterBracket = host.utf8.lastIndex(of: UInt8(ascii: "]")) ?? host.startIndex
    if let colon = host.utf8[afterBracket...].lastIndex(of: UInt8(ascii: ":")) {
      let digits = host[host.utf8.index(after: colon)...]
      guard let number = Int(digits), (1...65_535).contains(number) else {
        throw invalid("\(String(digits).debugDescription) is no port number")
      }
      port = number
      host = String(host[..<colon])
    }
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    let isPlain: (UInt8) -> Bool = {
      switch $0 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: ":"):
        true
      default: false
      }
    }
    guard !host.isEmpty, !host.hasPrefix("-"), host.utf8.allSatisfy(isPlain) else {
      throw invalid("the address names no valid host")
    }
    if let user, user.isEmpty || user.hasPrefix("-") { throw invalid("the address names no valid user") }
    return (user, host, port)
  }
}
