import Glibc
import Synchronization

/// Stops a blocking operation from outside: raised once, it wakes whoever polls ``descriptor`` and runs what was left
/// for that moment.
package final class Interruption: Sendable {
  private struct State {
    var isRaised = false
    var actions: [@Sendable () -> Void] = []
  }

  private let state = Mutex(State())
  /// Becomes readable when raised; -1 when the system has no descriptor left (then only ``isRaised`` tells).
  let descriptor: Int32
  private let bell: Int32

  package init() {
    var ends: [Int32] = [-1, -1]
    if pipe(&ends) != 0 { ends = [-1, -1] }
    for end in ends where end >= 0 {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    descriptor = ends[0]
    bell = ends[1]
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    if bell >= 0 { close(bell) }
  }

  var isRaised: Bool { state.withLock { $0.isRaised } }

  /// Ends the operation; may be called from any thread and more than once.
  package func raise() {
    let actions = state.withLock { state in
      defer { state.actions = [] }
      state.isRaised = true
      return state.actions
    }
    if bell >= 0 { _ = write(bell, [1], 1) }
    for action in actions { action() }
  }

  /// Runs `action` when raised; at once when that has happened.
  func onRaise(_ action: @escaping @Sendable () -> Void) {
    let isLate = state.withLock { state in
      if !state.isRaised { state.actions.append(action) }
      return state.isRaised
    }
    if isLate { action() }
  }

  func check() throws { if isRaised { throw CancellationError() } }
}

/// What bounds one operation: somebody may raise the interruption, and the time runs out.
struct OperationLimits: Sendable {
  let interruption: Interruption
  let deadline: ContinuousClock.Instant

  /// The time left; never negative.
  var remaining: Duration { max(.zero, ContinuousClock.now.duration(to: deadline)) }

  /// - Throws: `CancellationError`, or ``GitError`` with `timeout`.
  func check(_ what: @autoclosure () -> String) throws {
    try interruption.check()
    if remaining == .zero { throw GitError(.timeout, "\(what()) took longer than the timeout") }
  }
}
