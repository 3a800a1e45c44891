import Synchronization

/// Tells a blocking call, which polls it or hands it to a C callback, that its result is no longer wanted.
package final class CancellationFlag: Sendable {
  private let raised = Atomic<Bool>(false)

  package init() {}

  package func raise() { raised.store(true, ordering: .releasing) }
  package var isRaised: Bool { raised.load(ordering: .acquiring) }

  /// - Throws: `CancellationError` once the flag is raised.
  package func check() throws {
    if isRaised { throw CancellationError() }
  }
}
