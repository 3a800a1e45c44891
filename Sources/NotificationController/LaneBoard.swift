import Kube
import Synchronization

/// What the dispatcher remembers about its lanes: which are running, which wait, and which messages stepped aside.
///
/// All of it is memory: after a restart every receiver is tried at once.
final class LaneBoard: Sendable {
  typealias Instant = ContinuousClock.Instant

  /// A Provider that has something to send.
  struct Waiting: Sendable {
    var provider: ObjectKey
    var isUsable: Bool
    var fingerprint: [String]
  }

  /// A lane that waits before it tries again, unless its settings change.
  private struct Block {
    var until: Instant
    var fingerprint: [String]
  }

  private struct State {
    var running: Set<ObjectKey> = []
    var blocked: [ObjectKey: Block] = [:]
    /// Deliveries that are passed over until a moment.
    var deferred: [Int64: (provider: ObjectKey, until: Instant)] = [:]
    var fingerprints: [ObjectKey: [String]] = [:]
    var nextExpiry: Instant?
  }

  private let state = Mutex(State())

  /// Chooses the lanes to start, marks them as running, and says when the next waiting one may go on.
  func start(_ waiting: [Waiting], limit: Int, now: Instant) -> (lanes: [ObjectKey], wakeup: Instant?) {
    state.withLock { state in
      var lanes: [ObjectKey] = []
      var wakeup = state.deferred.values.map(\.until).filter { $0 > now }.min()
      for lane in waiting where !state.running.contains(lane.provider) {
        if state.fingerprints.updateValue(lane.fingerprint, forKey: lane.provider) != lane.fingerprint {
          state.blocked[lane.provider] = nil
          state.deferred = state.deferred.filter { $0.value.provider != lane.provider }
        }
        guard lane.isUsable else { continue }
        if let block = state.blocked[lane.provider], block.until > now,
          block.fingerprint.isEmpty || block.fingerprint == lane.fingerprint
        {
          wakeup = min(wakeup ?? block.until, block.until)
          continue
        }
        guard state.running.count < limit else { continue }  // the next lane that stops rings
        state.running.insert(lane.provider)
        lanes.append(lane.provider)
      }
      return (lanes, wakeup)
    }
  }

  func stopped(_ lane: ObjectKey) { _ = state.withLock { $0.running.remove(lane) } }

  func block(_ lane: ObjectKey, until: Instant, fingerprint: [String]) {
    state.withLock { $0.blocked[lane] = Block(until: until, fingerprint: fingerprint) }
  }

  func unblock(_ lane: ObjectKey) { state.withLock { $0.blocked[lane] = nil } }

  func putAside(_ delivery: Int64, of lane: ObjectKey, until: Instant) {
    state.withLock { $0.deferred[delivery] = (lane, until) }
  }

  /// The deliveries that are passed over at a moment; those whose time has come are forgotten.
  func deferred(at now: Instant) -> Set<Int64> {
    state.withLock { state in
      state.deferred = state.deferred.filter { $0.value.until > now }
      return Set(state.deferred.keys)
    }
  }

  /// Whether it is time to look for expired deliveries; counts as looked.
  func expiryIsDue(at now: Instant, every interval: Duration) -> Bool {
    state.withLock { state in
      if let next = state.nextExpiry, next > now { return false }
      state.nextExpiry = now + interval
      return true
    }
  }
}
