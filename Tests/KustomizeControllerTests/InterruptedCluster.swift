import Cluster
import Kube
import Synchronization

/// A cluster that is cut off once, right before or right after it has changed something: what a process that is killed
/// there leaves behind.
final class InterruptedCluster: Cluster {
  enum Moment: Sendable { case beforeApply, afterApply, beforeDelete, afterDelete }

  let inner: EmbeddedCluster
  private let moment: Mutex<Moment?>
  private let meanwhile: @Sendable () async throws -> Void

  /// - Parameter meanwhile: What happens before the process is back.
  init(
    _ inner: EmbeddedCluster, at moment: Moment, meanwhile: @escaping @Sendable () async throws -> Void = {}
  ) {
    self.inner = inner
    self.moment = Mutex(moment)
    self.meanwhile = meanwhile
  }

  private func reach(_ here: Moment) async throws {
    let isNow = moment.withLock { moment in
      defer { if moment == here { moment = nil } }
      return moment == here
    }
    guard isNow else { return }
    try await meanwhile()
    throw ClusterError(.unreachable, "cut off")
  }

  func apply(_ objects: [KubeObject], _ options: ApplyOptions) async throws -> [Result<AppliedObject, ClusterError>] {
    guard !options.dryRun, options.fieldManager != FieldManager.commandLine else {
      return try await inner.apply(objects, options)
    }
    try await reach(.beforeApply)
    let results = try await inner.apply(objects, options)
    try await reach(.afterApply)
    return results
  }

  func delete(_ key: ObjectKey, _ options: DeleteOptions) async throws -> KubeObject? {
    // Not a ClusterError: those are refusals, and the next object is tried.
    do { try await reach(.beforeDelete) } catch { throw CancellationError() }
    let left = try await inner.delete(key, options)
    do { try await reach(.afterDelete) } catch { throw CancellationError() }
    return left
  }

  func get(_ key: ObjectKey) async throws -> KubeObject? { try await inner.get(key) }
  func list(_ query: ClusterQuery) async throws -> ClusterList { try await inner.list(query) }
  func watch(_ query: ClusterQuery, after version: String?) -> AsyncThrowingStream<ClusterChange, any Error> {
    inner.watch(query, after: version)
  }
  func create(_ object: KubeObject, fieldManager: String, dryRun: Bool) async throws -> KubeObject {
    try await inner.create(object, fieldManager: fieldManager, dryRun: dryRun)
  }
  func update(_ object: KubeObject, fieldManager: String, dryRun: Bool) async throws -> KubeObject {
    try await inner.update(object, fieldManager: fieldManager, dryRun: dryRun)
  }
  func patch(_ key: ObjectKey, _ patch: ClusterPatch, fieldManager: String, dryRun: Bool) async throws -> KubeObject {
    try await inner.patch(key, patch, fieldManager: fieldManager, dryRun: dryRun)
  }
  func resource(_ kind: GroupKind) async throws -> ClusterResource? { try await inner.resource(kind) }
  func health(of object: KubeObject) -> ObjectHealth { inner.health(of: object) }
}
