package import Kube
import Store
import Structure

extension EmbeddedCluster {
  package func apply(_ objects: [KubeObject], _ options: ApplyOptions) async throws
    -> [Result<AppliedObject, ClusterError>]
  {
    // One snapshot tells what would change. Usually that is nothing, and then nobody waits for the write lock.
    var results = try await store.read { reader in
      let change = EmbeddedChange(reader, batch: objects)
      return try objects.map { object in try Self.result(object.key) { try change.apply(object, options) } }
    }
    guard !options.dryRun else { return results }
    let writes = results.indices.filter { (try? results[$0].get().isWrite) ?? false }
    for start in stride(from: 0, to: writes.count, by: Self.batch) {
      let chunk = writes[start..<min(start + Self.batch, writes.count)]
      // Worked out again inside the transaction, since others may have written meanwhile.
      let written = try await store.write { writer in
        let change = EmbeddedChange(writer)
        return try chunk.map { index in
          try Self.result(objects[index].key) {
            var applied = try change.apply(objects[index], options)
            guard applied.isWrite else { return applied }
            applied.object =
              applied.action == .created ? try writer.create(applied.object) : try writer.replace(applied.object)
            return applied
          }
        }
      }
      for (index, result) in zip(chunk, written) { results[index] = result }
    }
    return results
  }

  package func create(_ object: KubeObject, fieldManager: String, dryRun: Bool) async throws -> KubeObject {
    guard !dryRun else {
      return try await store.read { reader in
        try Self.translating(object.key) { try EmbeddedChange(reader).create(object, manager: fieldManager) }
      }
    }
    return try await store.write { writer in
      try Self.translating(object.key) {
        try writer.create(EmbeddedChange(writer).create(object, manager: fieldManager))
      }
    }
  }

  package func update(_ object: KubeObject, fieldManager: String, dryRun: Bool) async throws -> KubeObject {
    guard !dryRun else {
      return try await store.read { reader in
        try Self.translating(object.key) { try EmbeddedChange(reader).update(object, manager: fieldManager) }
      }
    }
    return try await store.write { writer in
      try Self.translating(object.key) {
        try writer.replace(EmbeddedChange(writer).update(object, manager: fieldManager))
      }
    }
  }

  package func patch(_ key: ObjectKey, _ patch: ClusterPatch, fieldManager: String, dryRun: Bool) async throws
    -> KubeObject
  {
    @Sendable func patched(_ reader: StoreReader) throws -> KubeObject {
      guard let live = try reader.object(key) else { throw ClusterError(.notFound, "not found", key: key) }
      var next = KubeObject(try patch.applied(to: .object(live.content), key: key).object ?? Mapping())
      guard next.key == key else {
        throw ClusterError(.invalid, "a patch must not change kind, namespace or name", key: key)
      }
      next.metadata["managedFields"] = live.metadata["managedFields"]
      return try EmbeddedChange(reader).update(next, manager: fieldManager)
    }
    guard !dryRun else {
      return try await store.read { reader in try Self.translating(key) { try patched(reader) } }
    }
    return try await store.write { writer in
      try Self.translating(key) { try writer.replace(patched(writer)) }
    }
  }

  // MARK: Errors

  /// The outcome for one object; what breaks the whole batch (the file, the disk) is thrown.
  private static func result(_ key: ObjectKey, _ body: () throws -> AppliedObject) throws
    -> Result<AppliedObject, ClusterError>
  {
    do { return .success(try translating(key, body)) } catch let error as ClusterError { return .failure(error) }
  }

  /// The store's refusals as the cluster's.
  static func translating<T>(_ key: ObjectKey, _ body: () throws -> T) throws -> T {
    do { return try body() } catch let error as StoreError {
      switch error {
      case .notFound: throw ClusterError(.notFound, "not found", key: key)
      case .alreadyExists: throw ClusterError(.alreadyExists, "exists already", key: key)
      case .conflict(_, let expected, let found):
        throw ClusterError(
          .conflict, "the object was changed meanwhile (expected version \(expected), found \(found)); read it again",
          key: key)
      case .invalid(_, let reason): throw ClusterError(.invalid, reason, key: key)
      default: throw error
      }
    }
  }
}
