import Glibc

/// Threads for computing beside the caller.
///
/// Not Dispatch's: on Linux its few threads are those of Swift's executor, and whoever holds one of them must not wait
/// for another.
package enum PosixThread {
  /// Runs `body` on a thread of its own, which ends with it.
  /// - Returns: False when the system gives no thread; nothing runs then.
  package static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    let job = Unmanaged.passRetained(Job(body))
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, &attributes,
      { context in
        if let context { Unmanaged<Job>.fromOpaque(context).takeRetainedValue().body() }
        return nil
      }, job.toOpaque())
    if failure != 0 { job.release() }
    return failure == 0
  }

  private final class Job {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
}
