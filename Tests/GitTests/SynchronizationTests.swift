import Git
import GitTestSupport
import HTTP
import Testing

/// How a test reaches a repository.
enum Road: CaseIterable { case http, git, ssh, file }

@Suite("Synchronization", .serialized) struct SynchronizationTests {
  private let bench: Workbench
  private let client: GitClient

  init() async throws {
    bench = try await Workbench()
    client = GitClient(http: try HTTPClient())
  }

  /// Takes the file `path` of whatever is found.
  private func sync(
    _ remote: GitRemote, _ reference: GitReference = .branch("main"), known: String = "", path: String = "a.txt",
    authentication: GitAuthentication = GitAuthentication(), timeout: Duration = .seconds(20)
  ) async throws -> (revision: String, text: String?) {
    let request = GitSyncRequest(
      remote, reference, mirror: "\(bench.folder)/mirror", authentication: authentication, timeout: timeout)
    let outcome = try await client.synchronize(request, isCurrent: { $0 == known }) { checkout in
      var tree = checkout.commit.tree
      let names = path.split(separator: "/").map(String.init)
      for name in names.dropLast() {
        guard let next = try checkout.objects.tree(tree).first(where: { $0.name == name }) else { return "" }
        tree = next.id
      }
      guard let file = try checkout.objects.tree(tree).first(where: { $0.name == names.last }) else { return "" }
      return String(decoding: try checkout.objects.blob(file.id, limit: 1 << 20), as: UTF8.self)
    }
    switch outcome {
    case .current(let revision): return (revision, nil)
    case .checkedOut(let revision, let text): return (revision, text)
    }
  }

  private func web(_ options: [String] = []) async throws -> WebServer {
    try await WebServer(serving: "\(bench.folder)/served", script: Peers.webServer, options: options)
  }

  @Test("a branch is followed over every kind of address", arguments: Road.allCases)
  func roads(_ road: Road) async throws {
    var authentication = GitAuthentication()
    let remote: GitRemote
    var peers: [any Sendable] = []
    switch road {
    case .http:
      let server = try await web()
      peers.append(server)
      remote = try GitRemote(server.url("git/app.git"))
    case .git:
      let port = try Workbench.freePort()
      // The program itself: the "git" in front of it would leave it behind.
      let programs = try await ChildProcess.run(["git", "--exec-path"]).prefix { $0 != "\n" }
      peers.append(
        try ChildProcess([
          "\(programs)/git-daemon", "--listen=127.0.0.1", "--port=\(port)", "--export-all",
          "--base-path=\(bench.folder)/served",
          "--reuseaddr",
        ]))
      try await SSHServer.waitForPort(port)
      remote = try GitRemote("git://127.0.0.1:\(port)/app.git", allowing: .git)
    case .ssh:
      let server = try await SSHServer(in: bench.folder)
      peers.append(server)
      remote = try GitRemote("ssh://\(server.user)@127.0.0.1:\(server.port)\(bench.bare)")
      authentication.identity = SSHIdentity(
        privateKey: Array(server.key.utf8), knownHosts: Array(server.knownHosts.utf8))
    case .file: remote = try GitRemote("file://\(bench.bare)", allowing: .file)
    }
    let first = try await bench.commit(["a.txt": "one", "deep/b.txt": "kept"])
    let found = try await sync(remote, authentication: authentication)
    #expect(found.revision == "main@sha1:\(first)" && found.text == "one")
    #expect(try await sync(remote, known: found.revision, authentication: authentication).text == nil)

    let second = try await bench.commit(["a.txt": "two"])
    let next = try await sync(remote, known: found.revision, authentication: authentication)
    #expect(next.revision == "main@sha1:\(second)" && next.text == "two")
    #expect(try await sync(remote, path: "deep/b.txt", authentication: authentication).text == "kept")

    // A branch that was rewritten, to a state that brings an old file back.
    try await bench.git("reset", "-q", "--hard", first)
    let third = try await bench.commit(["c.txt": "three"])
    let rewritten = try await sync(remote, known: next.revision, authentication: authentication)
    #expect(rewritten.revision == "main@sha1:\(third)" && rewritten.text == "one")
    withExtendedLifetime(peers) {}
  }

