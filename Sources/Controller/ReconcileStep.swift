import Kube
import Logging
import Store
import Structure
import Synchronization
import Toolkit

/// One pass over one object: read, check, reconcile, write, and decide when to look again.
final class ReconcileStep: Sendable {
  private let reconciler: any Reconciler
  private let store: Store
  private let queue: WorkQueue
  private let sightings: Sightings
  private let settings: RuntimeSettings
  private let metrics: ReconcileMetrics
  private let log: Logger
  private let backoff: Mutex<Backoff>

  init(
    _ reconciler: any Reconciler, store: Store, queue: WorkQueue, sightings: Sightings, settings: RuntimeSettings,
    metrics: ReconcileMetrics, log: Logger
  ) {
    self.reconciler = reconciler
    self.store = store
    self.queue = queue
    self.sightings = sightings
    self.settings = settings
    self.metrics = metrics
    self.log = log
    backoff = Mutex(Backoff(base: settings.backoffBase, limit: settings.backoffLimit))
  }

  /// Drops what is kept about an object that is gone.
  func forget(_ key: ObjectKey) {
    backoff.withLock { $0.succeeded(key) }
    metrics.forget(key)
  }

  func run(_ item: WorkQueue.Item) async {
    let started = settings.time.uptime
    var log = log
    log[metadataKey: LogField.name] = "\(item.key.name)"
    log[metadataKey: LogField.namespace] = "\(item.key.namespace)"
    log[metadataKey: LogField.reconcileID] = "\(UniqueID.make())"
    metrics.started(after: item.wait)
    let result: ReconcileMetrics.Result?
    do {
      result = try await pass(item.key, log: log, started: started)
    } catch {
      guard !Task.isCancelled else { return }
      // The store failed, or the cluster before anything began; there is no place to write that to but the log.
      let wait = backoff.withLock { $0.failed(item.key) }
      queue.add(item.key, after: wait)
      log.error(
        "the reconcile could not begin or end",
        metadata: [LogField.error: "\(error)", "retry": "\(wait.goDescription)"])
      result = .error
    }
    if let result { metrics.finished(item.key, result, duration: settings.time.uptime - started) }
  }

  /// Nil when there was nothing to reconcile.
  private func pass(_ key: ObjectKey, log: Logger, started: Duration) async throws -> ReconcileMetrics.Result? {
    guard var object = try await store.read({ try $0.object(key) }) else {
      forget(key)
      return nil
    }
    sightings.note(object)
    if object.deletionTimestamp != nil { return try await finalize(object, log: log, started: started) }
    try await reconciler.catchUp(request(object, log: log))
    if object.spec?["suspend"]?.bool == true {
      log.debug("suspended")
      return nil
    }
    let ending: ReconcileEnding
    if let mistake = Self.mistake(in: object) {
      ending = mistake
    } else {
      object = try await withFinalizer(object)
      let request = request(object, log: log)
      do {
        ending = ReconcileEnding(try await reconciler.reconcile(request))
      } catch {
        guard !Task.isCancelled else { return try await keepStatus(of: error, object) }
        ending = ReconcileEnding(error)
      }
    }
    return try await settle(ending, object, log: log, started: started)
  }

  private func request(_ object: KubeObject, log: Logger) -> ReconcileRequest {
    let requested = object.annotations[ToolkitNames.requestedAt]
    let writer = StatusWriter(store: store, controllerName: settings.controllerName)
    let time = settings.time
    return ReconcileRequest(
      object: object, store: store, log: log, attempt: backoff.withLock { $0.attempts(object.key) },
      isForced: requested != nil && requested != object.status?["lastHandledReconcileAt"]?.string, time: time,
      reportProgress: { reason, message in
        do {
          try await writer.writeProgress(of: object, reason: reason, message: message, now: time.wallClock)
        } catch {
          guard !Task.isCancelled else { return }
          log.warning("reporting progress failed", metadata: [LogField.error: "\(error)"])
        }
      })
  }

