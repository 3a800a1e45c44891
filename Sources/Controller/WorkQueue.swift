import DequeModule
import HeapModule
import OrderedCollections
package import Kube
import Synchronization

/// The keys that wait to be reconciled.
///
/// A key is handed out to one worker at a time: added again meanwhile, it waits until that worker is done. Urgent keys
/// (somebody or something changed) go before routine ones (an interval has passed, a failure is retried), and routine
/// keys never hold the last free worker when there are several. Nothing here polls: one task sleeps until the next
/// scheduled key is due.
package final class WorkQueue: Sendable {
  package enum Priority: Int, Sendable, Comparable {
    case routine, urgent
    package static func < (left: Priority, right: Priority) -> Bool { left.rawValue < right.rawValue }
  }

  /// A key handed out; give it back with ``WorkQueue/done(_:)``.
  package struct Item: Sendable {
    package let key: ObjectKey
    package let priority: Priority
    /// How long the key waited for a free worker.
    package let wait: Duration
  }

  private let time: any TimeSource
  private let routineLimit: Int
  private let state = Mutex(State())
  private let rescheduled = WakeSignal()

  /// - Parameter workers: How many tasks take from the queue.
  package init(workers: Int, time: any TimeSource) {
    self.time = time
    routineLimit = max(1, workers - 1)
  }

  // MARK: Adding

  /// Makes a key due now.
  package func add(_ key: ObjectKey, priority: Priority = .urgent) {
    let now = time.uptime
    hand(state.withLock { $0.add(key, priority: priority, now: now) })
  }

  /// Makes a key due after `delay`, unless it is due earlier already.
  package func add(_ key: ObjectKey, after delay: Duration, priority: Priority = .routine) {
    guard delay > .zero else { return add(key, priority: priority) }
    let due = time.uptime + delay
    if state.withLock({ $0.schedule(key, priority: priority, due: due) }) { rescheduled.raise() }
  }

  /// Drops a key that need not be reconciled any more; one at work stays at work.
  package func remove(_ key: ObjectKey) { state.withLock { $0.remove(key) } }

  // MARK: Taking

  /// The next key, once there is one; nil when the queue was stopped or the task cancelled.
  package func next() async -> Item? {
    let ticket = state.withLock { $0.makeTicket() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let now = time.uptime
        hand(
          state.withLock { state in
            // Checked under the lock: a cancellation from here on finds the continuation.
            if state.isStopped || Task.isCancelled { return [(continuation, nil)] }
            state.takers[ticket] = continuation
            return state.match(now: now, routineLimit: routineLimit)
          })
      }
    } onCancel: {
      state.withLock { $0.takers.removeValue(forKey: ticket) }?.resume(returning: nil)
    }
  }

  /// Gives a key back; it becomes due again at once when it was added meanwhile.
  package func done(_ key: ObjectKey) {
    let now = time.uptime
    hand(state.withLock { $0.done(key, now: now) })
  }

  /// Ends all ``next()`` now and for ever.
  package func stop() {
    let takers = state.withLock { state in
      state.isStopped = true
      defer { state.takers.removeAll() }
      return state.takers.values.elements
    }
    for taker in takers { taker.resume(returning: nil) }
  }

  /// Makes scheduled keys due when their time comes; runs until the task is cancelled.
  package func runSchedule() async {
    while !Task.isCancelled {
      let due = state.withLock { $0.nextDue() }
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await self.rescheduled.wait() }
        if let due { group.addTask { try? await self.time.sleep(until: due) } }
        await group.next()
        group.cancelAll()
      }
      let now = time.uptime
      hand(state.withLock { $0.promote(now: now) })
    }
  }

  // MARK: Looking

  /// Keys that wait for a worker.
  package var depth: Int { state.withLock { $0.waiting.count } }
  /// Keys at work.
  package var active: Int { state.withLock { $0.processing.count } }
  /// When the key is due by schedule, as uptime; nil when it is not scheduled.
  package func schedule(of key: ObjectKey) -> Duration? { state.withLock { $0.scheduled[key]?.due } }

  /// Resumes takers outside the lock; after ``State`` changed, more of them may have found a match.
  private func hand(_ pairs: [(CheckedContinuation<Item?, Never>, Item?)]) {
    for (taker, item) in pairs { taker.resume(returning: item) }
  }

  private func hand(_ changed: Bool) {
    guard changed else { return }
    let now = time.uptime
    hand(state.withLock { $0.match(now: now, routineLimit: routineLimit) })
  }
}

/// What the queue's lock guards.
private struct State {
  struct Waiting {
    var priority: WorkQueue.Priority
    var since: Duration
    /// Tells the entry of a line that counts from older ones of the same key.
    var ticket: UInt64
  }

