import GitTestSupport
import HTTP
import Testing

@testable import Git

@Suite("Addresses of repositories") struct GitRemoteTests {
  @Test("every form that Flux and git users write is understood")
  func forms() throws {
    guard case .http(let address) = try GitRemote("https://dev:s3cret@example.com/a/b.git").transport else {
      Issue.record("no http address")
      return
    }
    #expect(address.username == "dev" && address.password == "s3cret" && address.text == "https://example.com/a/b.git")
    #expect(try GitRemote("https://dev:s3cret@example.com/a").shown == "https://example.com/a")
    let ssh = try GitRemote("ssh://git@example.com:2222/a/b.git")
    #expect(ssh.transport == .ssh(user: "git", host: "example.com", port: 2222) && ssh.path == "/a/b.git")
    let scp = try GitRemote("me@example.com:a/b.git")
    #expect(scp.transport == .ssh(user: "me", host: "example.com", port: 22) && scp.path == "a/b.git")
    #expect(try GitRemote("ssh://example.com/~me/x").path == "~me/x")
    #expect(try GitRemote("ssh://[::1]:22/x").transport == .ssh(user: "git", host: "::1", port: 22))
    #expect(try GitRemote("file:///a/b", allowing: .file).path == "/a/b")
  }

  @Test(
    "what could be an option, a command or nonsense is refused",
    arguments: [
      "", "x", "https://", "-oProxyCommand=x:y", "ssh://-oProxyCommand=x/y", "ssh://-x@host/y", "ssh://host/-x",
      "host:-x", "ssh://ho$t/x", "ssh://host:0/x", "ssh://host:70000/x", "ssh://host", "https://a b/c", "ssh://h/\u{7}",
      "ext::sh -c x", "file:///x", "git://host/x", "ftp://host/x", "https://host/x?y=z", "user@host:",
    ])
  func refused(_ text: String) {
    let error = #expect(throws: GitError.self) { try GitRemote(text) }
    #expect(error?.code == .invalidURL)
  }

  @Test("a refused address is told without its password")
  func redaction() {
    let error = #expect(throws: GitError.self) { try GitRemote("ftp://dev:s3cret@host/x") }
    #expect(error.map { "\($0)".contains("s3cret") } == false)
  }

  @Test("a path is one word for the shell on the other side")
  func quoting() {
    #expect(SSHUploadPack.quoted("/a b") == "'/a b'")
    #expect(SSHUploadPack.quoted("/it's!") == "'/it'\\''s'\\!''")
  }
}

@Suite("Packets") struct PacketTests {
  private func reader(_ text: String, step: Int = 3, limit: Int = 1 << 20) -> PacketReader {
    var rest = Array(text.utf8)[...]
    return PacketReader(limit: limit) {
      guard !rest.isEmpty else { return nil }
      defer { rest = rest.dropFirst(step) }
      return Array(rest.prefix(step))
    }
  }

  @Test("packets are found however the stream is cut", arguments: [1, 2, 5, 100])
  func cuts(_ step: Int) throws {
    var packets = reader("000ahello\n0000" + "0009again", step: step)
    #expect(try packets.next()?.text == "hello")
    #expect(try packets.next() == .flush)
    #expect(try packets.next()?.text == "again")
    #expect(try packets.next() == nil)
  }

  @Test("malformed streams are errors", arguments: ["00", "zzzz", "0003", "fff1", "0010short", "<htm"])
  func malformed(_ text: String) {
    var packets = reader(text)
    let error = #expect(throws: GitError.self) { try packets.next() }
    #expect(error?.code == .malformed)
  }

  @Test("a stream may not be longer than its limit")
  func limit() {
    var packets = reader(String(repeating: "0008abcd", count: 100), limit: 80)
    let error = #expect(throws: GitError.self) { while try packets.next() != nil {} }
    #expect(error?.code == .tooLarge)
  }

  @Test("random bytes never crash the readers", arguments: 0..<300)
  func noise(_ seed: UInt64) {
    var state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1
    func random() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
    var bytes: [UInt8] = []
    let words = [
      "0000", "0004", "0032", "want ", "shallow ", "\u{1}PACK", "\u{3}x", "ERR x", "00", "\0", "refs/heads/x\n",
    ]
    for _ in 0..<random() % 60 {
      if random() % 2 == 0 {
        bytes += Array(words[Int(random() % UInt64(words.count))].utf8)
      } else {
        bytes.append(UInt8(truncatingIfNeeded: random()))
      }
    }
    var rest = bytes[...]
    var packets = PacketReader(limit: 1 << 20) {
      guard !rest.isEmpty else { return nil }
      defer { rest = rest.dropFirst(7) }
      return Array(rest.prefix(7))
    }
    if seed % 2 == 0 {
      _ = try? ReferenceAdvertisement(from: &packets, isHTTP: seed % 4 == 0)
    } else {
      try? FetchNegotiation.receivePack(from: &packets) { _ in }
    }
    #expect(packets.received <= bytes.count)
    bytes.withUnsafeBufferPointer { buffer in
      if let id = GitObjectID(bytes: Array(repeating: 0, count: 20)) { _ = try? ObjectDatabase.parseTree(buffer, id) }
    }
  }

  @Test("a tree's names cannot lead elsewhere", arguments: ["..", ".", ".git", "a/b", ""])
  func names(_ name: String) throws {
    let id = try #require(GitObjectID(bytes: Array(repeating: 7, count: 20)))
    let bytes = Array("100644 \(name)\0".utf8) + id.bytes
    bytes.withUnsafeBufferPointer { buffer in
      _ = #expect(throws: GitError.self) { try ObjectDatabase.parseTree(buffer, id) }
    }
  }
}
