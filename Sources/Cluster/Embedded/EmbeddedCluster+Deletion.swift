package import Kube
import Store
import Structure

extension EmbeddedCluster {
  @discardableResult
  package func delete(_ key: ObjectKey, _ options: DeleteOptions) async throws -> KubeObject? {
    try await store.write { writer in
      try Self.translating(key) { try EmbeddedDeletion(writer: writer).delete(key, options) }
    }
  }

  /// Lets namespaces and owners go that waited for objects with finalizers and need not wait any longer.
  ///
  /// Deletions here have no collector behind them: what can go, goes in the transaction that deletes. Call this when
  /// the last finalizer of an object has gone.
  /// - Returns: Whether something went.
  @discardableResult
  package func finishDeletions() async throws -> Bool {
    let waiting = try await store.read { try EmbeddedDeletion.waiting($0) }
    guard !waiting.isEmpty else { return false }
    return try await store.write { writer in
      let deletion = EmbeddedDeletion(writer: writer)
      return try EmbeddedDeletion.waiting(writer).reduce(false) { try deletion.finish($1) || $0 }
    }
  }
}

/// Deletes an object and what goes with it: dependents by owner reference, the content of a namespace, the objects of
/// a custom kind.
struct EmbeddedDeletion {
  let writer: StoreWriter

  /// Keeps an object until what it holds is gone.
  static let foreground = "foregroundDeletion"
  static let contentFinalizer = "kubernetes"
  private static let namespaces = GroupKind(group: "", kind: "Namespace")

  /// - Returns: The object while something keeps it; nil when it is gone.
  func delete(_ key: ObjectKey, _ options: DeleteOptions) throws -> KubeObject? {
    guard let live = try writer.object(key) else { return nil }
    if let uid = options.uid, uid != live.uid {
      throw ClusterError(.conflict, "another object of this name exists now (uid \(live.uid))", key: key)
    }
    if let version = options.resourceVersion, version != live.resourceVersion {
      throw ClusterError(.conflict, "the object was changed meanwhile (version \(live.resourceVersion))", key: key)
    }
    if key.groupKind == Self.namespaces, EmbeddedChange.givenNamespaces.contains(key.name), key.name != "flux-system" {
      throw ClusterError(.forbidden, "this namespace can't be deleted", key: key)
    }
    switch options.propagation {
    case .orphan: try orphanDependents(of: live)
    case .background, .foreground: break
    }
    let holdsContent = key.groupKind == Self.namespaces || key.groupKind == EmbeddedKinds.definitions
    if holdsContent || options.propagation == .foreground {
      var held = live
      let finalizer = holdsContent ? Self.contentFinalizer : Self.foreground
      if !held.finalizers.contains(finalizer), held.deletionTimestamp == nil {
        held.finalizers.append(finalizer)
        held = try writer.replace(held)
      }
      _ = try writer.delete(key)
      try deleteContent(of: held)
      _ = try finish(key)
    } else {
      _ = try writer.delete(key)
      if try writer.object(key) == nil, options.propagation == .background { try deleteDependents(of: live) }
    }
    return try writer.object(key)
  }

  /// Removes the finalizer of an object that waits for its content, when that is gone.
  /// - Returns: Whether the object is gone.
  func finish(_ key: ObjectKey) throws -> Bool {
    guard var live = try writer.object(key), live.deletionTimestamp != nil, try content(of: live).isEmpty else {
      return false
    }
    live.finalizers.removeAll { $0 == Self.foreground || $0 == Self.contentFinalizer }
    _ = try writer.replace(live)
    return try writer.object(key) == nil
  }

  /// Objects whose deletion waits for what they hold.
  static func waiting(_ reader: StoreReader) throws -> [ObjectKey] {
    try reader.objects(ObjectQuery(namespaces)).filter { $0.deletionTimestamp != nil }.map(\.key)
      + reader.objects(ObjectQuery(EmbeddedKinds.definitions)).filter { $0.deletionTimestamp != nil }.map(\.key)
      + reader.objects(holding: "\"\(foreground)\"").filter { $0.deletionTimestamp != nil }.map(\.key)
  }

  // MARK: What goes with an object

  private func deleteContent(of object: KubeObject) throws {
    for item in try content(of: object) where item.deletionTimestamp == nil {
      _ = try delete(item.key, DeleteOptions(propagation: .background))
    }
  }

  private func content(of object: KubeObject) throws -> [KubeObject] {
    switch object.groupVersionKind.groupKind {
    case Self.namespaces: return try writer.objects(ObjectQuery(namespace: object.name))
    case EmbeddedKinds.definitions:
      guard let group = object.spec?["group"]?.string, let kind = object.spec?[path: "names", "kind"]?.string else {
        return []
      }
      return try writer.objects(ObjectQuery(group: group, kind: kind))
    default:
      return try dependents(of: object).filter { dependent in
        references(of: dependent).contains {
          $0["uid"]?.string == object.uid && $0["blockOwnerDeletion"]?.bool == true
        }
      }
    }
  }

  private func deleteDependents(of owner: KubeObject) throws {
    for dependent in try dependents(of: owner) {
      let others = try references(of: dependent).filter { reference in
        guard let uid = reference["uid"]?.string, uid != owner.uid else { return false }
        return try writer.object(Self.key(of: reference, in: dependent))?.uid == uid
      }
      if others.isEmpty {
        _ = try delete(dependent.key, DeleteOptions(propagation: .background))
      } else {
        try release(dependent, from: owner)
      }
    }
  }

  private func orphanDependents(of owner: KubeObject) throws {
    for dependent in try dependents(of: owner) { try release(dependent, from: owner) }
  }

  private func release(_ dependent: KubeObject, from owner: KubeObject) throws {
    var dependent = dependent
    let rest = references(of: dependent).filter { $0["uid"]?.string != owner.uid }
    dependent.metadata["ownerReferences"] = rest.isEmpty ? nil : .array(rest)
    _ = try writer.replace(dependent)
  }

  private func dependents(of owner: KubeObject) throws -> [KubeObject] {
    guard !owner.uid.isEmpty else { return [] }
    return try writer.objects(holding: "\"\(owner.uid)\"").filter { object in
      object.uid != owner.uid && references(of: object).contains { $0["uid"]?.string == owner.uid }
        && (owner.namespace.isEmpty || owner.namespace == object.namespace)
    }
  }

  private func references(of object: KubeObject) -> [Value] { object.metadata["ownerReferences"]?.array ?? [] }

  private static func key(of reference: Value, in object: KubeObject) -> ObjectKey {
    let kind = GroupVersionKind(
      apiVersion: reference["apiVersion"]?.string ?? "", kind: reference["kind"]?.string ?? "")
    let isNamespaced = MergeSchema.serverSideApply.isNamespaced(kind) ?? true
    return ObjectKey(
      kind.groupKind, namespace: isNamespaced ? object.namespace : "", name: reference["name"]?.string ?? "")
  }
}
