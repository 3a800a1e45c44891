import Controller
import Git
import GitTestSupport
import HTTP
import Kube
import Logging
import SourceController
import Store
import Structure
import Testing
import Toolkit

@Suite("GitRepository", .serialized) struct GitRepositoryTests {
  private let bench: Workbench
  private let store: Store
  private let reconciler: GitRepositoryReconciler

  init() async throws {
    bench = try await Workbench()
    store = try Store.open(at: "\(bench.folder)/store.db")
    var settings = GitRepositoryReconciler.Settings(cache: "\(bench.folder)/git")
    settings.allowsFileURLs = true
    reconciler = try GitRepositoryReconciler(settings: settings)
  }

  private var key: ObjectKey { GitRepository.key(namespace: "apps", name: "app") }

  private func web() async throws -> WebServer {
    try await WebServer(serving: "\(bench.folder)/served", script: Peers.webServer)
  }

  private func declare(_ url: String, _ more: [String: Value] = [:]) async throws {
    var spec: Value = ["url": .string(url), "interval": "1m", "ref": ["branch": "main"]]
    for (field, value) in more { spec[field] = value }
    var object = KubeObject(Mapping())
    object.apiVersion = GitRepository.kind.apiVersion
    object.kind = GitRepository.kind.kind
    object.name = "app"
    object.namespace = "apps"
    object.spec = spec
    let wanted = object
    try await store.write { writer in
      if try writer.object(key) == nil { _ = try writer.create(wanted) } else { _ = try writer.update(wanted) }
    }
  }

  private func declareSecret(_ data: [String: String]) async throws {
    var object = KubeObject(Mapping())
    object.apiVersion = "v1"
    object.kind = "Secret"
    object.name = "login"
    object.namespace = "apps"
    var values = Mapping()
    for (name, text) in data { values[name] = .string(Base64.encode(Array(text.utf8))) }
    object.content["data"] = .object(values)
    let wanted = object
    try await store.write { _ = try $0.object(wanted.key) == nil ? $0.create(wanted) : $0.update(wanted) }
  }

  /// Reconciles once and writes the status fields as the runtime would.
  @discardableResult
  private func reconcile() async throws -> ReconcileResult {
    let object = try #require(try await store.read { try $0.object(key) })
    var log = Logger(label: "test")
    log.logLevel = .critical
    let result = try await reconciler.reconcile(ReconcileRequest(object: object, store: store, log: log, attempt: 1))
    var status = object.status ?? .object(Mapping())
    for (field, value) in result.status { status[field] = value }
    let wanted = status
    try await store.write { _ = try $0.updateStatus(key, wanted) }
    return result
  }

  private func failure() async throws -> ReconcileFailure {
    try #require(await #expect(throws: ReconcileFailure.self) { try await self.reconcile() })
  }

  private func artifact() async throws -> SourceArtifact {
    let object = try #require(try await store.read { try $0.object(key) })
    return try #require(GitRepository.status(of: object).artifact)
  }

  private func text(_ path: String) async throws -> String {
    let root = try #require(Digest(try await artifact().digest))
    let store = store
    return String(
      decoding: try await BlockingPool(threads: 1).run { _ in try store.fileTree(root: root).read(path) }, as: UTF8.self
    )
  }

  private func names(_ path: String = "") async throws -> [String] {
    let root = try #require(Digest(try await artifact().digest))
    let store = store
    return try await BlockingPool(threads: 1).run { _ in try store.fileTree(root: root).list(path).map(\.name) }
  }

  @Test("a commit becomes an artifact with Flux's revision, message and event")
  func firstCommit() async throws {
    let server = try await web()
    let commit = try await bench.commit(["a.txt": "one", "dir/b.txt": "two"], message: "Add two files")
    try await declare(server.url("git/app.git"))
    let result = try await reconcile()
    let revision = "main@sha1:\(commit)"
    #expect(result.outcome == .ready(reason: "Succeeded", message: "stored artifact for revision '\(revision)'"))
    let artifact = try await artifact()
    #expect(artifact.revision == revision && artifact.size == 6)
    #expect(artifact.path == "gitrepository/apps/app/\(commit)")
    #expect(try await text("dir/b.txt") == "two")
    let event = try #require(result.events.first)
    #expect(event.reason == "NewArtifact" && event.message == "stored artifact for commit 'Add two files'")
    #expect(event.metadata["source.toolkit.fluxcd.io/revision"] == revision)
    #expect(event.metadata["source.toolkit.fluxcd.io/digest"] == artifact.digest)
  }

