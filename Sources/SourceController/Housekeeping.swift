import Logging
import ServiceLifecycle
import Store

/// Removes from the store what nobody needs any more: artifacts whose time is over, the files that only they had, old
/// events and log entries. The source-controller does it, because it is the one that writes artifacts.
struct Housekeeping: Service {
  private let store: Store
  private let log: Logger
  private let interval: Duration
  private let policy: GarbagePolicy

  /// - Parameter interval: Between two rounds; the first begins after one.
  init(store: Store, log: Logger, interval: Duration = .seconds(300), policy: GarbagePolicy = GarbagePolicy()) {
    self.store = store
    self.log = log
    self.interval = interval
    self.policy = policy
  }

  func run() async throws {
    try? await cancelWhenGracefulShutdown {
      while true {
        try await Task.sleep(for: interval)
        await round()
      }
    }
  }

  private func round() async {
    do {
      let report = try await store.maintain(policy)
      guard report.artifacts > 0 || report.blobs > 0 else { return }
      log.info(
        "removed what nobody needs any more",
        metadata: ["artifacts": "\(report.artifacts)", "blobs": "\(report.blobs)", "bytes": "\(report.bytes)"])
    } catch is CancellationError {
      return
    } catch {
      log.error("cannot tidy the store", metadata: ["error": "\(error)"])
    }
  }
}
