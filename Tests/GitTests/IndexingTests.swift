import Foundation
import GitTestSupport
import Testing

@testable import Git

@Suite("Indexing a pack", .serialized) struct IndexingTests {
  /// A pack whose deltas take seconds to resolve: many versions of one large file.
  private func pack(_ bench: Workbench) async throws -> [UInt8] {
    let script = """
      import sys
      lines = ["line %d of a file that is large" % n for n in range(30000)]
      for version in range(300):
          lines[version] = "changed"
          text = "\\n".join(lines)
          sys.stdout.write("blob\\nmark :%d\\ndata %d\\n%s\\n" % (version + 1, len(text), text))
      sys.stdout.write("commit refs/heads/main\\ncommitter D <d@example.com> 1700000000 +0000\\ndata 1\\nx\\n")
      for version in range(300):
          sys.stdout.write("M 100644 :%d f%d\\n" % (version + 1, version))
      """
    let file = "\(bench.folder)/out.pack"
    guard
      FileManager.default.createFile(atPath: "\(bench.folder)/make.py", contents: Data(script.utf8))
    else {
      throw PeerError("cannot write the script")
    }
    try await ChildProcess.run([
      "sh", "-c",
      "python3 \(bench.folder)/make.py | git -C \(bench.bare) fast-import --quiet --depth=4095 && "
        + "git -C \(bench.bare) pack-objects --all --stdout --delta-base-offset --window=1 --depth=4095 "
        + "</dev/null >\(file)",
    ])
    return Array(try Data(contentsOf: URL(filePath: file)))
  }

  private func take(
    _ pack: [UInt8], _ mirror: String, timeout: Duration, _ interruption: Interruption
  ) async throws {
    try await Peers.blocking {
      let limits = OperationLimits(interruption: interruption, deadline: .now.advanced(by: timeout))
      let mirror = try Mirror(at: mirror, limits: limits)
      try mirror.objects.takePack(limits: limits) { sink in try sink(pack[...]) }
    }
  }

  @Test("the timeout ends it, and so does an interruption")
  func timeout() async throws {
    let bench = try await Workbench()
    let pack = try await pack(bench)
    let clock = ContinuousClock()
    let whole = try await clock.measure {
      try await take(pack, "\(bench.folder)/whole", timeout: .seconds(120), Interruption())
    }
    try #require(whole > .milliseconds(200), "the pack is indexed too fast to tell")
    let timeout = whole / 4
    let start = clock.now
    let error = await #expect(throws: GitError.self) {
      try await take(pack, "\(bench.folder)/short", timeout: timeout, Interruption())
    }
    #expect(error?.code == .timeout)
    #expect(clock.now - start < whole)
    let interruption = Interruption()
    let begin = clock.now
    let task = Task {
      try await take(pack, "\(bench.folder)/raised", timeout: .seconds(120), interruption)
    }
    try await Task.sleep(for: timeout)
    interruption.raise()
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(clock.now - begin < whole)
  }

  @Test("a pack that is done in time is kept")
  func inTime() async throws {
    let bench = try await Workbench()
    let head = try await bench.commit(["a.txt": "one"])
    let file = "\(bench.folder)/out.pack"
    try await ChildProcess.run([
      "sh", "-c", "git -C \(bench.bare) pack-objects --all --stdout </dev/null >\(file)",
    ])
    let pack = Array(try Data(contentsOf: URL(filePath: file)))
    try await take(pack, "\(bench.folder)/mirror", timeout: .seconds(60), Interruption())
    let limits = OperationLimits(
      interruption: Interruption(), deadline: .now.advanced(by: .seconds(5)))
    let mirror = try Mirror(at: "\(bench.folder)/mirror", limits: limits)
    #expect(mirror.objects.contains(try #require(GitObjectID(head))))
  }
}
