import Glibc

/// Threads for computing beside the caller.
///
/// Not Dispatch's: on Linux its few threads are those of Swift's executor, and whoever holds one of them must not wait
/// for another.
package enum PosixThread {
  /// Runs `body` on a thread of its own, which ends with it.
  /// - Returns: False when the system gives no thread; nothing runs then.
  package static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    let job = Unmanaged.passRetained(Job(body))
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Job>.fromOpaque(context).takeRetainedValue().body() }
        return nil
      }, job.toOpaque())
    guard failure == 0 else {
      job.release()
      return false
    }
    pthread_detach(thread)
    return true
  }

  private final class Job {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