  /// What is wrong with the spec, or asks for what this release cannot do.
  private static func mistake(in object: KubeObject) -> ReconcileEnding? {
    guard let definition = KindCatalog.definition(of: object.groupVersionKind.groupKind) else { return nil }
    let errors = definition.errors(in: object)
    if !errors.isEmpty {
      let message = InvalidObject(errors: errors).description
      return ReconcileEnding(ReconcileResult(.stalled(reason: ConditionReason.invalidSpec, message: message)))
    }
    let unsupported = definition.unsupportedFields(in: object)
    guard !unsupported.isEmpty else { return nil }
    let message = InvalidObject(errors: unsupported).description
    return ReconcileEnding(ReconcileResult(.stalled(reason: ConditionReason.unsupportedField, message: message)))
  }

  private func withFinalizer(_ object: KubeObject) async throws -> KubeObject {
    guard let finalizer = reconciler.finalizer, !object.finalizers.contains(finalizer) else { return object }
    return try await store.write { writer in
      guard var stored = try writer.object(object.key), stored.uid == object.uid, stored.deletionTimestamp == nil,
        !stored.finalizers.contains(finalizer)
      else { return object }
      stored.finalizers.append(finalizer)
      return try writer.update(stored)
    }
  }

  /// Of a cancelled reconcile nothing is said, but what it did stays known: an inventory must not be lost.
  private func keepStatus(of error: any Error, _ object: KubeObject) async throws -> ReconcileMetrics.Result? {
    guard let failure = error as? ReconcileFailure, !failure.status.isEmpty else { return nil }
    let writer = StatusWriter(store: store, controllerName: settings.controllerName)
    try await uncancelled { try await writer.writeFields(failure.status, of: object) }
    return nil
  }

  private func finalize(
    _ object: KubeObject, log: Logger, started: Duration
  ) async throws -> ReconcileMetrics.Result? {
    guard let finalizer = reconciler.finalizer, object.finalizers.contains(finalizer) else { return nil }
    do {
      try await reconciler.finalize(request(object, log: log))
    } catch {
      guard !Task.isCancelled else { return try await keepStatus(of: error, object) }
      return try await settle(ReconcileEnding(error), object, log: log, started: started)
    }
    _ = try await store.write { writer in
      guard var stored = try writer.object(object.key), stored.uid == object.uid else { return }
      stored.finalizers.removeAll { $0 == finalizer }
      _ = try writer.update(stored)
    }
    forget(object.key)
    log.notice("deleted")
    return .success
  }

  /// Writes the end of a reconcile, says it in the log, and decides when to look again.
  private func settle(
    _ ending: ReconcileEnding, _ object: KubeObject, log: Logger, started: Duration
  ) async throws -> ReconcileMetrics.Result {
    let writer = StatusWriter(store: store, controllerName: settings.controllerName)
    let now = settings.time.wallClock
    let isNews = try await uncancelled { try await writer.write(ending, object, now: now) }
    let next = nextLook(ending, object)
    if let next { queue.add(object.key, after: next) }
    let duration = settings.time.uptime - started
    ending.describe(in: log, isNews: isNews, duration: duration, next: next)
    return ending.isFailure ? .error : next == nil ? .success : .requeueAfter
  }

  /// How long to wait before the next look; nil when only a change brings it.
  private func nextLook(_ ending: ReconcileEnding, _ object: KubeObject) -> Duration? {
    let key = object.key
    switch ending.retry {
    case .backoff: return backoff.withLock { $0.failed(key) }
    case .failedThen(let wait):
      _ = backoff.withLock { $0.failed(key) }
      return wait
    case .never:
      backoff.withLock { $0.succeeded(key) }
      return nil
    case .after(let wait):
      backoff.withLock { $0.succeeded(key) }
      return wait
    case .interval:
      backoff.withLock { $0.succeeded(key) }
      let interval = object.spec?["interval"]?.string.flatMap { try? Duration(goDuration: $0) } ?? .zero
      return interval > .zero ? settings.jitter.around(interval) : nil
    }
  }

  /// Runs a short write to its end even when this task is cancelled: what was done must be written down.
  private func uncancelled<T: Sendable>(_ body: @escaping @Sendable () async throws -> T) async throws -> T {
    try await Task { try await body() }.value
  }
}