  @Test("a poll with nothing new makes one request, writes nothing and tells nothing")
  func quietPoll() async throws {
    let server = try await web()
    try await bench.commit(["a.txt": "one"])
    try await declare(server.url("git/app.git"))
    try await reconcile()
    let version = try await store.read { try $0.version }
    let before = try await artifact()
    server.forget()
    let result = try await reconcile()
    #expect(server.requests.count == 1)
    #expect(result.events.isEmpty && result.status.isEmpty)
    #expect(try await store.read { try $0.version } == version)
    #expect(try await artifact() == before)
  }

  @Test("what is the same in two commits is stored once, and what a commit removes is gone")
  func nextCommit() async throws {
    let server = try await web()
    try await bench.commit(["a.txt": "one", "dir/b.txt": "two"])
    try await declare(server.url("git/app.git"))
    try await reconcile()
    try await bench.git("rm", "-q", "dir/b.txt")
    try await bench.commit(["a.txt": "three"])
    let result = try await reconcile()
    #expect(result.events.count == 1)
    #expect(try await names() == ["a.txt"])
    #expect(try await text("a.txt") == "three")
    #expect(try await store.read { try $0.artifacts().filter { $0.retired == nil }.count } == 1)
  }

  @Test("ignored files stay out, and a change of the rules makes a new artifact of the same commit")
  func ignoring() async throws {
    let server = try await web()
    try await bench.commit([
      "deploy/app.yaml": "a", "deploy/notes.md": "n", "logo.png": "p", "src/main.c": "c", ".sourceignore": "/src\n",
      "deploy/.sourceignore": "*.md\n", ".github/ci.yaml": "x",
    ])
    try await declare(server.url("git/app.git"))
    try await reconcile()
    #expect(try await names() == [".sourceignore", "deploy"])
    #expect(try await names("deploy") == [".sourceignore", "app.yaml"])
    server.forget()
    try await declare(server.url("git/app.git"), ["ignore": "/*\n!/deploy\n"])
    let result = try await reconcile()
    #expect(result.status["observedIgnore"] == .some("/*\n!/deploy\n"))
    #expect(try await names() == ["deploy"])
    #expect(try await names("deploy") == [".sourceignore", "app.yaml", "notes.md"])
    #expect(server.requests.count == 1)
    // A file of rules further up changes what is taken of an unchanged folder below.
    try await declare(server.url("git/app.git"))
    try await bench.commit([".sourceignore": "/src\napp.yaml\n"])
    try await reconcile()
    #expect(try await names("deploy") == [".sourceignore"])
  }

  @Test("links stay links, executables stay so, submodules are left out")
  func kinds() async throws {
    let commit = try await bench.commit(["run.sh": "#!/bin/sh\n"])
    try await bench.git("update-index", "--chmod=+x", "run.sh")
    try await ChildProcess.run(["ln", "-s", "../outside", "\(bench.clone)/link"])
    try await bench.git("add", "link")
    try await bench.git("update-index", "--add", "--cacheinfo", "160000,\(commit),module")
    try await bench.git("commit", "-q", "-m", "kinds")
    try await bench.git("push", "-q", "origin", "HEAD:main")
    try await declare("file://\(bench.bare)")
    try await reconcile()
    let root = try #require(Digest(try await artifact().digest))
    let store = store
    let entries = try await BlockingPool(threads: 1).run { _ in try store.fileTree(root: root).list("") }
    #expect(entries.map(\.name) == ["link", "run.sh"])
    #expect(entries.first?.entry == .symbolicLink(target: "../outside"))
    guard case .file(_, true, _)? = entries.last?.entry else {
      Issue.record("run.sh is not executable")
      return
    }
  }

