import Glibc

/// Runs a blocking operation on a thread of its own, so that none of Swift's few threads waits for a server.
enum OwnThread {
  private final class Job: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Runs `body`, which must look at `interruption`; raises it when the task is cancelled.
  static func run<T: Sendable>(
    _ interruption: Interruption, _ body: @escaping @Sendable () throws -> T
  ) async throws -> T {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let job = Job { continuation.resume(with: Result { try body() }) }
        var thread = pthread_t()
        let context = Unmanaged.passRetained(job)
        let result = pthread_create(
          &thread, nil,
          { context in
            guard let context else { return nil }
            Unmanaged<Job>.fromOpaque(context).takeRetainedValue().body()
            return nil
          }, context.toOpaque())
        if result == 0 {
          pthread_detach(thread)
        } else {
          context.release()
          continuation.resume(throwing: GitError(.network, "cannot start a thread: error \(result)"))
        }
      }
    } onCancel: {
      interruption.raise()
    }
  }
}
