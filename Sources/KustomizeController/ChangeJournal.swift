import Cluster
import Kube
import Store
import Toolkit

/// Sees to it that every change of the cluster is told, also when the process dies in the middle: what is about to be
/// changed is written down first, and struck out together with the event that tells of it.
struct ChangeJournal: Sendable {
  let store: Store
  let cluster: any Cluster
  /// The Kustomization on whose behalf objects change.
  let object: KubeObject
  let now: Timestamp

  /// Adds to what a run is about to change.
  func intend(_ changes: [ChangeIntent.Change], revision: String) async throws {
    guard !changes.isEmpty else { return }
    try await store.write { writer in
      var intent = try writer.intent(of: object) ?? ChangeIntent(revision: revision, changes: [])
      intent.changes += changes
      try writer.setIntent(intent, of: object)
    }
  }

  /// Tells what changed, also when the task is cancelled by now: the changes are made.
  func tell(_ changes: ChangeSet, revision: String) async throws {
    try await Task {
      let events = KustomizationReport(object: object, revision: revision, now: now).changes(changes)
      if events.isEmpty, try await store.read({ try $0.intent(of: object) }) == nil { return }
      try await store.write { writer in
        for event in events { try writer.record(event) }
        try writer.removeIntent(of: object.key)
      }
    }.value
  }

  /// Tells what an earlier run changed and could not tell any more.
  func catchUp() async throws {
    guard let intent = try await store.read({ try $0.intent(of: object) }) else { return }
    try await tell(intent.outcome(in: cluster), revision: intent.revision)
  }
}
