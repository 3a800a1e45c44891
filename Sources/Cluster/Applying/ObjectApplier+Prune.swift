package import Kube

extension ObjectApplier {
  /// Deletes what the owner applied before and no longer declares, in the reverse of the order of applying.
  ///
  /// Objects stay that don't exist, that another owner has taken over, or whose annotations say `prune: disabled` or
  /// `reconcile: disabled`.
  /// - Returns: What was deleted; skipped objects as such.
  /// - Throws: ``ApplyError`` with the refusals, after everything else has been tried.
  package func prune(_ stale: [ObjectKey]) async throws -> ChangeSet {
    var changes = ChangeSet()
    var failures: [ClusterError] = []
    for key in stale.sorted(by: { ApplyOrder.precedes($1, $0) }) {
      guard let live = try await cluster.get(key) else { continue }
      let version = live.groupVersionKind.version
      guard owner.owns(live), !live.isPruneDisabled, !live.isReconcileDisabled else {
        changes.entries.append(.init(key: key, version: version, action: .skipped, object: live))
        continue
      }
      guard live.deletionTimestamp == nil else { continue }
      do {
        try await cluster.delete(key, DeleteOptions(propagation: .background, uid: live.uid))
        changes.entries.append(.init(key: key, version: version, action: .deleted, object: live))
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
