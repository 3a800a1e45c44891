import Synchronization

/// Lets one task sleep until a moment, or until another task rings.
///
/// A ring while nobody sleeps is kept, so none is missed.
final class Alarm: Sendable {
  private struct State {
    var hasRung = false
    var sleeper: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  /// Ends the present sleep, or the next one at once.
  func ring() {
    let sleeper = state.withLock { state in
      let sleeper = state.sleeper
      state.sleeper = nil
      state.hasRung = sleeper == nil
      return sleeper
    }
    sleeper?.resume()
  }

  /// Returns when somebody rings, when `deadline` has come (nil: never), or when the task is cancelled.
  func sleep(until deadline: ContinuousClock.Instant?) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.ringing() }
      if let deadline {
        group.addTask { try? await Task.sleep(until: deadline, tolerance: .milliseconds(5), clock: .continuous) }
      }
      _ = await group.next()
      group.cancelAll()
    }
  }

  private func ringing() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.hasRung || Task.isCancelled {
            state.hasRung = false
            return true
          }
          state.sleeper = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        let sleeper = state.sleeper
        state.sleeper = nil
        return sleeper
      }
      sleeper?.resume()
    }
  }
}
