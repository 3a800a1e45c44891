package import Kube
import Store

extension ObjectApplier {
  /// Deletes what the owner applied before and no longer declares, in the reverse of the order of applying.
  ///
  /// Objects stay that don't exist, that another owner has taken over, or whose annotations say `prune: disabled` or
  /// `reconcile: disabled`.
  /// - Returns: What was deleted; skipped objects as such.
  /// - Throws: ``ApplyError`` with the refusals, after everything else has been tried.
  package func prune(_ stale: [ObjectKey]) async throws -> ChangeSet {
    var changes = ChangeSet()
    var doomed: [KubeObject] = []
    for key in stale.sorted(by: { ApplyOrder.precedes($1, $0) }) {
      guard let live = try await cluster.get(key) else { continue }
      guard owner.owns(live), !live.isPruneDisabled, !live.isReconcileDisabled else {
        changes.entries.append(
          .init(key: key, version: live.groupVersionKind.version, action: .skipped, object: live))
        continue
      }
      if live.deletionTimestamp == nil { doomed.append(live) }
    }
    try await intend(
      doomed.map { live in
        ChangeIntent.Change(
          object: live.key, action: ChangeSet.Action.deleted.rawValue, apiVersion: live.groupVersionKind.version,
          before: live.resourceVersion)
      })
    var failures: [ClusterError] = []
    for live in doomed {
      do {
        try await cluster.delete(live.key, DeleteOptions(propagation: .background, uid: live.uid))
        changes.entries.append(
          .init(key: live.key, version: live.groupVersionKind.version, action: .deleted, object: live))
      } catch let error as ClusterError {
        failures.append(error)
      }
    }
    guard failures.isEmpty else { throw ApplyError(causes: failures, done: changes) }
    return changes
  }

  /// Everything in the cluster that carries the owner's labels: what an inventory that was lost must have held.
  package func ownedObjects() async throws -> [KubeObject] {
    try await cluster.list(ClusterQuery(selector: LabelSelector(matching: owner.labels))).objects
  }
}
