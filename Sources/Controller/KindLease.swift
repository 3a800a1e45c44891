import Kube
import Logging
import Store

/// This process's claim on a kind: while it holds the lease, no other process on the store reconciles the kind.
final class KindLease: Sendable {
  enum End: Sendable {
    /// Another process may have the lease.
    case lost
    case cancelled
  }

  private let name: String
  private let store: Store
  private let settings: RuntimeSettings
  private let log: Logger

  init(kind: GroupVersionKind, store: Store, settings: RuntimeSettings, log: Logger) {
    name = "controller/\(kind.groupKind)"
    self.store = store
    self.settings = settings
    self.log = log
  }

  /// Waits until the lease is this process's; false when it was told to stop first.
  func acquire(stop: StopSignal, onStandby: @Sendable () -> Void) async -> Bool {
    var isStandby = false
    while !stop.isRaised, !Task.isCancelled {
      do {
        if try await store.acquireLease(name, holder: settings.holder, duration: settings.leaseDuration) {
          if isStandby { log.notice("took over the kind from another process") }
          return true
        }
        if !isStandby { log.notice("another process reconciles this kind; waiting for it to end") }
        isStandby = true
        onStandby()
      } catch {
        guard !Task.isCancelled else { return false }
        log.error("taking the lease failed", metadata: [LogField.error: "\(error)"])
      }
      await pause(settings.leaseRetry, orUntil: stop)
    }
    return false
  }

  /// Renews the lease until it is lost or the task is cancelled.
  func keep() async -> End {
    var expiry = settings.time.uptime + settings.leaseDuration
    var wait = settings.leaseRenewal
    while true {
      guard (try? await settings.time.sleep(until: settings.time.uptime + wait)) != nil else { return .cancelled }
      do {
        let asked = settings.time.uptime
        guard try await store.renewLease(name, holder: settings.holder, duration: settings.leaseDuration) else {
          log.error("another process has taken this kind; stopping work on it")
          return .lost
        }
        expiry = asked + settings.leaseDuration
        wait = settings.leaseRenewal
      } catch {
        guard !Task.isCancelled else { return .cancelled }
        log.warning("renewing the lease failed", metadata: [LogField.error: "\(error)"])
        wait = settings.leaseRenewal / 4
        guard settings.time.uptime + wait < expiry else {
          log.error("the lease could not be renewed in time; stopping work on this kind")
          return .lost
        }
      }
    }
  }

  /// Gives the lease back, so that another process need not wait for its end.
  func release() async {
    // In a task of its own: a cancelled one could not write any more.
    let (store, name, holder, log) = (store, name, settings.holder, log)
    await Task {
      do {
        try await store.releaseLease(name, holder: holder)
      } catch {
        log.debug("giving the lease back failed", metadata: [LogField.error: "\(error)"])
      }
    }.value
  }

  private func pause(_ duration: Duration, orUntil stop: StopSignal) async {
    let time = settings.time
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await stop.wait() }
      group.addTask { try? await time.sleep(until: time.uptime + duration) }
      await group.next()
      group.cancelAll()
    }
  }
}
