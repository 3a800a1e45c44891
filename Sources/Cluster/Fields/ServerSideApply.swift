package import Kube
import Structure

/// Server-side apply and the bookkeeping of other writes, as Kubernetes API servers do them: a pure function of the
/// live object, the change and the schema.
package struct ServerSideApply: Sendable {
  package var schema: FieldSchema
  /// RFC 3339, for the entries that are written now.
  package var time: String

  package init(schema: FieldSchema, time: String) {
    self.schema = schema
    self.time = time
  }

  /// The name under which fields are kept that nobody owned before the first apply.
  package static let beforeFirstApply = "before-first-apply"

  /// The object after `applied` has been laid over `live` (nil when there is none yet).
  ///
  /// - Throws: ``ClusterError`` with the code `conflict` that lists managers and fields when fields of others would
  ///   change and `options.force` is not set; `invalid` when a list has an element without identity, or one twice.
  package func apply(_ applied: KubeObject, to live: KubeObject?, _ options: ApplyOptions) throws(ClusterError)
    -> KubeObject
  {
    let key = applied.key
    var applied = Value.object(applied.content)
    applied["status"] = nil
    applied = FieldMerge.withoutNulls(Self.withoutSystemFields(applied))
    try FieldIdentity.check(applied, schema, "", key)
    let liveValue = live.map { Self.withoutManagedFields($0) } ?? .object(Mapping())
    var managers = live.map { ManagedFields(of: $0) } ?? ManagedFields()
    let apiVersion = applied["apiVersion"]?.string ?? ""
    if live != nil, managers.entries.isEmpty {
      managers.entries.append(
        .init(
          manager: Self.beforeFirstApply, operation: .update, apiVersion: apiVersion, time: time,
          fields: Self.owned(FieldSet(of: liveValue, schema))))
    }
    managers.takeOver(options.takesOver, by: options.fieldManager, apiVersion: apiVersion)

    let last = managers.applied(by: options.fieldManager)
    let previousTime = managers.entries.first {
      $0.manager == options.fieldManager && $0.operation == .apply && $0.subresource.isEmpty
    }?.time
    var mine = ManagedFields.Entry(
      manager: options.fieldManager, operation: .apply, apiVersion: apiVersion, time: time,
      fields: Self.owned(FieldSet(of: applied, schema)))
    managers.entries.removeAll { $0.isSameManager(as: mine) }

    var next = FieldMerge.merge(liveValue, applied, schema)
    if let last, !last.isEmpty {
      next = FieldMerge.prune(next, last: last, owned: managers.all.union(mine.fields), schema)
    }
    let comparison = FieldComparison(liveValue, next, schema)
    try settle(&managers, after: comparison, force: options.force, key: key)
    managers.entries.append(mine)
    if let live, next == liveValue, managers.isSameOwnership(as: ManagedFields(of: live)) { return live }
    if next == liveValue, mine.fields == last, let previousTime, !previousTime.isEmpty {
      mine.time = previousTime
      managers.entries[managers.entries.count - 1] = mine
    }
    return Self.object(next, managers)
  }

  /// The object after a write that is no apply (create, replace, patch): what it changed belongs to `manager`.
  package func update(_ object: KubeObject, from live: KubeObject?, manager: String) -> KubeObject {
    let next = Self.withoutManagedFields(object)
    let old = live.map { Self.withoutManagedFields($0) } ?? .object(Mapping())
    guard next != old else { return live ?? object }
    var managers = live.map { ManagedFields(of: $0) } ?? ManagedFields()
    var comparison = FieldComparison(old, next, schema)
    comparison.added = Self.owned(comparison.added)
    comparison.modified = Self.owned(comparison.modified)
    var entry = ManagedFields.Entry(
      manager: manager, operation: .update, apiVersion: object.apiVersion, time: time, fields: FieldSet())
    if let index = managers.entries.firstIndex(where: { $0.isSameManager(as: entry) }) {
      entry.fields = managers.entries.remove(at: index).fields
    }
    let changed = comparison.added.union(comparison.modified)
    for index in managers.entries.indices {
      managers.entries[index].fields.subtract(changed)
      managers.entries[index].fields.subtract(comparison.removed)
    }
    entry.fields.formUnion(changed)
    entry.fields.subtract(comparison.removed)
    managers.entries.append(entry)
    managers.entries.removeAll { $0.fields.isEmpty }
    return Self.object(next, managers)
  }

  // MARK: Steps

  /// Refuses or resolves conflicts, and takes from everybody the fields that are gone.
  private func settle(
    _ managers: inout ManagedFields, after comparison: FieldComparison, force: Bool, key: ObjectKey
  ) throws(ClusterError) {
    let changed = comparison.added.union(comparison.modified)
    if !force {
      var conflicts: [ClusterError.FieldConflict] = []
      for entry in managers.entries {
        for path in entry.fields.intersection(changed).paths {
          conflicts.append(.init(manager: entry.label, field: path))
        }
      }
      guard conflicts.isEmpty else { throw Self.conflict(conflicts, key) }
    }
    for index in managers.entries.indices {
      managers.entries[index].fields.subtract(changed)
      managers.entries[index].fields.subtract(comparison.removed)
    }
    managers.entries.removeAll { $0.fields.isEmpty }
  }

  private static func conflict(_ conflicts: [ClusterError.FieldConflict], _ key: ObjectKey) -> ClusterError {
    let sorted = conflicts.sorted { ($0.manager, $0.field) < ($1.manager, $1.field) }
    let list = sorted.map { "\($0.field) (owned by \"\($0.manager)\")" }.joined(separator: ", ")
    let count = conflicts.count == 1 ? "1 conflict" : "\(conflicts.count) conflicts"
    return ClusterError(
      .conflict, "apply failed with \(count): \(list); force the apply to take the fields over, or leave them out",
      key: key, conflicts: sorted)
  }

  /// Fields that nobody owns: identity, and what the server itself sets.
  private static let systemMetadata = [
    "name", "namespace", "creationTimestamp", "selfLink", "uid", "clusterName", "generation", "managedFields",
    "resourceVersion", "deletionTimestamp", "deletionGracePeriodSeconds",
  ]

  private static func owned(_ set: FieldSet) -> FieldSet {
    var set = set
    for field in ["apiVersion", "kind", "status"] { set.remove(.field(field)) }
    set.updateChild(.field("metadata")) { metadata in
      for field in systemMetadata { metadata.remove(.field(field)) }
    }
    return set
  }

  /// An applied object may carry what an API server once answered; only name and namespace of that count.
  private static func withoutSystemFields(_ value: Value) -> Value {
    var value = value
    guard var metadata = value["metadata"]?.object else { return value }
    for field in systemMetadata where field != "name" && field != "namespace" { metadata[field] = nil }
    value["metadata"] = .object(metadata)
    return value
  }

  private static func withoutManagedFields(_ object: KubeObject) -> Value {
    var metadata = object.metadata
    metadata["managedFields"] = nil
    var content = object.content
    content["metadata"] = .object(metadata)
    return .object(content)
  }

  private static func object(_ value: Value, _ managers: ManagedFields) -> KubeObject {
    var object = KubeObject(value.object ?? Mapping())
    object.metadata["managedFields"] = managers.value
    return object
  }
}
