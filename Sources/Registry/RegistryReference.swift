package import Structure
import HTTP

/// A repository of a registry, and perhaps one artifact in it: `oci://HOST[:PORT]/REPOSITORY[:TAG][@sha256:DIGEST]`.
package struct RegistryReference: Sendable, Hashable {
  /// The host as it was written, in lower case, with its port if that was given.
  package let host: String
  package let repository: String
  package var tag: String?
  /// Wins over the tag.
  package var digest: Digest?

  /// - Throws: ``RegistryError`` with `invalidReference`.
  package init(_ text: String) throws(RegistryError) {
    let shown = WebAddress.redacted(text)
    func invalid(_ message: String) -> RegistryError { RegistryError(.invalidReference, message, subject: shown) }
    guard text.hasPrefix(Self.scheme) else { throw invalid("expected oci://HOST/REPOSITORY") }
    guard text.utf8.count <= 1_024, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
      throw invalid("the reference is too long, or holds blanks or characters beyond ASCII")
    }
    var rest = text.dropFirst(Self.scheme.count)
    guard let slash = rest.firstIndex(of: "/") else { throw invalid("expected a repository after the host") }
    host = try Self.host(rest[..<slash], invalid)
    rest = rest[rest.index(after: slash)...]
    if let at = rest.firstIndex(of: "@") {
      let digits = rest[rest.index(after: at)...]
      guard digits.hasPrefix("sha256:"), let digest = Digest(String(digits)) else {
        throw invalid("expected @sha256: and 64 hexadecimal digits for the digest")
      }
      self.digest = digest
      rest = rest[..<at]
    }
    if let colon = rest.lastIndex(of: ":") {
      let tag = Self.tag(ofVersion: String(rest[rest.index(after: colon)...]))
      guard Self.isTag(tag) else {
        throw invalid("the tag is malformed; expected up to 128 letters, digits, '_', '.' and '-'")
      }
      self.tag = tag
      rest = rest[..<colon]
    }
    guard Self.isRepository(rest) else {
      throw invalid("the repository is malformed; expected lower-case names with '/' between them")
    }
    repository = String(rest)
  }

  /// The same repository below, with `path` added to its name.
  /// - Throws: ``RegistryError`` with `invalidReference`.
  package func appending(_ path: String) throws(RegistryError) -> RegistryReference {
    try RegistryReference("\(Self.scheme)\(host)/\(repository)/\(path)")
  }

  /// The tag that stands for a version, which may have a `+` that no tag may have.
  package static func tag(ofVersion version: String) -> String { version.replacing("+", with: "_") }
  /// The version that a tag stands for.
  package static func version(ofTag tag: String) -> String { tag.replacing("_", with: "+") }

  /// Whether a text names an artifact of a registry rather than a file or a web address.
  package static func isReference(_ text: String) -> Bool { text.hasPrefix(scheme) }

  /// The host that answers: Docker Hub's name is not that of its registry.
  var apiHost: String { Self.isDockerHub(host) ? "registry-1.docker.io" : host }

  /// The repository as the registry calls it: Docker Hub keeps official images below `library`.
  var apiRepository: String {
    Self.isDockerHub(host) && !repository.contains("/") ? "library/\(repository)" : repository
  }

  static func isDockerHub(_ host: String) -> Bool {
    ["docker.io", "index.docker.io", "registry-1.docker.io"].contains(host)
  }

  private static let scheme = "oci://"

  /// The tag or the digest, whichever counts; nil for a whole repository.
  var selector: String? { digest?.description ?? tag }

  private static func host(_ text: Substring, _ invalid: (String) -> RegistryError) throws(RegistryError) -> String {
    guard !text.contains("@") else {
      throw invalid("a reference holds no user name or password; give credentials beside it")
    }
    // curl's own parser decides, so that what is checked here is what is connected to.
    guard !text.isEmpty, text.allSatisfy({ $0.isLetter || $0.isNumber || "-._:[]".contains($0) }),
      (try? WebAddress("https://\(text)/")) != nil
    else { throw invalid("the host is malformed; expected a name or an address, perhaps with a port") }
    return text.lowercased()
  }

  private static func isTag(_ text: String) -> Bool {
    guard let first = text.utf8.first, isWord(first), text.utf8.count <= 128 else { return false }
    return text.utf8.allSatisfy { isWord($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    isLower(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "_")
  }

  private static func isLower(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Names of lower-case letters and digits, with `.`, `_`, `__` or dashes inside of them.
  private static func isRepository(_ text: Substring) -> Bool {
    guard !text.isEmpty, text.utf8.count <= 255 else { return false }
    return text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { name in
      guard let first = name.first, let last = name.last, isLower(first), isLower(last) else { return false }
      let separators = name.split(omittingEmptySubsequences: true, whereSeparator: isLower).map(Array.init)
      return separators.allSatisfy { separator in
        separator.elementsEqual(".".utf8) || separator.elementsEqual("_".utf8) || separator.elementsEqual("__".utf8)
          || separator.allSatisfy { $0 == UInt8(ascii: "-") }
      }
    }
  }
}

extension RegistryReference: CustomStringConvertible {
  /// `oci://HOST/REPOSITORY:TAG@DIGEST`, with what it has of these.
  package var description: String {
    "\(Self.scheme)\(host)/\(repository)" + (tag.map { ":\($0)" } ?? "") + (digest.map { "@\($0)" } ?? "")
  }
}
