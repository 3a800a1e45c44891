package import Logging
import ServiceLifecycle
package import Store
import Synchronization

/// Runs reconcilers: one work queue, one lease and a number of workers for each kind.
///
/// On a graceful shutdown no key is taken any more, running reconciles may end within the grace period, and what is
/// still running then is cancelled. Leases are given back at the end.
package final class ControllerRuntime: Service {
  private let controllers: [KindController]
  private let stop: StopSignal

  package init(
    store: Store, reconcilers: [any Reconciler], settings: RuntimeSettings = RuntimeSettings(), log: Logger
  ) {
    let stop = StopSignal()
    self.stop = stop
    controllers = reconcilers.map { KindController($0, store: store, settings: settings, stop: stop, log: log) }
  }

  package func run() async throws {
    await withGracefulShutdownHandler {
      await withTaskGroup(of: Void.self) { group in
        for controller in controllers { group.addTask { await controller.run() } }
      }
    } onGracefulShutdown: {
      self.shutDown()
    }
  }

  /// Takes no more keys, and lets ``run()`` end when running work has ended or was cancelled after the grace period.
  package func shutDown() { stop.raise() }

  /// Whether every kind is either being reconciled from an up-to-date list or waiting for another process's lease.
  package var isReady: Bool { controllers.allSatisfy(\.isReady) }

  /// What each kind is doing, for metrics.
  package var states: [KindState] { controllers.map(\.state) }
}

/// What the queue of a kind looks like at a moment.
package struct KindState: Sendable, Hashable {
  /// The kind in lower case, as Flux names its controllers.
  package var controller: String
  /// Whether this process holds the kind's lease.
  package var isLeader: Bool
  /// Keys that wait for a worker.
  package var depth: Int
  /// Keys at work.
  package var active: Int
  package var concurrent: Int
}

/// A wish to stop that many can wait for, and that is never taken back.
final class StopSignal: Sendable {
  private struct State {
    var isRaised = false
    var waiters: [UInt64: AsyncStream<Void>.Continuation] = [:]
    var lastWaiter: UInt64 = 0
  }

  private let state = Mutex(State())

  var isRaised: Bool { state.withLock(\.isRaised) }

  func raise() {
    let waiters = state.withLock { state in
      state.isRaised = true
      defer { state.waiters = [:] }
      return Array(state.waiters.values)
    }
    for waiter in waiters { waiter.finish() }
  }

  /// Returns when the signal is raised or the task is cancelled.
  func wait() async {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let id = state.withLock { state -> UInt64? in
      guard !state.isRaised else { return nil }
      state.lastWaiter += 1
      state.waiters[state.lastWaiter] = continuation
      return state.lastWaiter
    }
    guard let id else { return }
    defer { state.withLock { _ = $0.waiters.removeValue(forKey: id) } }
    for await _ in stream {}
  }
}
