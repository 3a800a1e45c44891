import GRDB
package import Structure

extension StoreReader {
  /// The stored file that an object of a source is, by its Git object id; nil when it was not stored yet.
  package func blob(gitObject: [UInt8]) throws -> BlobReference? { try origin(gitObject) }

  /// The stored files that objects of a source are, for many at once: about 3 µs each.
  package func blobs(gitObjects: [[UInt8]]) throws -> [BlobReference?] { try gitObjects.map(origin) }

  /// The stored directory that a tree object of a source is; nil when it was not stored yet.
  package func tree(gitObject: [UInt8]) throws -> TreeReference? {
    guard let found = try origin(gitObject) else { return nil }
    return try tree(found.digest)
  }

  private func origin(_ id: [UInt8]) throws -> BlobReference? {
    let statement = try database.cachedStatement(
      sql: "SELECT digest, size FROM origins JOIN blobs ON blobs.id = blob WHERE origin = ? AND complete = 1")
    statement.setUncheckedArguments([id.databaseBytes])
    let rows = try Row.fetchCursor(statement)
    guard let row = try rows.next() else { return nil }
    return Self.digest(row["digest"]).map { BlobReference(digest: $0, size: row["size"]) }
  }

  /// A stored directory by its digest, with its totals.
  /// - Throws: ``StoreError/missingContent(_:)``, ``StoreError/damagedContent(_:)``.
  package func tree(_ digest: Digest) throws -> TreeReference {
    let totals = TreeEncoding.totals(try entries(of: digest))
    return TreeReference(digest: digest, files: totals.files, size: totals.size)
  }

  /// The entries of a stored directory, sorted by name in byte order.
  /// - Throws: ``StoreError/missingContent(_:)``, ``StoreError/damagedContent(_:)``.
  package func entries(of tree: Digest) throws -> [TreeEntry] {
    guard let entries = TreeEncoding.decode(try content(tree)) else { throw StoreError.damagedContent(tree) }
    return entries
  }

  /// The bytes that have this digest, verified.
  /// - Throws: ``StoreError/missingContent(_:)``, ``StoreError/damagedContent(_:)``.
  package func content(_ digest: Digest) throws -> [UInt8] {
    guard
      let row = try row(
        "SELECT id, size, encoding FROM blobs WHERE digest = ? AND complete = 1", [digest.bytes.databaseBytes])
    else { throw StoreError.missingContent(digest) }
    var stored: [UInt8] = []
    let pieces = try Row.fetchCursor(
      database.cachedStatement(sql: "SELECT data FROM pieces WHERE blob = ? ORDER BY number"),
      arguments: [row["id"] as Int64])
    while let piece = try pieces.next() {
      try piece.withUnsafeData(atIndex: 0) { data in if let data { stored.append(contentsOf: data) } }
    }
    guard let encoding = ContentEncoding(rawValue: row["encoding"]),
      let content = encoding.decode(stored, size: row["size"]), Digest.sha256(content) == digest
    else { throw StoreError.damagedContent(digest) }
    return content
  }

  /// Whether there is content with this digest. Does not read it.
  package func hasContent(_ digest: Digest) throws -> Bool {
    try one(Int64.self, "SELECT id FROM blobs WHERE digest = ? AND complete = 1", [digest.bytes.databaseBytes]) != nil
  }

  static func digest(_ value: DatabaseValue) -> Digest? {
    guard case .blob(let data) = value.storage else { return nil }
    return Digest(bytes: data)
  }
}
