import Cluster
import Controller
import Kube
import Logging
import Overlay
import Store
import Structure
import Toolkit

/// One reconcile of one Kustomization, from the artifact to the status.
struct KustomizationRun: Sendable {
  let cluster: any Cluster
  let pool: BlockingPool
  let request: ReconcileRequest
  let spec: Kustomization.Spec
  let source: ObjectKey
  let artifact: Artifact
  let started = ContinuousClock.now

  var object: KubeObject { request.object }
  var status: Kustomization.Status { Kustomization.status(of: object) }
  var report: KustomizationReport {
    KustomizationReport(object: object, revision: artifact.revision, now: request.now())
  }

  var journal: ChangeJournal {
    ChangeJournal(store: request.store, cluster: cluster, object: object, now: request.now())
  }

  var applier: ObjectApplier {
    ObjectApplier(
      cluster: cluster, fieldManager: KustomizationReconciler.name,
      owner: .init(name: object.name, namespace: object.namespace), force: spec.force, timeout: spec.timeout,
      intend: { try await journal.intend($0, revision: artifact.revision) })
  }

  /// - Parameter known: What the last successful reconcile in this process left.
  func perform(knowing known: AppliedMemory.Applied?) async throws -> (ReconcileResult, AppliedMemory.Applied) {
    if let known, try await isUnchanged(since: known) {
      try await checkHealth(of: status.inventory.map(\.key), changes: ChangeSet())
      return (success(inventory: status.inventory, isTold: false), known)
    }
    let rendered = try await render()
    let objects = applier.labelled(rendered.objects)
    let before = try await inventory()
    try await announce(objects, before)
    let applied = try await apply(objects, before)
    let now = applied.entries.map { ResourceReference(key: $0.key, version: $0.version) }
    let pruned = try await prune(before, now, after: applied)
    let changes = ChangeSet(applied.entries + pruned.entries)
    // Before the health checks, which may take their time.
    try await journal.tell(changes, revision: artifact.revision)
    try await checkHealth(of: now.map(\.key), changes: changes)
    var fingerprints: [ObjectKey: Int] = [:]
    for entry in applied.entries { fingerprints[entry.key] = entry.object.map(AppliedMemory.fingerprint) }
    let memento = AppliedMemory.Applied(
      uid: object.uid, generation: object.generation, readSet: rendered.readSet, fingerprints: fingerprints)
    return (success(inventory: now, isTold: !changes.changes.isEmpty), memento)
  }

  // MARK: Steps

  /// Whether render and cluster are as the last reconcile left them, so that there is nothing to do but to say so.
  private func isUnchanged(since known: AppliedMemory.Applied) async throws -> Bool {
    guard !request.isForced, known.uid == object.uid, known.generation == object.generation else { return false }
    let tree = request.store.fileTree(root: artifact.root)
    guard try await pool.run({ _ in try known.readSet.isCurrent(in: tree) }) else { return false }
    var seen: [ObjectKey: Int] = [:]
    for object in try await applier.ownedObjects() { seen[object.key] = AppliedMemory.fingerprint(object) }
    return known.fingerprints.allSatisfy { seen[$0.key] == $0.value }
  }

  private func render() async throws -> Overlay.Result {
    let tree = request.store.fileTree(root: artifact.root)
    let rendering = Rendering(spec: spec, source: "\(source) at \(artifact.revision)")
    do {
      let result = try await pool.run { _ in try rendering.run(tree) }
      for warning in result.warnings { request.log.warning("\(warning)") }
      return result
    } catch let failure as Rendering.Failure {
      throw self.failure(failure.reason, failure.description)
    }
  }

  /// What was applied before: by the status, or by the owner labels when the status has lost it.
  private func inventory() async throws -> [ResourceReference] {
    guard object.status?["inventory"] == nil else { return status.inventory }
    return try await applier.ownedObjects().map {
      ResourceReference(key: $0.key, version: $0.groupVersionKind.version)
    }
  }

