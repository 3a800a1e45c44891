import GRDB
import Kube
import Structure

extension StoreWriter {
  /// Stores a file once: bytes that are there already only get their Git object id noted.
  ///
  /// For a few files. Many, or large ones, go through ``Store/beginImport(holder:)``, which keeps transactions short.
  package func putBlob(_ bytes: [UInt8], gitObject: [UInt8]? = nil) throws -> BlobReference {
    let content = PreparedContent(bytes)
    try put(content, origin: gitObject)
    return BlobReference(digest: content.digest, size: content.size)
  }

  /// Stores a directory, whose children must be stored already, once.
  /// - Throws: ``StoreError/invalidTree(reason:)`` for names that a directory cannot have, or twice the same one.
  package func putTree(_ entries: [TreeEntry], gitObject: [UInt8]? = nil) throws -> TreeReference {
    let sorted = try TreeEncoding.sorted(entries)
    let content = PreparedContent(TreeEncoding.encode(sorted))
    try put(content, origin: gitObject)
    let totals = TreeEncoding.totals(sorted)
    return TreeReference(digest: content.digest, files: totals.files, size: totals.size)
  }

  /// Writes the rows of some content, all at once.
  func put(_ content: PreparedContent, origin: [UInt8]?) throws {
    var blob = try existing(content.digest)
    if blob == nil {
      let id = try insertBlob(content, digest: content.digest.bytes, isComplete: true)
      for number in 0..<content.pieceCount { try insertPiece(of: content, number, blob: id) }
      blob = id
    }
    if let origin, let blob { try note(origin, blob: blob) }
  }

  /// Begins large content whose pieces follow in later transactions. Until it is finished it stands under a random
  /// name, so that two imports of the same file do not meet.
  func beginLarge(_ content: PreparedContent) throws -> Int64 {
    try insertBlob(content, digest: (0..<32).map { _ in UInt8.random(in: 0...255) }, isComplete: false)
  }

  /// Gives large content its name; when it was stored by somebody else meanwhile, that one stays.
  func finishLarge(_ content: PreparedContent, blob: Int64, origin: [UInt8]?) throws {
    if let other = try existing(content.digest) {
      try execute("DELETE FROM blobs WHERE id = ?", [blob])
      if let origin { try note(origin, blob: other) }
    } else {
      try execute(
        "UPDATE blobs SET digest = ?, complete = 1, written_at = ? WHERE id = ?",
        [content.digest.bytes.databaseBytes, now, blob])
      if let origin { try note(origin, blob: blob) }
    }
  }

  func insertPiece(of content: PreparedContent, _ number: Int, blob: Int64) throws {
    try execute(
      "INSERT INTO pieces (blob, number, data) VALUES (?, ?, ?)", [blob, number, content.piece(number).databaseBytes])
  }

  /// The row of content that is there, made young again: it is about to be used, so it must not be collected now.
  private func existing(_ digest: Digest) throws -> Int64? {
    guard
      let row = try row(
        "SELECT id, written_at FROM blobs WHERE digest = ? AND complete = 1", [digest.bytes.databaseBytes])
    else { return nil }
    let id: Int64 = row["id"]
    let half = (store.configuration.now() - GarbagePolicy.grace / 2).microsecondsSinceEpoch
    if (row["written_at"] as Int64) < half {
      try execute("UPDATE blobs SET written_at = ? WHERE id = ?", [now, id])
    }
    return id
  }

  private func insertBlob(_ content: PreparedContent, digest: [UInt8], isComplete: Bool) throws -> Int64 {
    try execute(
      "INSERT INTO blobs (digest, size, encoding, written_at, complete) VALUES (?, ?, ?, ?, ?)",
      [digest.databaseBytes, content.size, content.encoding.rawValue, now, isComplete])
    return database.lastInsertedRowID
  }

  private func note(_ origin: [UInt8], blob: Int64) throws {
    try execute(
      "INSERT INTO origins (origin, blob) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET blob = ?2 WHERE blob <> ?2",
      [origin.databaseBytes, blob])
  }
}
