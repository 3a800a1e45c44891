import GRDB
import Kube
import Structure

// How the rows of objects and of the watch log change together. The rules stand in `StoreWriter+Objects.swift`.
extension StoreWriter {
  /// The row of an object, or nil.
  func record(of key: ObjectKey) throws -> Int64? {
    try one(
      Int64.self, "SELECT id FROM objects WHERE api_group = ? AND kind = ? AND namespace = ? AND name = ?",
      [key.group, key.kind, key.namespace, key.name])
  }

  func insert(_ object: KubeObject, _ key: ObjectKey) throws -> KubeObject {
    var object = object
    let sequence = try nextSequence()
    object.resourceVersion = "\(sequence)"
    let content = StoredJSON.text(object)
    let labels = labelText(object.labels)
    try execute(
      """
      INSERT INTO objects (api_group, kind, namespace, name, uid, generation, version, labels, content)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        key.group, key.kind, key.namespace, key.name, object.uid, object.generation, sequence, labels, content,
      ])
    try log(.added, sequence, key, labelsBefore: nil, labels: labels, content: content)
    return object
  }

  func save(_ object: KubeObject, _ key: ObjectKey, labelsBefore: [String: String]) throws -> KubeObject {
    var object = object
    let sequence = try nextSequence()
    object.resourceVersion = "\(sequence)"
    let content = StoredJSON.text(object)
    let labels = labelText(object.labels)
    try execute(
      """
      UPDATE objects SET generation = ?, version = ?, labels = ?, content = ?
      WHERE api_group = ? AND kind = ? AND namespace = ? AND name = ?
      """,
      [object.generation, sequence, labels, content, key.group, key.kind, key.namespace, key.name])
    try log(.modified, sequence, key, labelsBefore: labelText(labelsBefore), labels: labels, content: content)
    return object
  }

  func remove(_ object: KubeObject, _ key: ObjectKey) throws -> KubeObject {
    var object = object
    let sequence = try nextSequence()
    object.resourceVersion = "\(sequence)"
    try execute(
      "DELETE FROM objects WHERE api_group = ? AND kind = ? AND namespace = ? AND name = ?",
      [key.group, key.kind, key.namespace, key.name])
    try removeIntent(of: key)
    let labels = labelText(object.labels)
    try log(.deleted, sequence, key, labelsBefore: labels, labels: labels, content: StoredJSON.text(object))
    return object
  }

  private func nextSequence() throws -> Int64 { Int64(try version) + 1 }

  private func labelText(_ labels: [String: String]) -> String? { labels.isEmpty ? nil : StoredJSON.text(labels) }

  private func log(
    _ type: ObjectChange.ChangeType, _ sequence: Int64, _ key: ObjectKey, labelsBefore: String?, labels: String?,
    content: String
  ) throws {
    try execute(
      """
      INSERT INTO changes
        (sequence, type, api_group, kind, namespace, name, at, labels_before, labels, content)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        sequence, type.rawValue, key.group, key.kind, key.namespace, key.name, now, labelsBefore, labels, content,
      ])
    // Now and then, so that most commits do not pay for it and none pays for much.
    if sequence % 128 == 0 { try trimLog() }
  }

  /// Removes what the watch log need not keep, at most a thousand rows at a time.
  /// - Returns: How many rows went.
  @discardableResult
  func trimLog() throws -> Int {
    let retention = store.configuration.logRetention
    let newest = Int64(try version)
    let oldest = Int64(try oldestVersion)
    let old = (store.configuration.now() - retention.age).microsecondsSinceEpoch
    // Rows are in the order of time, so the first young one ends the search.
    let firstYoung =
      try one(
        Int64.self, "SELECT sequence FROM changes WHERE sequence > ? AND at >= ? ORDER BY sequence LIMIT 1",
        [oldest, old]) ?? newest + 1
    let target = min(max(newest - Int64(retention.count), firstYoung - 1), oldest + 1_000)
    guard target > oldest else { return 0 }
    try execute("DELETE FROM changes WHERE sequence <= ?", [target])
    try execute(
      "INSERT INTO settings (name, value) VALUES ('changes.trimmed', ?) ON CONFLICT DO UPDATE SET value = excluded.value",
      [target])
    return Int(target - oldest)
  }
}
