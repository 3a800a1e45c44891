import Kube
package import Store

extension ChangeIntent {
  /// Those of the intended changes that have come about.
  ///
  /// An object counts as changed when it is no longer at the version at which it was found. Somebody else may have
  /// written it in that moment; a word too many is better than one too few.
  package func outcome(in cluster: any Cluster) async throws -> ChangeSet {
    var done = ChangeSet()
    for change in changes {
      guard let action = ChangeSet.Action(rawValue: change.action) else { continue }
      let live = try await cluster.get(change.object)
      let isGoing = live?.deletionTimestamp != nil
      let isDone =
        action == .deleted
        ? live.map { isGoing || $0.uid != change.uid } ?? true
        : live.map { !isGoing && $0.resourceVersion != change.before } ?? false
      guard isDone else { continue }
      done.entries.append(.init(key: change.object, version: change.apiVersion, action: action, object: live))
    }
    return done
  }
}
