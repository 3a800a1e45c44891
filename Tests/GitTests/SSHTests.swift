import Git
import GitTestSupport
import HTTP
import Testing

@Suite("Git over SSH", .serialized) struct SSHTests {
  private let bench: Workbench
  private let server: SSHServer
  private let client: GitClient

  init() async throws {
    bench = try await Workbench()
    server = try await SSHServer(in: bench.folder)
    client = GitClient(http: try HTTPClient())
    try await bench.commit(["a.txt": "one"])
  }

  private func list(
    key: String, hosts: String, passphrase: String? = nil, path: String? = nil
  ) async throws -> ReferenceAdvertisement {
    var authentication = GitAuthentication()
    authentication.identity = SSHIdentity(
      privateKey: Array(key.utf8), passphrase: passphrase, knownHosts: Array(hosts.utf8))
    let remote = try GitRemote("ssh://\(server.user)@127.0.0.1:\(server.port)\(path ?? bench.bare)")
    return try await client.list(remote, authentication, timeout: .seconds(20))
  }

  @Test("the right key and host open the repository")
  func success() async throws {
    #expect(try await list(key: server.key, hosts: server.knownHosts).references["refs/heads/main"] != nil)
    let hashed = "# comment\n\n" + server.knownHosts
    #expect(try await list(key: server.key, hosts: hashed).references["HEAD"] != nil)
  }

  @Test("a key with a passphrase needs the right one")
  func passphrase() async throws {
    #expect(
      try await list(key: server.lockedKey, hosts: server.knownHosts, passphrase: "open sesame").references.isEmpty
        == false)
    for wrong in [nil, "nonsense"] {
      let error = await #expect(throws: GitError.self) {
        try await self.list(key: self.server.lockedKey, hosts: self.server.knownHosts, passphrase: wrong)
      }
      #expect(error?.code == .authentication)
      #expect(error?.message.contains("nonsense") == false)
    }
  }

  @Test("a key that is not let in is an error that names the user")
  func stranger() async throws {
    let error = await #expect(throws: GitError.self) {
      try await self.list(key: self.server.strangerKey, hosts: self.server.knownHosts)
    }
    #expect(error?.code == .authentication && error?.message.contains("'\(server.user)'") == true)
    let nonsense = await #expect(throws: GitError.self) {
      try await self.list(key: "no key", hosts: self.server.knownHosts)
    }
    #expect(nonsense?.code == .authentication)
  }

  @Test("another host key, or none known, ends it before the key is shown")
  func hosts() async throws {
    let changed = await #expect(throws: GitError.self) {
      try await self.list(key: self.server.key, hosts: self.server.wrongHosts)
    }
    #expect(changed?.code == .untrustedHost)
    #expect(changed?.message.contains("is not the one in 'known_hosts'") == true)
    let unknown = await #expect(throws: GitError.self) {
      try await self.list(key: self.server.key, hosts: "example.com ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA==\n")
    }
    #expect(unknown?.code == .untrustedHost)
    let malformed = await #expect(throws: GitError.self) {
      try await self.list(key: self.server.key, hosts: "\nnonsense\n")
    }
    #expect(malformed?.message.contains("line 2 of 'known_hosts'") == true)
  }

  @Test("without an identity nothing is sent")
  func noIdentity() async throws {
    let remote = try GitRemote("ssh://\(server.user)@127.0.0.1:\(server.port)\(bench.bare)")
    let error = await #expect(throws: GitError.self) { try await self.client.list(remote, timeout: .seconds(5)) }
    #expect(error?.code == .authentication && error?.message.contains("'identity'") == true)
  }

  @Test("a repository that is not there is told in the server's words")
  func missing() async throws {
    let error = await #expect(throws: GitError.self) {
      try await self.list(key: self.server.key, hosts: self.server.knownHosts, path: "/nowhere/it's.git")
    }
    #expect(error?.code == .repositoryNotFound)
    #expect(error?.message.contains("/nowhere/it's.git") == true)
  }

  @Test("a server that does not speak is given up, and left at once when cancelled")
  func silence() async throws {
    let silent = try ChildProcess([
      "python3", "-u", "-c",
      "import socket,time\ns=socket.socket()\ns.bind(('127.0.0.1',0))\ns.listen(9)\nprint(s.getsockname()[1])\ntime.sleep(3600)",
    ])
    let port = try #require(Int(silent.readLine()))
    var authentication = GitAuthentication()
    authentication.identity = SSHIdentity(
      privateKey: Array(server.key.utf8),
      knownHosts: Array(server.knownHosts.replacing(":\(server.port)", with: ":\(port)").utf8))
    let remote = try GitRemote("ssh://git@127.0.0.1:\(port)/x")
    let (client, secrets) = (client, authentication)
    let error = await #expect(throws: GitError.self) {
      try await client.list(remote, secrets, timeout: .milliseconds(300))
    }
    #expect(error?.code == .timeout)
    let quickest = try await Peers.quickest {
      let task = Task { try await client.list(remote, secrets, timeout: .seconds(60)) }
      try await Task.sleep(for: .milliseconds(20))
      let start = ContinuousClock.now
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      return ContinuousClock.now - start
    }
    #expect(quickest < .milliseconds(500))
  }
}
