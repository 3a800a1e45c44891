import Kube
import Logging
import Store
import Synchronization

/// The work on one kind from taking its lease to giving it back.
final class KindSession: Sendable {
  let queue: WorkQueue
  private let reconciler: any Reconciler
  private let store: Store
  private let settings: RuntimeSettings
  private let lease: KindLease
  private let stop: StopSignal
  private let log: Logger
  private let step: ReconcileStep
  private let watch: KindWatch
  private let running: RunningWork

  init(
    _ reconciler: any Reconciler, store: Store, settings: RuntimeSettings, lease: KindLease, stop: StopSignal,
    log: Logger
  ) {
    self.reconciler = reconciler
    self.store = store
    self.settings = settings
    self.lease = lease
    self.stop = stop
    self.log = log
    queue = WorkQueue(workers: settings.concurrent, time: settings.time)
    running = RunningWork()
    let metrics = ReconcileMetrics(kind: reconciler.kind, factory: settings.metrics)
    let sightings = Sightings()
    step = ReconcileStep(
      reconciler, store: store, queue: queue, sightings: sightings, settings: settings, metrics: metrics, log: log)
    watch = KindWatch(
      reconciler, store: store, queue: queue, running: running, sightings: sightings, step: step,
      time: settings.time, log: log)
  }

  /// Whether the objects of the kind have been listed.
  var hasListed: Bool { watch.hasListed }

  func run() async {
    log.debug("started", metadata: ["workers": "\(settings.concurrent)"])
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.queue.runSchedule() }
      group.addTask { await self.watch.run() }
      group.addTask { await self.runAlongside() }
      group.addTask {
        // Whoever lost the lease must not go on: another process may have begun.
        guard await self.lease.keep() == .lost else { return }
        self.queue.stop()
        self.running.cancelAll()
      }
      group.addTask {
        await self.stop.wait()
        await self.drain()
      }
      await withTaskGroup(of: Void.self) { workers in
        for _ in 0..<self.settings.concurrent { workers.addTask { await self.work() } }
      }
      group.cancelAll()
    }
    log.debug("stopped")
  }

  private func work() async {
    while let item = await queue.next() {
      let task = running.start(item.key) { await self.step.run(item) }
      await withTaskCancellationHandler {
        await task.value
      } onCancel: {
        task.cancel()
      }
      running.remove(item.key)
      queue.done(item.key)
    }
  }

  /// Takes no more keys, and cancels what has not ended within the grace period.
  private func drain() async {
    queue.stop()
    let time = settings.time
    guard (try? await time.sleep(until: time.uptime + settings.gracePeriod)) != nil else { return }
    let keys = running.cancelAll()
    if !keys.isEmpty {
      log.warning(
        "cancelled at the end of the grace period",
        metadata: ["objects": .array(keys.sorted().map { "\($0.namespace)/\($0.name)" })])
    }
  }

  private func runAlongside() async {
    let requeue = Requeue { [queue] key, delay in queue.add(key, after: delay, priority: .urgent) }
    var failures = Backoff(base: settings.backoffBase, limit: settings.backoffLimit)
    let name = ObjectKey(reconciler.kind.groupKind, namespace: "", name: "")
    while !Task.isCancelled {
      do {
        try await reconciler.runAlongside(requeue)
        return
      } catch {
        guard !Task.isCancelled else { return }
        let wait = failures.failed(name)
        log.error("watching failed", metadata: [LogField.error: "\(error)", "retry": "\(wait.goDescription)"])
        try? await settings.time.sleep(until: settings.time.uptime + wait)
      }
    }
  }
}

/// The reconciles that are running, for those who have to cancel them.
final class RunningWork: Sendable {
  private let tasks = Mutex<[ObjectKey: Task<Void, Never>]>([:])

  /// Starts work that can be cancelled from its first moment on.
  func start(_ key: ObjectKey, _ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    tasks.withLock { tasks in
      let task = Task { await body() }
      tasks[key] = task
      return task
    }
  }
  func remove(_ key: ObjectKey) { tasks.withLock { $0[key] = nil } }
  func cancel(_ key: ObjectKey) { tasks.withLock { $0[key] }?.cancel() }

  /// Cancels everything and tells what that was.
  @discardableResult
  func cancelAll() -> [ObjectKey] {
    let all = tasks.withLock(\.self)
    for task in all.values { task.cancel() }
    return Array(all.keys)
  }
}
