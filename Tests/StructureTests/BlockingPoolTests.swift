import Glibc
import Structure
import Synchronization
import Testing

@Suite("Blocking work", .timeLimit(.minutes(1)))
struct BlockingPoolTests {
  private final class Counter: Sendable {
    private let atomic = Atomic<Int>(0)
    var value: Int { atomic.load(ordering: .sequentiallyConsistent) }
    func increment() { atomic.add(1, ordering: .sequentiallyConsistent) }
  }

  @Test("runs off Swift's threads, many calls at once up to the limit")
  func parallel() async throws {
    let pool = BlockingPool(threads: 8)
    let waiting = Counter()
    // Each call ends only once eight are at work together.
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          try await pool.run { flag in
            waiting.increment()
            while waiting.value < 8 {
              try flag.check()
              sched_yield()
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(waiting.value == 8)
  }

  @Test("hands on results and errors")
  func results() async throws {
    let pool = BlockingPool(threads: 1)
    #expect(try await pool.run { _ in 42 } == 42)
    await #expect(throws: FileTreeError.notFound("x")) { try await pool.run { _ in throw FileTreeError.notFound("x") } }
  }

  @Test("raises the flag when the task is cancelled, and drops what has not begun")
  func cancellation() async throws {
    let pool = BlockingPool(threads: 1)
    let (started, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let ran = Counter()
    let busy = Task {
      try await pool.run { flag in
        continuation.yield()
        while !flag.isRaised { sched_yield() }
        try flag.check()
      }
    }
    for await _ in started { break }
    let queued = Task { try await pool.run { _ in ran.increment() } }
    queued.cancel()
    busy.cancel()
    await #expect(throws: CancellationError.self) { try await busy.value }
    await #expect(throws: CancellationError.self) { try await queued.value }
    #expect(ran.value == 0)
  }
}
