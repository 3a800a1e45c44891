import Cluster
package import Controller
import Kube

extension KustomizationReconciler {
  /// Watches the cluster, and reconciles at once the Kustomization whose object somebody changed or deleted.
  package func runAlongside(_ requeue: Requeue) async throws {
    memory.use(requeue)
    while !Task.isCancelled {
      do {
        try await followCluster(requeue)
        return
      } catch is CancellationError {
        return
      } catch {
        // Behind the watch log or without a connection: what happened meanwhile is found by looking at everything.
        try await Task.sleep(for: .seconds(1))
        for key in memory.keys { requeue(key) }
      }
    }
  }

  private func followCluster(_ requeue: Requeue) async throws {
    let version = try await cluster.list(
      ClusterQuery(kind: GroupKind(group: "", kind: "Namespace"), name: "default")
    ).version
    // What went while nobody watched may have been the last that a namespace waits for.
    if let embedded = cluster as? EmbeddedCluster { try await embedded.finishDeletions() }
    for try await change in cluster.watch(ClusterQuery(), after: version) {
      if let key = memory.drifted(by: change) { requeue(key) }
      // The embedded cluster has no collector of its own: namespaces that wait for the last of their objects end here.
      if change.kind == .deleted, let embedded = cluster as? EmbeddedCluster { try await embedded.finishDeletions() }
    }
  }
}
