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
      if isPrunable(live) {
        if live.deletionTimestamp == nil { doomed.append(live) }
      } else {
        changes.entries.append(.init(live, .skipped))
      }
    }
    try await intend(
      doomed.map { live in
        ChangeIntent.Change(
          object: live.key, action: ChangeSet.Action.deleted.rawValue, apiVersion: live.groupVersionKind.version,
          before: live.resourceVersion, uid: live.uid)
      })
    var failures: [ClusterError] = []
    for seen in doomed {
      // Looked at again right before: another owner may have taken it over since.
      guard let live = try await cluster.get(seen.key), live.uid == seen.uid, live.deletionTimestamp == nil else {
        continue
      }
      guard isPrunable(live) else {
        changes.entries.append(.init(live, .skipped))
        continue
      }
      do {
        try await cluster.delete(live.key, DeleteOptions(propagation: .background, uid: live.uid))
        changes.entries.append(.init(live, .deleted))
      } catch let error as ClusterError {
        failures.append(error)
      }
    }
    guard failures.isEmpty else { throw ApplyError(causes: failures, done: changes) }
    return changes
  }

  private func isPrunable(_ live: KubeObject) -> Bool {
    owner.owns(live) && !live.isPruneDisabled && !live.isReconcileDisabled
  }

  /// Everything in the cluster that carries the owner's labels: what an inventory that was lost must have held.
  package func ownedObjects() async throws -> [KubeObject] {
    try await cluster.list(ClusterQuery(selector: LabelSelector(matching: owner.labels))).objects
  }
}
