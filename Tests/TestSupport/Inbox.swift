package import Structure
import Synchronization

/// What a receiver was sent, and who waits for which message.
package final class Inbox: Sendable {
  /// A message as it came in.
  package struct Message: Sendable {
    package let path: String
    package let body: Value
    package let received: ContinuousClock.Instant
  }

  private struct Waiter {
    let accepts: @Sendable (Message) -> Bool
    let continuation: CheckedContinuation<Message?, Never>
  }

  private struct State {
    var messages: [Message] = []
    var refusals = 0
    var waiters: [Int: Waiter] = [:]
    var lastWaiter = 0
  }

  private let state = Mutex(State())

  /// All that was accepted, in order.
  package var messages: [Message] { state.withLock { $0.messages } }

  /// Refuses the next messages.
  package func refuse(_ count: Int) { state.withLock { $0.refusals = count } }

  /// Keeps a message and wakes those who wait for it; false when it is to be refused.
  func accept(_ message: Message) -> Bool {
    let woken = state.withLock { state -> [Waiter]? in
      if state.refusals > 0 {
        state.refusals -= 1
        return nil
      }
      state.messages.append(message)
      let ready = state.waiters.filter { $0.value.accepts(message) }
      for id in ready.keys { state.waiters[id] = nil }
      return Array(ready.values)
    }
    for waiter in woken ?? [] { waiter.continuation.resume(returning: message) }
    return woken != nil
  }

  /// The first message, also one that has come already, that the condition accepts.
  /// - Throws: ``TestFailure`` when none comes in time.
  package func message(
    within limit: Duration = .seconds(20), where accepts: @escaping @Sendable (Message) -> Bool
  ) async throws -> Message {
    let id = state.withLock { state in
      state.lastWaiter += 1
      return state.lastWaiter
    }
    let deadline = Task {
      try await Task.sleep(for: limit)
      self.state.withLock { $0.waiters.removeValue(forKey: id) }?.continuation.resume(returning: nil)
    }
    defer { deadline.cancel() }
    let found = await withCheckedContinuation { continuation in
      let existing = state.withLock { state -> Message? in
        if let message = state.messages.first(where: accepts) { return message }
        state.waiters[id] = Waiter(accepts: accepts, continuation: continuation)
        return nil
      }
      if let existing { continuation.resume(returning: existing) }
    }
    guard let found else { throw TestFailure("no such message within \(limit); there were \(messages.count) others") }
    return found
  }
}
