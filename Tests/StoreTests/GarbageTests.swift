import Kube
import Store
import Structure
import Testing

@Suite("Collection of garbage")
struct GarbageTests {
  let fixture: StoreFixture
  var store: Store { fixture.store }
  let owner = ObjectKey(
    group: "source.toolkit.fluxcd.io", kind: "GitRepository", namespace: "flux-system", name: "app")

  init() throws { fixture = try StoreFixture() }

  private func publish(_ files: [String: String], _ revision: String) throws -> Artifact {
    let source = MemorySource(files)
    let work = try store.beginImport(holder: "test")
    return try work.publish(
      owner: owner, root: work.importTree(source.root, from: source).digest, revision: revision)
  }

  @Test("A replaced artifact is readable for the retention, then all goes that the new one does not share")
  func retention() async throws {
    let one = try publish(["keep/x": "x", "old/y": "y"], "one")
    let two = try publish(["keep/x": "x", "new/z": "z"], "two")
    fixture.clock.advance(.seconds(890))
    #expect(try await store.collectGarbage() == GarbageReport())
    #expect(try store.fileTree(root: one.root).read("old/y") == [0x79])
    fixture.clock.advance(.seconds(20))
    let report = try await store.collectGarbage()
    #expect(report.artifacts == 1)
    #expect(report.blobs == 3)  // the root, old and y
    #expect(throws: StoreError.missingContent(one.root)) { try store.fileTree(root: one.root).list("") }
    #expect(try store.fileTree(root: two.root).read("keep/x") == [0x78])
    #expect(try store.fileTree(root: two.root).read("new/z") == [0x7a])
    #expect(try await store.checkIntegrity().isSound)
    #expect(try await store.collectGarbage() == GarbageReport())
  }

  @Test("What a pin holds stays until it is unpinned or its time is over", arguments: [true, false])
  func pins(_ unpins: Bool) async throws {
    let one = try publish(["a": "a"], "one")
    let pin = try await store.write { try $0.pin(one.root, holder: "test", for: .seconds(5_000)) }
    _ = try publish(["b": "b"], "two")
    fixture.clock.advance(.seconds(4_000))
    #expect(try await store.collectGarbage().blobs == 0)
    #expect(try store.fileTree(root: one.root).read("a") == [0x61])
    if unpins { try await store.write { try $0.unpin(pin) } } else { fixture.clock.advance(.seconds(1_001)) }
    #expect(try await store.collectGarbage().blobs == 2)
  }

  @Test("Nothing is collected while an import runs, and a dead import holds it up only for a while")
  func imports() async throws {
    _ = try publish(["a": "a"], "one")
    _ = try publish(["b": "b"], "two")
    fixture.clock.advance(.seconds(4_000))
    let work = try store.beginImport(holder: "test")
    #expect(try await store.collectGarbage().wasInterrupted)
    fixture.clock.advance(.seconds(901))
    #expect(try await store.collectGarbage().blobs == 2)
    try work.cancel()
  }

  @Test("Content of an import that was given up is collected when it is no longer young")
  func cancelled() async throws {
    _ = try publish(["a": "a"], "one")
    let work = try store.beginImport(holder: "test")
    let source = MemorySource(["c": "c"])
    _ = try work.importTree(source.root, from: source)
    try work.flush()
    try work.cancel()
    #expect(try await store.collectGarbage().blobs == 0)
    fixture.clock.advance(.seconds(601))
    #expect(try await store.collectGarbage().blobs == 2)
    #expect(try await store.checkIntegrity().isSound)
  }

  @Test("Old content that is used again becomes young again")
  func reused() async throws {
    _ = try publish(["a": "same"], "one")
    try await store.write { [owner] in try $0.retireArtifacts(owner: owner) }
    fixture.clock.advance(.seconds(5_000))
    let blob = try await store.write { try $0.putBlob(Array("same".utf8)) }
    #expect(try await store.collectGarbage().blobs == 1)  // the tree
    #expect(try await store.read { try $0.hasContent(blob.digest) })
  }

  @Test("The file gives space back when most of it is free")
  func space() async throws {
    let work = try store.beginImport(holder: "test")
    let blobs = try (0..<20).map { _ in try work.putBlob(randomBytes(1_000_000)) }
    let entries = blobs.enumerated().map { TreeEntry(name: "\($0)", content: .file($1, executable: false)) }
    try work.publish(owner: owner, root: work.putTree(entries).digest, revision: "one")
    _ = try publish(["a": "a"], "two")
    fixture.clock.advance(.seconds(5_000))
    let report = try await store.collectGarbage()
    #expect(report.bytes > 20_000_000)
    try store.close()
    let file = try #require(Stamp(of: fixture.path))
    #expect(file.size < 10 << 20)
  }
}
