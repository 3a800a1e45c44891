import Kube
import Logging
import Store
import Structure
import Synchronization
import Toolkit

/// Follows the watch log of the store and puts the keys that it concerns into the queue.
///
/// A status write is no reason to reconcile its object again; a new generation, a new value of the annotation that
/// requests a reconcile, and a deletion are. Other objects count through ``Reconciler/dependents(on:reader:)``.
final class KindWatch: Sendable {
  private let reconciler: any Reconciler
  private let store: Store
  private let queue: WorkQueue
  private let running: RunningWork
  private let sightings: Sightings
  private let step: ReconcileStep
  private let time: any TimeSource
  private let log: Logger
  private let listed = Mutex(false)
  private static let pageSize = 500

  init(
    _ reconciler: any Reconciler, store: Store, queue: WorkQueue, running: RunningWork, sightings: Sightings,
    step: ReconcileStep, time: any TimeSource, log: Logger
  ) {
    self.reconciler = reconciler
    self.store = store
    self.queue = queue
    self.running = running
    self.sightings = sightings
    self.step = step
    self.time = time
    self.log = log
  }

  var hasListed: Bool { listed.withLock(\.self) }

  /// Runs until the task is cancelled or the store is closed.
  func run() async {
    while !Task.isCancelled {
      do {
        try await follow()
        return
      } catch StoreError.expired {
        log.info("fell behind the watch log; listing again")
      } catch {
        guard !Task.isCancelled else { return }
        log.error("reading the store failed", metadata: [LogField.error: "\(error)"])
        try? await time.sleep(until: time.uptime + .seconds(1))
      }
    }
  }

  private func follow() async throws {
    // Subscribed before the list is read, so that no commit falls between the two.
    var wakeups = store.wakeups().makeAsyncIterator()
    var version = try await list()
    while !Task.isCancelled {
      let page = try await changes(after: version)
      for change in page.own { handle(change) }
      for key in page.dependents { queue.add(key, priority: .urgent) }
      let isComplete = page.isComplete
      version = page.version
      guard isComplete else { continue }
      guard await wakeups.next() != nil else { return }
    }
  }

  /// Reads all objects of the kind, and gives the version of the list.
  private func list() async throws -> UInt64 {
    let kind = reconciler.kind.groupKind
    let (version, objects) = try await store.read { reader in
      (try reader.version, try reader.objects(ObjectQuery(kind)))
    }
    // What fell out of the log may have been a change that an object depends on: then all are looked at again.
    let isAgain = hasListed
    let present = Set(objects.map(\.key))
    for key in sightings.keys where !present.contains(key) { forget(key) }
    for object in objects {
      let news = sightings.note(object)
      guard isAgain || news != .nothing else { continue }
      queue.add(object.key, priority: Self.isRequested(object) ? .urgent : .routine)
    }
    listed.withLock { $0 = true }
    return version
  }

  private static func isRequested(_ object: KubeObject) -> Bool {
    let requested = object.annotations[ToolkitNames.requestedAt]
    return requested != nil && requested != object.status?["lastHandledReconcileAt"]?.string
  }

  private func handle(_ change: ObjectChange) {
    if change.type == .deleted {
      running.cancel(change.key)
      forget(change.key)
      return
    }
    switch sightings.note(change.object) {
    case .nothing: return
    case .first: break
    case .changed(let isNewGeneration):
      let isDeleting = change.object.deletionTimestamp != nil
      if isDeleting || (isNewGeneration && reconciler.isCancelledByNewGeneration) { running.cancel(change.key) }
    }
    queue.add(change.key, priority: .urgent)
  }

  private func forget(_ key: ObjectKey) {
    sightings.forget(key)
    queue.remove(key)
    step.forget(key)
  }

  /// What a look at the log found.
  private struct Page: Sendable {
    var own: [ObjectChange] = []
    var dependents: [ObjectKey] = []
    /// Where to go on.
    var version: UInt64
    /// Whether there was nothing more.
    var isComplete = true
  }

  private func changes(after version: UInt64) async throws -> Page {
    let own = reconciler.kind.groupKind
    let reconciler = reconciler
    let log = log
    return try await store.read { reader in
      var page = Page(version: try reader.version)
      guard page.version != version else { return page }
      var changes: [ObjectChange] = []
      for query in Self.queries(own, reconciler.dependencies) {
        let found = try reader.changes(after: version, matching: query, limit: Self.pageSize)
        changes += found
        if found.count == Self.pageSize, let last = found.last {
          page.version = min(page.version, last.sequence)
          page.isComplete = false
        }
      }
      changes.sort { $0.sequence < $1.sequence }
      for change in changes where change.sequence <= page.version {
        if change.key.groupKind == own { page.own.append(change) }
        guard reconciler.dependencies.contains(change.key.groupKind) else { continue }
        do {
          page.dependents += try reconciler.dependents(on: change, reader: reader)
        } catch {
          log.error(
            "finding what depends on a change failed",
            metadata: ["change": "\(change.key)", LogField.error: "\(error)"])
        }
      }
      return page
    }
  }

  private static func queries(_ own: GroupKind, _ scope: DependencyScope) -> [ObjectQuery] {
    switch scope {
    case .none: [ObjectQuery(own)]
    case .kinds(let kinds): Set(kinds + [own]).map { ObjectQuery($0) }
    case .everything: [.all]
    }
  }
}

extension DependencyScope {
  func contains(_ kind: GroupKind) -> Bool {
    switch self {
    case .none: false
    case .kinds(let kinds): kinds.contains(kind)
    case .everything: true
    }
  }
}
