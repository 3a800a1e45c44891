import Structure

extension Store {
  /// ``close()`` for callers on Swift's cooperative threads.
  ///
  /// Closing waits for running reads, and on a machine with few cores these may need the very thread that waits.
  package func closeWithoutBlocking() async throws {
    try await BlockingPool(threads: 1).run { _ in try self.close() }
  }
}
