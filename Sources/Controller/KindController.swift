import Kube
import Logging
import Store
import Synchronization

/// Reconciles one kind whenever this process holds its lease.
final class KindController: Sendable {
  private let reconciler: any Reconciler
  private let store: Store
  private let settings: RuntimeSettings
  private let stop: StopSignal
  private let log: Logger
  private let lease: KindLease
  private let session = Mutex<KindSession?>(nil)
  private let isStandby = Mutex(false)

  init(_ reconciler: any Reconciler, store: Store, settings: RuntimeSettings, stop: StopSignal, log: Logger) {
    self.reconciler = reconciler
    self.store = store
    self.settings = settings
    self.stop = stop
    var log = log
    log[metadataKey: LogField.controller] = "\(reconciler.kind.kind.lowercased())"
    log[metadataKey: LogField.group] = "\(reconciler.kind.group)"
    log[metadataKey: LogField.kind] = "\(reconciler.kind.kind)"
    self.log = log
    lease = KindLease(kind: reconciler.kind, store: store, settings: settings, log: log)
  }

  /// Runs until the stop signal is raised and work has ended, or the task is cancelled.
  func run() async {
    while !stop.isRaised, !Task.isCancelled {
      guard await lease.acquire(stop: stop, onStandby: { isStandby.withLock { $0 = true } }) else { return }
      isStandby.withLock { $0 = false }
      let session = KindSession(reconciler, store: store, settings: settings, lease: lease, stop: stop, log: log)
      self.session.withLock { $0 = session }
      await session.run()
      self.session.withLock { $0 = nil }
      await lease.release()
    }
  }

  var isReady: Bool { isStandby.withLock(\.self) || session.withLock { $0?.hasListed ?? false } }

  var state: KindState {
    let session = session.withLock(\.self)
    return KindState(
      controller: reconciler.kind.kind.lowercased(), isLeader: session != nil, depth: session?.queue.depth ?? 0,
      active: session?.queue.active ?? 0, concurrent: settings.concurrent)
  }
}
