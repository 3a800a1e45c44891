import Controller
import Git
import Kube
import Store
import Structure
import Toolkit

/// Brings a checked out commit into the store, and says what that means for the object.
struct Publication: Sendable {
  private let request: ReconcileRequest
  private let spec: GitRepository.Spec
  private let status: GitRepository.Status

  /// What was published.
  struct Stored: Sendable {
    var artifact: Artifact
    var commit: GitCommit
  }

  init(_ request: ReconcileRequest, _ spec: GitRepository.Spec, _ status: GitRepository.Status) {
    self.request = request
    self.spec = spec
    self.status = status
  }

  /// Whether the object's artifact is of this revision, made by the rules of today's spec, and still in the store.
  func isCurrent(revision: String) throws -> Bool {
    guard let artifact = status.artifact, artifact.revision == revision, status.observedIgnore == spec.ignore else {
      return false
    }
    let stored = try request.store.readBlocking { try $0.artifact(owner: request.key) }
    return stored?.root.description == artifact.digest && stored?.revision == revision
  }

  /// Stores the tree and makes it the object's artifact.
  func publish(_ checkout: GitCheckout) throws -> Stored {
    let content = try request.store.beginImport(holder: "\(request.key)")
    do {
      var run = TreeImport(checkout, into: content)
      let root = try run.run(IgnoreRules(ignore: spec.ignore))
      let artifact = try content.publish(owner: request.key, root: root.digest, revision: checkout.revision)
      return Stored(artifact: artifact, commit: checkout.commit)
    } catch {
      // The import's own error is the one to tell.
      try? content.cancel()
      throw error
    }
  }

  /// The status and the event that Flux would give.
  func result(_ outcome: GitSyncOutcome<Stored>) -> ReconcileResult {
    switch outcome {
    case .current(let revision):
      let hadFailed = status.conditions[type: Condition.ready]?.status == .no
      return ReconcileResult(
        ready(revision),
        events: hadFailed
          ? [
            event(
              ConditionReason.succeeded, "stored artifact for revision '\(revision)'", revision, status.artifact?.digest
            )
          ] : [])
    case .checkedOut(let revision, let stored):
      let digest = stored.artifact.root.description
      let path = "gitrepository/\(request.key.namespace)/\(request.key.name)/\(stored.commit.id)"
      let artifact = SourceArtifact(
        revision: revision, digest: digest, lastUpdateTime: stored.artifact.published.wholeSeconds, path: path,
        url: "store:///\(path)", size: Int64(stored.artifact.size))
      let isNew = status.artifact?.digest != digest || status.artifact?.revision != revision
      return ReconcileResult(
        ready(revision),
        status: ["artifact": artifact.value, "observedIgnore": spec.ignore.map(Value.string)],
        events: isNew
          ? [event("NewArtifact", "stored artifact for commit '\(stored.commit.summary)'", revision, digest)] : [])
    }
  }

  private func ready(_ revision: String) -> Outcome {
    .ready(reason: ConditionReason.succeeded, message: "stored artifact for revision '\(revision)'")
  }

  private func event(_ reason: String, _ message: String, _ revision: String, _ digest: String?) -> EventRecord {
    var metadata = ["\(ToolkitNames.sourceGroup)/revision": revision]
    metadata["\(ToolkitNames.sourceGroup)/digest"] = digest
    return EventRecord(
      about: request.object, severity: .info, timestamp: request.now(), reason: reason, message: message,
      reportingController: GitRepositoryReconciler.controllerName, metadata: metadata)
  }
}