  /// Writes down what is going to be applied, so that a crash leaves no object that nobody knows of.
  private func announce(_ objects: [KubeObject], _ before: [ResourceReference]) async throws {
    let known = Set(before.map(\.key))
    let new = objects.filter { !known.contains($0.key) }
    guard !new.isEmpty else { return }
    let inventory =
      (before + new.map { ResourceReference(key: $0.key, version: $0.groupVersionKind.version) }).inventory
    let (key, uid) = (object.key, object.uid)
    try await request.store.write { writer in
      guard let stored = try writer.object(key), stored.uid == uid else { return }
      var status = stored.status ?? .object(Mapping())
      status["inventory"] = inventory
      _ = try writer.updateStatus(key, status)
    }
  }

  private func apply(_ objects: [KubeObject], _ before: [ResourceReference]) async throws -> ChangeSet {
    func remaining(_ done: ChangeSet) -> [ResourceReference] {
      let applied = done.entries.map { ResourceReference(key: $0.key, version: $0.version) }
      let keys = Set(applied.map(\.key))
      return before.filter { !keys.contains($0.key) } + applied
    }
    do {
      return try await applier.apply(objects)
    } catch let error as ApplyError {
      try await journal.tell(error.done, revision: artifact.revision)
      throw failure(
        ConditionReason.reconciliationFailed, "apply failed: \(error)", inventory: remaining(error.done))
    } catch let error as HealthError {
      try await journal.tell(error.done, revision: artifact.revision)
      throw failure(ConditionReason.healthCheckFailed, "definitions and namespaces: \(error)")
    }
  }

  private func prune(
    _ before: [ResourceReference], _ now: [ResourceReference], after applied: ChangeSet
  ) async throws -> ChangeSet {
    guard spec.prune else { return ChangeSet() }
    let kept = Set(now.map(\.key))
    let stale = before.filter { !kept.contains($0.key) }
    guard !stale.isEmpty else { return ChangeSet() }
    do {
      return try await applier.prune(stale.map(\.key))
    } catch let error as ApplyError {
      try await journal.tell(ChangeSet(applied.entries + error.done.entries), revision: artifact.revision)
      throw failure(ConditionReason.pruneFailed, "prune failed: \(error)", inventory: now + stale)
    }
  }

  // MARK: Health

  /// Waits for what the spec asks to wait for.
  private func checkHealth(of applied: [ObjectKey], changes: ChangeSet) async throws {
    let keys = try await checkedKeys(applied)
    guard !keys.isEmpty else { return }
    if !changes.changes.isEmpty {
      await request.progress(message: "Running health checks for revision \(artifact.revision)")
    }
    do {
      try await HealthWait(cluster: cluster, timeout: spec.timeout).wait(for: keys)
    } catch let error as HealthError {
      // Without the time it took: that would make news of the same failure at every retry.
      throw failure(
        ConditionReason.healthCheckFailed, "health check failed: \(error)",
        inventory: applied.isEmpty ? nil : references(applied, changes), isUnhealthy: true)
    }
  }

  private func references(_ keys: [ObjectKey], _ changes: ChangeSet) -> [ResourceReference] {
    var versions: [ObjectKey: String] = [:]
    for reference in status.inventory { versions[reference.key] = reference.version }
    for entry in changes.entries { versions[entry.key] = entry.version }
    return keys.map { ResourceReference(key: $0, version: versions[$0] ?? "v1") }
  }

  private func checkedKeys(_ applied: [ObjectKey]) async throws -> [ObjectKey] {
    // Not for itself: a Kustomization that its own source declares is ready only after this.
    guard !spec.wait else { return applied.filter { $0 != object.key } }
    var keys: [ObjectKey] = []
    for check in spec.healthChecks {
      // Without a group, the applied object of this kind and name is meant.
      let group =
        check.apiVersion.map { GroupVersionKind(apiVersion: $0, kind: check.kind).group }
        ?? applied.first { $0.kind == check.kind && $0.name == check.name }?.group ?? ""
      let kind = GroupKind(group: group, kind: check.kind)
      let isNamespaced = try await cluster.resource(kind)?.isNamespaced ?? true
      keys.append(
        ObjectKey(kind, namespace: isNamespaced ? check.namespace ?? object.namespace : "", name: check.name))
    }
    return keys.filter { $0 != object.key }
  }
}
