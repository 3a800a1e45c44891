import GRDB
package import Kube
package import Structure

extension StoreWriter {
  /// Makes a stored tree the current artifact of an owner. The one before stays readable for the retention period.
  ///
  /// Nothing is written when the current artifact is the same in root, revision and metadata.
  /// - Throws: ``StoreError/missingContent(_:)`` when the tree is not stored.
  @discardableResult
  package func publishArtifact(
    owner: ObjectKey, root: Digest, revision: String, metadata: [String: String] = [:]
  ) throws -> Artifact {
    let current = try artifact(owner: owner)
    if let current, current.root == root, current.revision == revision, current.metadata == metadata { return current }
    let tree = try tree(root)
    try retireArtifacts(owner: owner)
    let moment = store.configuration.now()
    try execute(
      """
      INSERT INTO artifacts (api_group, kind, namespace, name, root, revision, metadata, files, size, published_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        owner.group, owner.kind, owner.namespace, owner.name, root.bytes.databaseBytes, revision,
        StoredJSON.text(metadata), tree.files, tree.size, moment.microsecondsSinceEpoch,
      ])
    return Artifact(
      owner: owner, root: root, revision: revision, metadata: metadata, files: tree.files, size: tree.size,
      published: moment)
  }

  /// Gives up the current artifact of an owner that is deleted or has none any more.
  package func retireArtifacts(owner: ObjectKey) throws {
    try execute(
      """
      UPDATE artifacts SET retired_at = ?
      WHERE api_group = ? AND kind = ? AND namespace = ? AND name = ? AND retired_at IS NULL
      """, [now, owner.group, owner.kind, owner.namespace, owner.name])
  }

  /// Keeps a tree from being collected until it is unpinned or the time is over, for readers that take longer than the
  /// retention period.
  /// - Parameter holder: Who needs it, for people who look into the file.
  package func pin(_ root: Digest, holder: String, for duration: Duration) throws -> Int64 {
    isQuiet = true
    try execute(
      "INSERT INTO pins (root, holder, expires_at) VALUES (?, ?, ?)",
      [root.bytes.databaseBytes, holder, (store.configuration.now() + duration).microsecondsSinceEpoch])
    return database.lastInsertedRowID
  }

  /// Ends a ``pin(_:holder:for:)``.
  package func unpin(_ id: Int64) throws {
    isQuiet = true
    try execute("DELETE FROM pins WHERE id = ?", [id])
    try execute("DELETE FROM settings WHERE name = 'garbage.checked'")  // what it held is to be looked for
  }
}

extension StoreReader {
  /// The current artifact of an owner.
  package func artifact(owner: ObjectKey) throws -> Artifact? {
    try row(
      """
      SELECT * FROM artifacts WHERE api_group = ? AND kind = ? AND namespace = ? AND name = ? AND retired_at IS NULL
      """, [owner.group, owner.kind, owner.namespace, owner.name]
    ).flatMap { try Self.artifact($0) }
  }

  /// An artifact with this root tree, a current one if there is.
  package func artifact(root: Digest) throws -> Artifact? {
    try row(
      "SELECT * FROM artifacts WHERE root = ? ORDER BY retired_at IS NOT NULL, id DESC LIMIT 1",
      [root.bytes.databaseBytes]
    ).flatMap { try Self.artifact($0) }
  }

  /// All artifacts that are kept, current and retired, oldest first.
  package func artifacts() throws -> [Artifact] {
    try rows("SELECT * FROM artifacts ORDER BY id").compactMap { try Self.artifact($0) }
  }

  private static func artifact(_ row: Row) throws -> Artifact? {
    guard let root = digest(row["root"]) else { return nil }
    return Artifact(
      owner: key(row), root: root, revision: row["revision"], metadata: try StoredJSON.texts(row["metadata"]),
      files: row["files"], size: row["size"], published: Timestamp(microsecondsSinceEpoch: row["published_at"]),
      retired: (row["retired_at"] as Int64?).map(Timestamp.init(microsecondsSinceEpoch:)))
  }
}

extension Store {
  /// A read-only view of a stored tree. Reads nothing until it is asked, verifies what it reads, and blocks: use it on a
  /// thread that may. It stays readable while an artifact or a pin holds the tree.
  package func fileTree(root: Digest) -> StoreFileTree { StoreFileTree(store: self, root: root) }
}
