import Controller
import Kube
import Synchronization

/// A clock that moves only when a test moves it.
final class TestTime: TimeSource {
  private struct Sleeper {
    var deadline: Duration
    var continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var uptime = Duration.zero
    var sleepers: [Int: Sleeper] = [:]
    var last = 0
  }

  private let start = Timestamp(secondsSinceEpoch: 1_769_850_000)
  private let state = Mutex(State())

  var uptime: Duration { state.withLock(\.uptime) }
  var wallClock: Timestamp { start + uptime }

  func sleep(until deadline: Duration) async throws {
    let id = state.withLock { state in
      state.last += 1
      return state.last
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        let result = state.withLock { state -> Result<Void, any Error>? in
          if Task.isCancelled { return .failure(CancellationError()) }
          if deadline <= state.uptime { return .success(()) }
          state.sleepers[id] = Sleeper(deadline: deadline, continuation: continuation)
          return nil
        }
        if let result { continuation.resume(with: result) }
      }
    } onCancel: {
      state.withLock { $0.sleepers.removeValue(forKey: id) }?.continuation.resume(throwing: CancellationError())
    }
  }

  /// Moves the clock and wakes those whose time has come.
  func advance(by duration: Duration) {
    let due = state.withLock { state in
      state.uptime += duration
      let due = state.sleepers.filter { $0.value.deadline <= state.uptime }
      for id in due.keys { state.sleepers[id] = nil }
      return due.values.map(\.continuation)
    }
    for continuation in due { continuation.resume() }
  }
}
