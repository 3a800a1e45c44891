package import Cluster
package import Controller
package import Kube
package import Store
import Structure
import Toolkit

/// Reconciles Kustomizations: renders a directory of a source and makes the cluster equal to it.
package struct KustomizationReconciler: Reconciler {
  package let kind = Kustomization.kind
  package let finalizer: String? = ToolkitNames.finalizer
  package let dependencies = DependencyScope.kinds([Kustomization.groupKind, GitRepository.groupKind])

  /// The name under which fields are owned and events are reported.
  package static let name = "kustomize-controller"

  let cluster: any Cluster
  /// Renders block: they read the store and compute.
  let pool: BlockingPool
  let memory = AppliedMemory()

  package init(cluster: any Cluster, renderThreads: Int = 2) {
    self.cluster = cluster
    pool = BlockingPool(threads: renderThreads)
  }

  package func catchUp(_ request: ReconcileRequest) async throws { try await journal(request).catchUp() }

  func journal(_ request: ReconcileRequest) -> ChangeJournal {
    ChangeJournal(store: request.store, cluster: cluster, object: request.object, now: request.now())
  }

  package func reconcile(_ request: ReconcileRequest) async throws -> ReconcileResult {
    let object = request.object
    let spec = try Kustomization.spec(of: object)
    let source = spec.sourceRef.key(in: object.namespace)
    guard source.kind == GitRepository.kind.kind else {
      let message = "spec.sourceRef.kind: \(source.kind) is not available yet; use GitRepository"
      return ReconcileResult(.stalled(reason: ConditionReason.unsupportedField, message: message))
    }
    memory.look(
      object.key, source: source, dependencies: spec.dependsOn.map { $0.key(in: object.namespace) })
    let (artifact, obstacle) = try await request.store.read { reader -> (Artifact?, Obstacle?) in
      let artifact = try reader.artifact(owner: source)
      return (artifact, try Self.obstacle(object, spec, source, artifact, reader))
    }
    memory.found(
      object.key, artifact: artifact.map { Self.identity(revision: $0.revision, digest: "\($0.root)") },
      isWaiting: obstacle != nil)
    guard let artifact, obstacle == nil else {
      // Whatever is missing announces itself by a change; the interval is for the case that it does not.
      return ReconcileResult(
        .waiting(
          reason: obstacle?.reason ?? ConditionReason.artifactFailed, message: obstacle?.message ?? "no artifact",
          again: spec.retryInterval))
    }
    memory.begin(object.key)
    var applied: AppliedMemory.Applied?
    defer { memory.end(object.key, applied) }
    let run = KustomizationRun(
      cluster: cluster, pool: pool, request: request, spec: spec, source: source, artifact: artifact)
    let (result, memento) = try await run.perform(knowing: memory.applied(object.key))
    applied = memento
    return result
  }

  /// Why a reconcile cannot begin.
  private struct Obstacle: Sendable {
    var reason: String
    var message: String
  }

  private static func obstacle(
    _ object: KubeObject, _ spec: Kustomization.Spec, _ source: ObjectKey, _ artifact: Artifact?, _ reader: StoreReader
  ) throws -> Obstacle? {
    guard let found = try reader.object(source) else {
      return Obstacle(
        reason: ConditionReason.artifactFailed,
        message: "Source '\(source)' not found; declare it, or correct spec.sourceRef")
    }
    guard let artifact else {
      let why = found.conditions[type: Condition.ready].map { ": \($0.message)" } ?? ""
      return Obstacle(
        reason: ConditionReason.artifactFailed, message: "Source '\(source)' is not ready, it has no artifact\(why)")
    }
    return try DependencyCheck(reader: reader)
      .blocker(of: object, spec, source: source, revision: artifact.revision)
      .map { Obstacle(reason: ConditionReason.dependencyNotReady, message: $0) }
  }

  static func identity(revision: String, digest: String) -> String { "\(revision) \(digest)" }

  package func dependents(on change: ObjectChange, reader: StoreReader) throws -> [ObjectKey] {
    if change.key.groupKind == Kustomization.groupKind { return memory.waiters(for: change.key) }
    guard change.type != .deleted, let artifact = change.object.status?["artifact"] else {
      return memory.users(of: change.key, artifact: nil)
    }
    return memory.users(
      of: change.key,
      artifact: Self.identity(
        revision: artifact["revision"]?.string ?? "", digest: artifact["digest"]?.string ?? ""))
  }
}