  struct Scheduled {
    var due: Duration
    var priority: WorkQueue.Priority
  }

  struct Entry: Comparable {
    var due: Duration
    var key: ObjectKey
    static func < (left: Entry, right: Entry) -> Bool { (left.due, left.key) < (right.due, right.key) }
  }

  var isStopped = false
  var takers: OrderedDictionary<UInt64, CheckedContinuation<WorkQueue.Item?, Never>> = [:]
  var waiting: [ObjectKey: Waiting] = [:]
  var processing: [ObjectKey: WorkQueue.Priority] = [:]
  var scheduled: [ObjectKey: Scheduled] = [:]
  private var dirty: [ObjectKey: WorkQueue.Priority] = [:]
  private var lines: [WorkQueue.Priority: Deque<(key: ObjectKey, ticket: UInt64)>] = [:]
  private var dueTimes = Heap<Entry>()
  private var lastTicket: UInt64 = 0
  private var urgentInARow = 0

  mutating func makeTicket() -> UInt64 {
    lastTicket += 1
    return lastTicket
  }

  /// Whether a taker may find something now.
  mutating func add(_ key: ObjectKey, priority: WorkQueue.Priority, now: Duration) -> Bool {
    if processing[key] != nil {
      dirty[key] = max(dirty[key] ?? priority, priority)
      return false
    }
    let present = waiting[key]
    guard present.map({ $0.priority < priority }) ?? true else { return false }
    let ticket = makeTicket()
    waiting[key] = Waiting(priority: priority, since: present?.since ?? now, ticket: ticket)
    lines[priority, default: Deque()].append((key, ticket))
    return true
  }

  /// Whether the earliest time of the schedule moved.
  mutating func schedule(_ key: ObjectKey, priority: WorkQueue.Priority, due: Duration) -> Bool {
    if let present = scheduled[key], present.due <= due { return false }
    let earliest = nextDue()
    scheduled[key] = Scheduled(due: due, priority: priority)
    dueTimes.insert(Entry(due: due, key: key))
    return earliest.map { due < $0 } ?? true
  }

  mutating func remove(_ key: ObjectKey) {
    waiting[key] = nil
    scheduled[key] = nil
    dirty[key] = nil
  }

  mutating func nextDue() -> Duration? {
    while let entry = dueTimes.min {
      if scheduled[entry.key]?.due == entry.due { return entry.due }
      _ = dueTimes.popMin()  // replaced or removed since
    }
    return nil
  }

  /// Whether a taker may find something now.
  mutating func promote(now: Duration) -> Bool {
    var changed = false
    while let due = nextDue(), due <= now, let entry = dueTimes.popMin() {
      let priority = scheduled.removeValue(forKey: entry.key)?.priority ?? .routine
      if add(entry.key, priority: priority, now: now) { changed = true }
    }
    return changed
  }

  mutating func done(_ key: ObjectKey, now: Duration) -> Bool {
    processing[key] = nil
    if let priority = dirty.removeValue(forKey: key) { _ = add(key, priority: priority, now: now) }
    return true  // also a freed worker's place lets a routine key go
  }

  /// Pairs waiting takers with keys.
  mutating func match(
    now: Duration, routineLimit: Int
  ) -> [(CheckedContinuation<WorkQueue.Item?, Never>, WorkQueue.Item?)] {
    var pairs: [(CheckedContinuation<WorkQueue.Item?, Never>, WorkQueue.Item?)] = []
    while let ticket = takers.keys.first, let (key, place) = pop(routineLimit: routineLimit) {
      guard let taker = takers.removeValue(forKey: ticket) else { break }
      processing[key] = place.priority
      // Who takes a key decides when it is due again.
      scheduled[key] = nil
      pairs.append((taker, WorkQueue.Item(key: key, priority: place.priority, wait: now - place.since)))
    }
    return pairs
  }

  private mutating func pop(routineLimit: Int) -> (ObjectKey, Waiting)? {
    let routineAtWork = processing.values.count { $0 == .routine }
    // Every 16th goes to the routine line, so that a stream of changes does not stop all intervals.
    if urgentInARow < 16, let found = pop(from: .urgent) {
      urgentInARow += 1
      return found
    }
    if routineAtWork < routineLimit, let found = pop(from: .routine) {
      urgentInARow = 0
      return found
    }
    return pop(from: .urgent)
  }

  private mutating func pop(from priority: WorkQueue.Priority) -> (ObjectKey, Waiting)? {
    while let (key, ticket) = lines[priority]?.popFirst() {
      guard let place = waiting[key], place.ticket == ticket else { continue }
      waiting[key] = nil
      return (key, place)
    }
    return nil
  }
}
