import GRDB
package import Kube
import Structure

extension StoreReader {
  /// What was about to be changed on behalf of an object and has not been told yet; nil when there is nothing.
  package func intent(of owner: KubeObject) throws -> ChangeIntent? {
    let key = owner.key
    let found = try row(
      """
      SELECT revision, changes FROM intents
      WHERE api_group = ? AND kind = ? AND namespace = ? AND name = ? AND uid = ?
      """,
      [key.group, key.kind, key.namespace, key.name, owner.uid])
    return try found.map { row in
      ChangeIntent(revision: row["revision"], changes: try ChangeIntent.changes(row["changes"]))
    }
  }
}

extension StoreWriter {
  /// Writes down what is about to be changed on behalf of an object, in the place of what stood there.
  package func setIntent(_ intent: ChangeIntent, of owner: KubeObject) throws {
    isQuiet = true  // only the process that writes it reads it, or the one that comes after
    let key = owner.key
    try execute(
      """
      INSERT INTO intents (api_group, kind, namespace, name, uid, revision, changes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
      ON CONFLICT DO UPDATE SET uid = ?5, revision = ?6, changes = ?7
      """,
      [key.group, key.kind, key.namespace, key.name, owner.uid, intent.revision, intent.changesText])
  }

  /// Strikes an intent out. Do it in the transaction of the events that tell what became of it.
  package func removeIntent(of owner: ObjectKey) throws {
    try execute(
      "DELETE FROM intents WHERE api_group = ? AND kind = ? AND namespace = ? AND name = ?",
      [owner.group, owner.kind, owner.namespace, owner.name])
  }
}

extension ChangeIntent {
  fileprivate var changesText: String {
    let list = changes.map { change in
      var entry: Value = [
        "group": .string(change.object.group), "kind": .string(change.object.kind),
        "namespace": .string(change.object.namespace), "name": .string(change.object.name),
        "action": .string(change.action), "apiVersion": .string(change.apiVersion),
      ]
      if let before = change.before { entry["before"] = .string(before) }
      if let uid = change.uid { entry["uid"] = .string(uid) }
      return entry
    }
    return JSON.text(.array(list))
  }

  fileprivate static func changes(_ text: String) throws -> [Change] {
    try (JSON.parse(Array(text.utf8)).array ?? []).map { entry in
      func text(_ field: String) -> String { entry[field]?.string ?? "" }
      return Change(
        object: ObjectKey(group: text("group"), kind: text("kind"), namespace: text("namespace"), name: text("name")),
        action: text("action"), apiVersion: text("apiVersion"), before: entry["before"]?.string,
        uid: entry["uid"]?.string)
    }
  }
}
