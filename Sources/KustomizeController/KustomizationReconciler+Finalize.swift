import Cluster
package import Controller
import Kube
import Store
import Structure
import Toolkit

extension KustomizationReconciler {
  /// Removes what was applied, as `spec.deletionPolicy` and `spec.prune` say. A suspended Kustomization leaves its
  /// objects behind, as in Flux.
  package func finalize(_ request: ReconcileRequest) async throws {
    let object = request.object
    defer { memory.forget(object.key) }
    let journal = journal(request)
    try await journal.catchUp()
    let policy = Self.deletionPolicy(of: object)
    guard policy != .orphan, object.spec?["suspend"]?.bool != true else { return }
    let status = Kustomization.status(of: object)
    let timeout = (try? Kustomization.spec(of: object))?.timeout ?? .seconds(60)
    let revision = status.lastAppliedRevision ?? ""
    let applier = ObjectApplier(
      cluster: cluster, fieldManager: Self.name, owner: .init(name: object.name, namespace: object.namespace),
      timeout: timeout, intend: { try await journal.intend($0, revision: revision) })
    var keys = status.inventory.map(\.key)
    if object.status?["inventory"] == nil { keys = try await applier.ownedObjects().map(\.key) }
    memory.forget(object.key)  // its own deletions are no drift
    do {
      let changes = try await applier.prune(keys)
      try await journal.tell(changes, revision: revision)
      if policy == .waitForTermination {
        // Also those that an earlier attempt has deleted; not those that stay by a policy of their own.
        let left = Set(changes.entries.filter { $0.action != .deleted }.map(\.key)).union([object.key])
        try await HealthWait(cluster: cluster, timeout: timeout).waitForEnd(of: keys.filter { !left.contains($0) })
      }
    } catch let error as ApplyError {
      try await journal.tell(error.done, revision: revision)
      throw ReconcileFailure(reason: ConditionReason.pruneFailed, message: "prune failed: \(error)")
    } catch let error as HealthError {
      throw ReconcileFailure(reason: ConditionReason.pruneFailed, message: "waiting for the end failed: \(error)")
    }
  }

  /// The policy with `MirrorPrune` resolved. Read field by field, since the spec may be invalid by now.
  private static func deletionPolicy(of object: KubeObject) -> Kustomization.DeletionPolicy {
    let text = object.spec?["deletionPolicy"]?.string ?? ""
    switch Kustomization.DeletionPolicy(rawValue: text) ?? .mirrorPrune {
    case .mirrorPrune: return object.spec?["prune"]?.bool == true ? .delete : .orphan
    case let policy: return policy
    }
  }
}