  @Test("a poll with nothing new is one request, a fetch one more")
  func requests() async throws {
    let server = try await web()
    let remote = try GitRemote(server.url("git/app.git"))
    try await bench.commit(["a.txt": "one"])
    let found = try await sync(remote)
    #expect(server.requests.count == 2)
    server.forget()
    #expect(try await sync(remote, known: found.revision).text == nil)
    #expect(server.requests == ["GET /git/app.git/info/refs?service=git-upload-pack anonymous"])
    try await bench.commit(["a.txt": "two"])
    server.forget()
    #expect(try await sync(remote, known: found.revision).text == "two")
    #expect(server.requests.count == 2)
    // The same commit under another reference is in the mirror already.
    server.forget()
    #expect(try await sync(remote, .name("refs/heads/main")).text == "two")
    #expect(server.requests.count == 1)
  }

  @Test("every kind of reference leads to its commit and revision")
  func references() async throws {
    let server = try await web()
    let remote = try GitRemote(server.url("git/app.git"))
    let one = try await bench.commit(["a.txt": "one"])
    try await bench.git("tag", "v1.0.0")
    let two = try await bench.commit(["a.txt": "two"])
    try await bench.git("tag", "-a", "-m", "annotated", "v1.1.0")
    try await bench.git("tag", "2.0.0-rc.1")
    try await bench.git("tag", "nightly")
    let three = try await bench.commit(["a.txt": "three"])
    try await bench.git("push", "-q", "origin", "--tags")
    let table: [(GitReference, String, String)] = [
      (.tag("v1.0.0"), "v1.0.0@sha1:\(one)", "one"), (.tag("v1.1.0"), "v1.1.0@sha1:\(two)", "two"),
      (.semver(try VersionConstraint("1.x")), "v1.1.0@sha1:\(two)", "two"),
      (.semver(try VersionConstraint("<1.1.0")), "v1.0.0@sha1:\(one)", "one"),
      (.semver(try VersionConstraint(">=2.0.0-0")), "2.0.0-rc.1@sha1:\(two)", "two"),
      (.name("refs/heads/main"), "refs/heads/main@sha1:\(three)", "three"),
      (.name("refs/tags/v1.1.0"), "refs/tags/v1.1.0@sha1:\(two)", "two"),
      (.commit(try #require(GitObjectID(two)), branch: nil), "sha1:\(two)", "two"),
      (.commit(try #require(GitObjectID(one)), branch: "main"), "main@sha1:\(one)", "one"),
    ]
    for (reference, revision, text) in table {
      let found = try await sync(remote, reference)
      #expect(found.revision == revision && found.text == text)
    }
  }

  @Test("a commit that is no branch's head is found although the server does not give commits by id")
  func oldCommit() async throws {
    let server = try await web()
    let remote = try GitRemote(server.url("git/app.git"))
    let one = try await bench.commit(["a.txt": "one"])
    try await bench.commit(["a.txt": "two"])
    for branch in ["main", nil] {
      let found = try await sync(remote, .commit(try #require(GitObjectID(one)), branch: branch))
      #expect(found.text == "one")
    }
    let strange = try #require(GitObjectID(String(repeating: "1", count: 40)))
    let error = await #expect(throws: GitError.self) { try await self.sync(remote, .commit(strange, branch: "main")) }
    #expect(error?.code == .referenceNotFound)
  }

  @Test("a commit of another branch is refused, whatever the server gives by id", arguments: [false, true])
  func commitOfAnotherBranch(_ isLocal: Bool) async throws {
    let server = try await web()
    try await ChildProcess.run(["git", "-C", bench.bare, "config", "uploadpack.allowAnySHA1InWant", "true"])
    let remote = try isLocal ? GitRemote("file://\(bench.bare)", allowing: .file) : GitRemote(server.url("git/app.git"))
    let one = try await bench.commit(["a.txt": "one"])
    let two = try await bench.commit(["a.txt": "two"])
    try await bench.git("checkout", "-q", "-b", "side")
    let other = try await bench.commit(["a.txt": "other"], branch: "side")
    let wanted = try #require(GitObjectID(other))
    // Neither does it help that it is in the mirror.
    #expect(try await sync(remote, .branch("side")).text == "other")
    for _ in 0..<2 {
      let error = await #expect(throws: GitError.self) { try await self.sync(remote, .commit(wanted, branch: "main")) }
      #expect(error?.code == .referenceNotFound)
      #expect(error?.message == "commit \(other) does not exist in branch 'main'")
    }
    #expect(try await sync(remote, .commit(wanted, branch: "side")).text == "other")
    #expect(try await sync(remote, .commit(wanted, branch: nil)).text == "other")
    for (commit, text) in [(two, "two"), (one, "one"), (two, "two")] {
      let found = try await sync(remote, .commit(try #require(GitObjectID(commit)), branch: "main"))
      #expect(found.revision == "main@sha1:\(commit)" && found.text == text)
    }
    // The branch goes on; what was fetched of it is built upon.
    try await bench.git("checkout", "-q", "main")
    let three = try await bench.commit(["a.txt": "three"])
    try await bench.commit(["a.txt": "four"])
    let found = try await sync(remote, .commit(try #require(GitObjectID(three)), branch: "main"))
    #expect(found.text == "three")
  }

  @Test("what is missing is named, with what there is")
  func missing() async throws {
    let server = try await web()
    let remote = try GitRemote(server.url("git/app.git"))
    let empty = await #expect(throws: GitError.self) { try await self.sync(remote) }
    #expect(empty?.message == "the repository is empty")
    try await bench.commit(["a.txt": "one"])
    let branch = await #expect(throws: GitError.self) { try await self.sync(remote, .branch("mian")) }
    #expect(branch?.message == "branch 'mian' does not exist; the repository has the branches main")
    let tag = await #expect(throws: GitError.self) { try await self.sync(remote, .tag("v1")) }
    #expect(tag?.message == "tag 'v1' does not exist; the repository has no tags")
    let range = await #expect(throws: GitError.self) {
      try await self.sync(remote, .semver(VersionConstraint(">=1.0.0")))
    }
    #expect(range?.code == .referenceNotFound)
    let repository = await #expect(throws: GitError.self) {
      try await self.sync(GitRemote(server.url("git/other.git")))
    }
    #expect(repository?.code == .repositoryNotFound)
    let page = await #expect(throws: GitError.self) { try await self.sync(GitRemote(server.url("page"))) }
    #expect(page?.message.contains("no web page") == true)
    let folder = await #expect(throws: GitError.self) {
      try await self.sync(GitRemote("file:///nowhere", allowing: .file))
    }
    #expect(folder?.message == "/nowhere does not exist")
  }

  @Test("credentials open what is closed, and are refused with a hint when wrong")
  func credentials() async throws {
    let server = try await web()
    try await bench.commit(["a.txt": "one"])
    var authentication = GitAuthentication()
    let basic = try GitRemote(server.url("auth/app.git"))
    let none = await #expect(throws: GitError.self) { try await self.sync(basic) }
    #expect(none?.code == .authentication && none?.message.contains("spec.secretRef") == true)
    authentication.credentials = .basic(username: "dev", password: "wrong")
    let wrong = await #expect(throws: GitError.self) { try await self.sync(basic, authentication: authentication) }
    #expect(wrong?.code == .authentication)
    #expect(wrong.map { "\($0)".contains("wrong") } == false)
    authentication.credentials = .basic(username: "dev", password: "s3cret")
    #expect(try await sync(basic, authentication: authentication).text == "one")
    authentication.credentials = .bearer("t0ken")
    let token = try GitRemote(server.url("token/app.git"))
    #expect(try await sync(token, path: "a.txt", authentication: authentication).text == "one")
  }

  @Test("a redirected repository is fetched where it is, without the credentials")
  func redirect() async throws {
    let target = try await web()
    let server = try await web(["--redirect", "http://127.0.0.1:\(target.port)"])
    try await bench.commit(["a.txt": "one"])
    var authentication = GitAuthentication()
    authentication.credentials = .basic(username: "dev", password: "s3cret")
    #expect(try await sync(GitRemote(server.url("away/app.git")), authentication: authentication).text == "one")
    #expect(server.requests.allSatisfy { $0.hasSuffix("credentials") })
    #expect(target.requests.count == 2 && target.requests.allSatisfy { $0.hasSuffix("anonymous") })
  }

  @Test("a silent server is given up at the timeout, and at once when cancelled")
  func silence() async throws {
    let server = try await web()
    let remote = try GitRemote(server.url("silent/app.git"))
    let start = ContinuousClock.now
    let error = await #expect(throws: GitError.self) { try await self.sync(remote, timeout: .milliseconds(300)) }
    #expect(error?.code == .timeout)
    #expect(ContinuousClock.now - start < .seconds(15))

    let (client, request) = (client, GitSyncRequest(remote, .branch("main"), mirror: "\(bench.folder)/mirror"))
    let quickest = try await Peers.quickest {
      server.forget()
      let task = Task { try await client.synchronize(request, isCurrent: { _ in false }) { _ in 0 } }
      try await eventually { !server.requests.isEmpty }
      let moment = ContinuousClock.now
      task.cancel()
      await #expect(throws: CancellationError.self) { _ = try await task.value }
      return ContinuousClock.now - moment
    }
    #expect(quickest < .milliseconds(500))
  }

  @Test("a damaged mirror is thrown away and fetched again")
  func damage() async throws {
    let server = try await web()
    let remote = try GitRemote(server.url("git/app.git"))
    try await bench.commit(["a.txt": "one", "b.txt": String(repeating: "much the same\n", count: 200)])
    _ = try await sync(remote)
    try await ChildProcess.run([
      "sh", "-c", "for f in \(bench.folder)/mirror/objects/pack/*.pack; do chmod u+w $f; printf x >$f; done",
    ])
    try await bench.commit(["a.txt": "two"])
    #expect(try await sync(remote).text == "two")
    try await ChildProcess.run(["rm", "-rf", "\(bench.folder)/mirror/objects"])
    #expect(try await sync(remote, path: "b.txt").text?.count == 2_800)
  }

  @Test("many fetches leave few packs behind")
  func compaction() async throws {
    let server = try await web()
    let remote = try GitRemote(server.url("git/app.git"))
    for number in 0..<44 {
      try await bench.commit(["a.txt": "\(number)", "deep/kept.txt": "kept"])
      _ = try await sync(remote)
    }
    let packs = try await ChildProcess.run(["sh", "-c", "ls \(bench.folder)/mirror/objects/pack/*.pack | wc -l"])
    #expect((Int(packs.filter(\.isNumber)) ?? 99) < 10)
    #expect(try await sync(remote, path: "deep/kept.txt").text == "kept")
    try await bench.commit(["a.txt": "last"])
    #expect(try await sync(remote).text == "last")
  }

  @Test("noise instead of a listing is an error")
  func noise() async throws {
    let server = try await web()
    for seed in 0..<25 {
      let error = await #expect(throws: GitError.self) { try await self.sync(GitRemote(server.url("garbage/\(seed)"))) }
      #expect(error.map { !$0.description.isEmpty } == true)
    }
  }
}
