import Dispatch
import Glibc
import Synchronization

/// Work on parts that have nothing to do with each other, begun on another thread before anybody waits for it.
package final class WorkAhead<Part: Sendable>: Sendable {
  private let count: Int
  private let body: @Sendable (Int) -> Part
  private let next = Atomic<Int>(0)
  private let done = Mutex<[(index: Int, part: Part)]>([])
  private let thread = DispatchGroup()

  /// - Parameter body: Makes part `0..<count`; runs on two threads at the same time.
  package init(of count: Int, _ body: @escaping @Sendable (Int) -> Part) {
    self.count = count
    self.body = body
    guard count > 0, sysconf(Int32(_SC_NPROCESSORS_ONLN)) > 1 else { return }
    thread.enter()
    let isStarted = PosixThread.start {
      self.work()
      self.thread.leave()
    }
    if !isStarted { thread.leave() }
  }

  private func work() {
    var own: [(index: Int, part: Part)] = []
    while true {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < count else { break }
      own.append((index, body(index)))
    }
    done.withLock { $0 += own }
  }

  /// All parts in order. The calling thread takes part in what is left, and stands still until the rest is done; ask once.
  package func finish() -> [Part] {
    work()
    thread.wait()
    return done.withLock { $0.sorted { $0.index < $1.index }.map(\.part) }
  }
}
