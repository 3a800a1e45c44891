/// All references of a repository and what its server can do: the answer to one listing.
package struct ReferenceAdvertisement: Sendable {
  /// Full names (`refs/heads/main`, `HEAD`) and the objects they name.
  package private(set) var references: [String: GitObjectID] = [:]
  /// For annotated tags: the commit at the end of the chain.
  package private(set) var peeled: [String: GitObjectID] = [:]
  /// What the server offers, with values after `=`.
  package private(set) var capabilities: Set<String> = []
  /// The branch that HEAD stands for, where the server tells.
  package private(set) var head: String?

  /// The most bytes of a listing: some 700,000 references.
  static let limit = 64 << 20

  package init() {}

  /// For a repository on this machine.
  init(references: [String: GitObjectID], peeled: [String: GitObjectID], head: String?) {
    self.references = references
    self.peeled = peeled
    self.head = head
  }

  /// The commit that a reference leads to.
  package func commit(of name: String) -> GitObjectID? { peeled[name] ?? references[name] }

  /// Reads a listing up to its flush packet.
  /// - Parameter isHTTP: Whether the listing is preceded by a line that names the service.
  /// - Throws: ``GitError``.
  init(from packets: inout PacketReader, isHTTP: Bool) throws {
    guard var packet = try packets.next() else {
      throw GitError(.malformed, "the server closed the connection without listing references")
    }
    if isHTTP, let text = packet.text, text.hasPrefix("# service=") {
      guard text == "# service=git-upload-pack" else {
        throw GitError(.malformed, "the server offers another service than git-upload-pack")
      }
      guard try packets.next() == .flush, let first = try packets.next() else {
        throw GitError(.malformed, "the server's listing ends after its first line")
      }
      packet = first
    }
    var isFirst = true
    while case .data(let bytes) = packet {
      try take(bytes, isFirst: isFirst)
      isFirst = false
      guard let following = try packets.next() else {
        throw GitError(.malformed, "the server's listing has no end")
      }
      packet = following
    }
  }

  private mutating func take(_ bytes: ArraySlice<UInt8>, isFirst: Bool) throws {
    var line = bytes
    if line.last == UInt8(ascii: "\n") { line.removeLast() }
    if isFirst, line == ArraySlice("version 1".utf8) { return }
    if isFirst, let zero = line.firstIndex(of: 0) {
      takeCapabilities(line[line.index(after: zero)...])
      line = line[..<zero]
    }
    // A shallow repository lists its cut commits after the references.
    if line.starts(with: Array("shallow ".utf8)) { return }
    guard line.count > 41, line[line.startIndex + 40] == UInt8(ascii: " "),
      let id = GitObjectID(hex: line.prefix(40))
    else {
      if line.count > 64, line[line.startIndex + 64] == UInt8(ascii: " ") {
        throw GitError(.malformed, "the repository names its objects by SHA-256, which is not supported yet")
      }
      throw GitError(
        .malformed, "the server's listing has a malformed line: \(PacketReader.remoteText(line.prefix(80)))")
    }
    let name = String(decoding: line.dropFirst(41), as: UTF8.self)
    if name == "capabilities^{}" { return }
    if name.hasSuffix("^{}") {
      peeled[String(name.dropLast(3))] = id
    } else {
      references[name] = id
    }
  }

  private mutating func takeCapabilities(_ bytes: ArraySlice<UInt8>) {
    for word in bytes.split(separator: UInt8(ascii: " ")) {
      let text = String(decoding: word, as: UTF8.self)
      capabilities.insert(text)
      if text.hasPrefix("symref=HEAD:") { head = String(text.dropFirst(12)) }
    }
  }
}
