import Glibc
import Kube
import Store
import Structure
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// How soon a process sees what another one commits: from before the write to the change in the watcher's hands.
struct StoreWakeupBenchmark: Benchmark {
  let name = "store-wakeup"
  private let commits = 1_000

  func run() async throws -> [Measurement] {
    let folder = try StoreBenchmarkFolder()
    let store = try Store.open(at: folder.store)
    defer { try? store.close() }
    let stream = store.watch(.all, after: 0)
    let path = folder.store
    // A commit each 2 ms: about what a busy set of controllers writes.
    async let writer = Subprocess.run(
      .path(FilePath(StoreBenchmarkFolder.probe)), arguments: ["beat", path, "\(commits)", "2000"], output: .discarded)
    var delays: [Int64] = []
    var expected: Int64 = 0
    for try await change in stream {
      let now = StoreBenchmarkFolder.nanoseconds()
      guard let at = change.object.spec?["at"]?.int, change.object.spec?["number"]?.int == expected else { break }
      delays.append(now - at)
      expected += 1
      if delays.count == commits { break }
    }
    _ = try await writer
    delays.sort()
    func percentile(_ share: Int) -> Double {
      delays.isEmpty ? .infinity : Double(delays[(delays.count - 1) * share / 100]) / 1e6
    }
    return [
      Measurement("commit to another process, median", percentile(50), "ms"),
      Measurement("commit to another process, 99th percentile", percentile(99), "ms", budget: .atMost(5)),
      Measurement("missed of 1,000 commits", Double(commits - delays.count), "", budget: .atMost(0)),
    ]
  }
}
