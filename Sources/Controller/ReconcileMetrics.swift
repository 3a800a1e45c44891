import CoreMetrics
import Kube

/// The numbers of one kind, under the names that Flux and controller-runtime give them.
struct ReconcileMetrics: Sendable {
  enum Result: String, CaseIterable, Sendable {
    case success, error
    case requeueAfter = "requeue_after"
  }

  private let kind: String
  private let controller: String
  private let factory: any MetricsFactory

  init(kind: GroupVersionKind, factory: any MetricsFactory) {
    self.kind = kind.kind
    controller = kind.kind.lowercased()
    self.factory = factory
  }

  /// A worker took a key that had waited this long.
  func started(after wait: Duration) {
    recorder("workqueue_queue_duration_seconds", [("name", controller)]).record(wait.seconds)
    counter("workqueue_adds_total", [("name", controller)]).increment()
  }

  /// A reconcile of an object took this long.
  func finished(_ key: ObjectKey, _ result: Result, duration: Duration) {
    counter("controller_runtime_reconcile_total", [("controller", controller), ("result", result.rawValue)])
      .increment()
    if result == .error {
      counter("controller_runtime_reconcile_errors_total", [("controller", controller)]).increment()
      counter("workqueue_retries_total", [("name", controller)]).increment()
    }
    recorder("controller_runtime_reconcile_time_seconds", [("controller", controller)]).record(duration.seconds)
    recorder("workqueue_work_duration_seconds", [("name", controller)]).record(duration.seconds)
    recorder("gotk_reconcile_duration_seconds", dimensions(key)).record(duration.seconds)
  }

  /// The object is gone, and so are its numbers.
  func forget(_ key: ObjectKey) { recorder("gotk_reconcile_duration_seconds", dimensions(key)).destroy() }

  private func dimensions(_ key: ObjectKey) -> [(String, String)] {
    [("kind", kind), ("name", key.name), ("namespace", key.namespace)]
  }

  private func counter(_ label: String, _ dimensions: [(String, String)]) -> Counter {
    Counter(label: label, dimensions: dimensions, factory: factory)
  }

  private func recorder(_ label: String, _ dimensions: [(String, String)]) -> Recorder {
    Recorder(label: label, dimensions: dimensions, aggregate: true, factory: factory)
  }
}
