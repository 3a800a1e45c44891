import Glibc
import Kube
import Store
import Structure
import Testing

@Suite("Artifacts")
struct ArtifactTests {
  let fixture: StoreFixture
  var store: Store { fixture.store }
  let owner = ObjectKey(
    group: "source.toolkit.fluxcd.io", kind: "GitRepository", namespace: "flux-system", name: "app")

  init() throws { fixture = try StoreFixture() }

  /// Imports files as a revision, on this thread.
  @discardableResult
  private func publish(_ source: MemorySource, _ revision: String) throws -> Artifact {
    let work = try store.beginImport(holder: "test")
    let root = try work.importTree(source.root, from: source)
    return try work.publish(owner: owner, root: root.digest, revision: revision, metadata: ["m": revision])
  }

  @Test("A published tree is read through a file tree")
  func read() throws {
    let source = MemorySource([
      "app/b.yaml": "b", "app/a.yaml": "kind: A\n", "app.txt": "", "app/sub/deep.txt": "deep",
      "link": "->app/a.yaml", "run.sh": "#!exec",
    ])
    let artifact = try publish(source, "one")
    #expect(artifact.files == 6)
    #expect(artifact.size == 19)
    let tree = store.fileTree(root: artifact.root)
    #expect(try tree.list("").map(\.name) == ["app", "app.txt", "link", "run.sh"])
    #expect(try tree.list("app").map(\.name) == ["a.yaml", "b.yaml", "sub"])
    #expect(try tree.read("app/sub/deep.txt") == Array("deep".utf8))
    #expect(try tree.entry(at: "link") == .symbolicLink(target: "app/a.yaml"))
    #expect(try tree.resolve("link") == "app/a.yaml")
    guard case .file(6, true, .some)? = try tree.entry(at: "run.sh") else {
      Issue.record("run.sh is not executable")
      return
    }
    for path in ["nothing", "app/nothing", "app.txt/x", "..", "app/../app.txt", "/app", "app/"] {
      #expect(try tree.entry(at: path) == nil, "\(path)")
    }
    #expect(throws: FileTreeError.notFound("nothing")) { try tree.read("nothing") }
    #expect(throws: FileTreeError.notAFile("app")) { try tree.read("app") }
    #expect(throws: FileTreeError.notADirectory("app.txt")) { try tree.list("app.txt") }
    #expect(throws: FileTreeError.tooLarge("app/sub/deep.txt", limit: 3)) {
      try tree.read("app/sub/deep.txt", limit: 3)
    }
  }

  @Test("The next revision reads and stores only what it changed")
  func incremental() throws {
    var files = Dictionary(uniqueKeysWithValues: (0..<200).map { ("dir-\($0 % 20)/file-\($0).yaml", "content \($0)") })
    let first = MemorySource(files)
    let one = try publish(first, "one")
    #expect(first.reads == 200)
    files["dir-7/file-7.yaml"] = "changed"
    let second = MemorySource(files)
    let two = try publish(second, "two")
    #expect(second.reads == 1)
    #expect(second.lists == 2)  // the root and dir-7
    #expect(one.root != two.root)
    let (before, after) = (store.fileTree(root: one.root), store.fileTree(root: two.root))
    #expect(try before.entry(at: "dir-8") == after.entry(at: "dir-8"))
    #expect(try before.entry(at: "dir-7") != after.entry(at: "dir-7"))
    #expect(try store.readBlocking { try $0.artifact(owner: owner) } == two)
    #expect(try store.readBlocking { try $0.artifact(root: one.root)?.retired } == fixture.clock.now)
  }

  @Test("Ignored paths are not stored, and what is known under other rules is not mixed up")
  func rules() throws {
    let source = MemorySource(["app/a.yaml": "a", "app/skip.md": "s", "docs/x.md": "x"])
    let work = try store.beginImport(holder: "test")
    let all = try work.importTree(source.root, from: source)
    let some = try work.importTree(source.root, from: source, rules: [1]) { path, _ in !path.hasSuffix(".md") }
    try work.publish(owner: owner, root: some.digest, revision: "one")
    #expect(all.files == 3 && some.files == 1)
    let tree = store.fileTree(root: some.digest)
    #expect(try tree.list("").map(\.name) == ["app"])
    #expect(try tree.list("app").map(\.name) == ["a.yaml"])
  }

  @Test("Large and incompressible content comes back as it was", arguments: [0, 127, 128, 5_000, 3_500_000])
  func large(_ size: Int) throws {
    let random = randomBytes(size)
    let regular = (0..<size).map { UInt8(truncatingIfNeeded: $0 / 1_000) }
    let work = try store.beginImport(holder: "test")
    let references = try [random, regular].map { try work.putBlob($0) }
    let root = try work.putTree(
      references.enumerated().map { TreeEntry(name: "\($0)", content: .file($1, executable: false)) })
    try work.publish(owner: owner, root: root.digest, revision: "one")
    let tree = store.fileTree(root: root.digest)
    #expect(try tree.read("0") == random)
    #expect(try tree.read("1") == regular)
  }

  @Test(
    "Names that no directory can have are refused", arguments: [[""], ["."], [".."], ["a/b"], ["a\0"], ["a", "a"]])
  func names(_ names: [String]) throws {
    #expect(throws: StoreError.self) {
      try store.writeBlocking { writer in
        let blob = try writer.putBlob([1])
        return try writer.putTree(names.map { TreeEntry(name: $0, content: .file(blob, executable: false)) })
      }
    }
  }

  @Test("Publishing the same again changes nothing")
  func same() throws {
    let source = MemorySource(["a": "a"])
    let one = try publish(source, "one")
    fixture.clock.advance(.seconds(5))
    #expect(try publish(source, "one") == one)
    #expect(try store.readBlocking { try $0.artifacts() } == [one])
  }

  @Test("Damaged content is not given out, and the integrity check names it")
  func damaged() async throws {
    let artifact = try publish(MemorySource(["a": String(repeating: "text ", count: 400), "b": "fine"]), "one")
    let tree = store.fileTree(root: artifact.root)
    guard case .file(_, _, let digest?)? = try tree.entry(at: "a") else {
      Issue.record("no file")
      return
    }
    let shell = try ShellSQLite(fixture.path)
    try shell.run(
      "UPDATE pieces SET data = zeroblob(length(data)) WHERE blob = (SELECT id FROM blobs WHERE size = 2000)")
    #expect(throws: StoreError.damagedContent(digest)) { try tree.read("a") }
    #expect(try tree.read("b") == Array("fine".utf8))
    #expect(try await store.checkIntegrity().damaged == [digest])
    try shell.run("DELETE FROM blobs WHERE size = 2000")
    try shell.run("DELETE FROM pieces WHERE blob NOT IN (SELECT id FROM blobs)")
    try shell.run("DELETE FROM origins WHERE blob NOT IN (SELECT id FROM blobs)")
    #expect(try await store.checkIntegrity().missing == [digest])
  }
}