  @Test("the Secret opens a closed repository; one that does not fit is named with its key")
  func secrets() async throws {
    let server = try await web()
    try await bench.commit(["a.txt": "one"])
    try await declare(server.url("auth/app.git"), ["secretRef": ["name": "login"]])
    let absent = try await failure()
    #expect(absent.reason == "AuthenticationFailed")
    #expect(absent.message.contains("Secret 'apps/login' of spec.secretRef does not exist"))
    try await declareSecret(["username": "dev"])
    #expect(
      try await failure().message == "Secret 'apps/login' has the key 'username' but not 'password'; http needs both")
    try await declareSecret(["token": "hush"])
    let strange = try await failure()
    #expect(strange.message.contains("it has 'token'") && !strange.message.contains("hush"))
    try await declareSecret(["username": "dev", "password": "wrong"])
    let refused = try await failure()
    #expect(refused.reason == "AuthenticationFailed" && refused.message.contains("refuses the credentials"))
    try await declareSecret(["username": "dev", "password": "s3cret\n"])
    try await reconcile()
    #expect(try await text("a.txt") == "one")
    try await declare("ssh://git@127.0.0.1:1/x", ["secretRef": ["name": "login"]])
    #expect(try await failure().message.contains("has no key 'identity'"))
    try await declareSecret(["identity": "x"])
    #expect(try await failure().message.contains("has no key 'known_hosts'"))
  }

  @Test("a changed Secret asks for those that use it, and no others")
  func dependents() async throws {
    try await declare("https://example.com/x", ["secretRef": ["name": "login"]])
    try await declareSecret(["a": "b"])
    let keys = try await store.read { reader in
      let changes = try reader.changes(after: 0, matching: ObjectQuery(kind: "Secret"), limit: 10)
      return try changes.flatMap { try reconciler.dependents(on: $0, reader: reader) }
    }
    #expect(keys == [key])
  }

  @Test("failures keep the artifact and say what, where and what to do")
  func failures() async throws {
    let server = try await web()
    try await bench.commit(["a.txt": "one"])
    try await declare(server.url("git/app.git"))
    try await reconcile()
    let before = try await artifact()
    try await declare(server.url("git/app.git"), ["ref": ["branch": "gone"]])
    let branch = try await failure()
    #expect(branch.reason == "GitOperationFailed")
    #expect(
      branch.message.hasPrefix(
        "failed to checkout and determine revision: branch 'gone' does not exist; the repository has the branches main")
    )
    try await declare(server.url("silent/x"), ["timeout": "300ms"])
    let start = ContinuousClock.now
    #expect(try await failure().message.contains("did not answer in time"))
    #expect(ContinuousClock.now - start < .seconds(15))
    #expect(try await artifact() == before)
  }

  @Test(
    "a mistake in the spec stalls",
    arguments: [
      ("ftp://x/y", ["branch": "main"], "URLInvalid", "spec.url: "),
      ("ssh://-oProxyCommand=x/y", ["branch": "main"], "URLInvalid", "spec.url: "),
      ("https://x/y", ["semver": "nonsense"], "InvalidSpec", "spec.ref: "),
      ("https://x/y", ["commit": "abc"], "InvalidSpec", "spec.ref: "),
    ] as [(String, Value, String, String)])
  func stalls(_ url: String, _ reference: Value, _ reason: String, _ prefix: String) async throws {
    try await declare(url, ["ref": reference])
    let object = try #require(try await store.read { try $0.object(key) })
    // What the schema refuses already never comes to the reconciler.
    guard (try? GitRepository.spec(of: object)) != nil else { return }
    guard case .stalled(let found, let message) = try await reconcile().outcome else {
      Issue.record("it does not stall")
      return
    }
    #expect(found == reason && message.hasPrefix(prefix))
  }

  @Test("file:// needs the flag")
  func fileURLs() async throws {
    let strict = try GitRepositoryReconciler(settings: .init(cache: "\(bench.folder)/git"))
    try await declare("file://\(bench.bare)")
    let object = try #require(try await store.read { try $0.object(key) })
    let result = try await strict.reconcile(ReconcileRequest(object: object, store: store, log: Logger(label: "test")))
    guard case .stalled("URLInvalid", let message) = result.outcome else {
      Issue.record("it does not stall")
      return
    }
    #expect(message.contains("--allow-file-urls"))
  }

  @Test("deleting takes the artifact and the mirror away")
  func deletion() async throws {
    let server = try await web()
    try await bench.commit(["a.txt": "one"])
    try await declare(server.url("git/app.git"))
    try await reconcile()
    let object = try #require(try await store.read { try $0.object(key) })
    try await reconciler.finalize(ReconcileRequest(object: object, store: store, log: Logger(label: "test")))
    #expect(try await store.read { try $0.artifact(owner: key) } == nil)
    #expect(try await ChildProcess.run(["sh", "-c", "ls \(bench.folder)/git"]).isEmpty)
  }
}
