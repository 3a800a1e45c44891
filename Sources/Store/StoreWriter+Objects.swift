import GRDB
package import Kube
package import Structure

extension StoreWriter {
  /// Stores a new object and gives it back with uid, generation 1, creationTimestamp and resourceVersion.
  ///
  /// Its status is kept as given. An object without a name gets one from `metadata.generateName`.
  /// - Throws: ``StoreError/alreadyExists(_:)``, ``StoreError/invalid(_:reason:)``.
  package func create(_ object: KubeObject) throws -> KubeObject {
    var object = object
    if object.name.isEmpty, let prefix = object.metadata["generateName"]?.string, !prefix.isEmpty {
      object.name = prefix + UniqueID.suffix()
    }
    let key = try validKey(object)
    guard try record(of: key) == nil else { throw StoreError.alreadyExists(key) }
    var metadata = object.metadata
    metadata["uid"] = .string(store.configuration.makeUID())
    metadata["generation"] = 1
    metadata["creationTimestamp"] = .string(store.configuration.now().description)
    metadata["deletionTimestamp"] = nil
    metadata["deletionGracePeriodSeconds"] = nil
    object.metadata = metadata
    return try insert(object, key)
  }

  /// Changes everything but the status, which stays as it is stored.
  ///
  /// With a resourceVersion or a uid the object must be the stored one; without, the last writer wins. The generation
  /// moves when something outside metadata and status changes. Nothing is written when nothing changes. An object that
  /// is being deleted goes when its last finalizer goes; it is given back as it was.
  /// - Throws: ``StoreError/notFound(_:)``, ``StoreError/conflict(_:expected:found:)``,
  ///   ``StoreError/invalid(_:reason:)`` for a new finalizer on an object that is being deleted.
  package func update(_ object: KubeObject) throws -> KubeObject {
    try change(object) { stored in
      var object = object
      object.status = stored.status
      return object
    }
  }

  /// Changes spec, metadata and status in one, under the rules of ``update(_:)``.
  package func replace(_ object: KubeObject) throws -> KubeObject {
    try change(object) { _ in object }
  }

  /// Changes the status alone; nil removes it. Nothing is written when it is the same.
  /// - Parameter resourceVersion: The version that must be the stored one; nil for any.
  /// - Throws: ``StoreError/notFound(_:)``, ``StoreError/conflict(_:expected:found:)``.
  package func updateStatus(_ key: ObjectKey, resourceVersion: String? = nil, _ status: Value?) throws -> KubeObject {
    guard let stored = try object(key) else { throw StoreError.notFound(key) }
    try expect(stored, key, uid: nil, resourceVersion: resourceVersion)
    guard stored.status != status else { return stored }
    var object = stored
    object.status = status
    return try save(object, key, labelsBefore: stored.labels)
  }

  /// Deletes an object, or marks it while it has finalizers.
  ///
  /// - Returns: The object as it was stored last; one with a deletionTimestamp is still there. Nil when there is none.
  /// - Throws: ``StoreError/conflict(_:expected:found:)`` when it has another uid or resourceVersion than given.
  @discardableResult
  package func delete(_ key: ObjectKey, uid: String? = nil, resourceVersion: String? = nil) throws -> KubeObject? {
    guard let stored = try object(key) else { return nil }
    try expect(stored, key, uid: uid, resourceVersion: resourceVersion)
    guard !stored.finalizers.isEmpty else { return try remove(stored, key) }
    guard stored.deletionTimestamp == nil else { return stored }
    var object = stored
    var metadata = object.metadata
    metadata["deletionTimestamp"] = .string(store.configuration.now().description)
    metadata["deletionGracePeriodSeconds"] = 0
    metadata["generation"] = .int(stored.generation + 1)  // as Kubernetes does, so that observers see the mark
    object.metadata = metadata
    return try save(object, key, labelsBefore: stored.labels)
  }

  // MARK: Rules

  private func change(_ object: KubeObject, _ merged: (KubeObject) throws -> KubeObject) throws -> KubeObject {
    let key = try validKey(object)
    guard let stored = try self.object(key) else { throw StoreError.notFound(key) }
    try expect(stored, key, uid: object.uid, resourceVersion: object.resourceVersion)
    var next = try merged(stored)
    next.metadata = ownedMetadata(next.metadata, stored: stored.metadata)
    if stored.deletionTimestamp != nil {
      let added = Set(next.finalizers).subtracting(stored.finalizers)
      guard added.isEmpty else {
        throw StoreError.invalid(
          key, reason: "metadata.finalizers: the object is being deleted, so \(added.sorted()) cannot be added")
      }
      if next.finalizers.isEmpty { return try remove(next, key) }
    }
    guard next.content != stored.content else { return stored }
    if specification(next) != specification(stored) { next.generation = stored.generation + 1 }
    return try save(next, key, labelsBefore: stored.labels)
  }

  /// The metadata of a caller with those fields that only the store sets taken from what is stored.
  private func ownedMetadata(_ metadata: Mapping, stored: Mapping) -> Mapping {
    var result = metadata
    for field in [
      "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "resourceVersion",
    ] {
      result[field] = stored[field]
    }
    return result
  }

  /// What the generation counts: all but metadata, status and the version of the API that it is written in.
  private func specification(_ object: KubeObject) -> Mapping {
    var content = object.content
    for field in ["apiVersion", "kind", "metadata", "status"] { content[field] = nil }
    return content
  }

  private func expect(_ stored: KubeObject, _ key: ObjectKey, uid: String?, resourceVersion: String?) throws {
    if let uid, !uid.isEmpty, uid != stored.uid {
      throw StoreError.conflict(key, expected: "uid \(uid)", found: "uid \(stored.uid)")
    }
    if let resourceVersion, !resourceVersion.isEmpty, resourceVersion != stored.resourceVersion {
      throw StoreError.conflict(key, expected: resourceVersion, found: stored.resourceVersion)
    }
  }

  private func validKey(_ object: KubeObject) throws -> ObjectKey {
    let key = object.key
    guard !object.apiVersion.isEmpty else { throw StoreError.invalid(key, reason: "apiVersion: must not be empty") }
    guard !object.kind.isEmpty else { throw StoreError.invalid(key, reason: "kind: must not be empty") }
    guard !object.name.isEmpty else { throw StoreError.invalid(key, reason: "metadata.name: must not be empty") }
    return key
  }
}
