import Dispatch
import Synchronization

/// Waits for asynchronous work from code that blocks, such as a renderer with calls of C below it.
package enum BlockingWait {
  /// What `body` gives. The calling thread stands still until then, so it must be none of Swift's own.
  package static func run<Found: Sendable>(
    _ body: @escaping @Sendable () async throws -> Found
  ) throws -> Found {
    let done = DispatchSemaphore(value: 0)
    let outcome = Mutex<Result<Found, any Error>?>(nil)
    Task.detached {
      let result: Result<Found, any Error>
      do { result = .success(try await body()) } catch { result = .failure(error) }
      outcome.withLock { $0 = result }
      done.signal()
    }
    done.wait()
    guard let result = outcome.withLock({ $0 }) else { throw CancellationError() }
    return try result.get()
  }
}
