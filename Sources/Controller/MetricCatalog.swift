/// What is said about each metric, and how its values are grouped: those of Flux and controller-runtime, so that
/// existing dashboards and alerts go on working.
enum MetricCatalog {
  private static let helps: [String: String] = [
    "gotk_reconcile_duration_seconds": "How long a reconcile of an object took.",
    "gotk_resource_info": "The state of an object; the value is always 1.",
    "controller_runtime_reconcile_total": "Reconciles by controller and result.",
    "controller_runtime_reconcile_errors_total": "Reconciles that failed, by controller.",
    "controller_runtime_reconcile_time_seconds": "How long reconciles took, by controller.",
    "controller_runtime_max_concurrent_reconciles": "How many objects may be reconciled at the same time.",
    "controller_runtime_active_workers": "How many objects are being reconciled.",
    "leader_election_master_status": "1 when this process reconciles the kind, 0 when another one does.",
    "workqueue_depth": "Objects that wait to be reconciled.",
    "workqueue_adds_total": "Objects that were taken for a reconcile.",
    "workqueue_queue_duration_seconds": "How long objects waited to be reconciled.",
    "workqueue_work_duration_seconds": "How long the work on objects took.",
    "workqueue_retries_total": "Failed reconciles that are tried again.",
    "process_cpu_seconds_total": "CPU time of the process, user and system.",
    "process_resident_memory_bytes": "Resident memory of the process.",
    "process_start_time_seconds": "When the process started, in seconds since 1970.",
  ]

  static func help(_ label: String) -> String { helps[label] ?? "\(label)." }

  /// Upper limits of the buckets in seconds.
  static func limits(_ label: String) -> [Double] {
    switch label {
    case "gotk_reconcile_duration_seconds": powersOfTen(from: -8, count: 10)
    case "workqueue_queue_duration_seconds", "workqueue_work_duration_seconds": powersOfTen(from: -8, count: 12)
    case "controller_runtime_reconcile_time_seconds": reconcileTimes
    default: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    }
  }

  private static func powersOfTen(from first: Int, count: Int) -> [Double] {
    (first..<(first + count)).map { exponent in
      var value = 1.0
      for _ in 0..<abs(exponent) { value *= 10 }
      return exponent < 0 ? 1 / value : value
    }
  }

  private static let reconcileTimes: [Double] = [
    0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.25, 1.5, 1.75,
    2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30, 40, 50, 60,
  ]
}
