import Cluster
import Kube
import Store
import Toolkit

/// The events of a reconcile, in Flux's words, so that alerts and their filters go on working.
struct KustomizationReport {
  let object: KubeObject
  let revision: String
  let now: Timestamp

  private static let revisionKey = "\(ToolkitNames.kustomizeGroup)/revision"
  private static let commitStatusKey = "\(ToolkitNames.kustomizeGroup)/commit_status"

  /// One event that lists what changed; none when nothing did.
  func changes(_ changes: ChangeSet) -> [EventRecord] {
    guard !changes.changes.isEmpty else { return [] }
    return [event(.info, ConditionReason.progressing, changes.summary)]
  }

  /// For a revision that changed no object: the commit still gets its status.
  func finished(took: String, next: String) -> EventRecord {
    var event = event(
      .info, ConditionReason.reconciliationSucceeded, "Reconciliation finished in \(took), next run in \(next)")
    event.metadata[Self.commitStatusKey] = "update"
    return event
  }

  func failed(_ reason: String, _ message: String) -> EventRecord { event(.error, reason, message) }

  private func event(_ severity: EventRecord.Severity, _ reason: String, _ message: String) -> EventRecord {
    EventRecord(
      about: object, severity: severity, timestamp: now, reason: reason, message: message,
      reportingController: KustomizationReconciler.name, metadata: [Self.revisionKey: revision])
  }
}
