import GRDB
package import Kube
package import Structure

extension Store {
  /// Begins to store many files and directories. Blocks; use the import on one thread that may, and end it with
  /// ``ContentImport/publish(owner:root:revision:metadata:)`` or ``ContentImport/cancel()``.
  /// - Parameter holder: Who imports, for people who look into the file.
  package func beginImport(holder: String) throws -> ContentImport { try ContentImport(store: self, holder: holder) }
}

/// Stores a tree of any size in short transactions, so that the other processes can write in between.
///
/// Content is hashed and compressed outside of transactions and written in batches. While the import lasts nothing is
/// collected, so that content that is found stored can be relied on; a killed import holds up collection for
/// ``patience`` at most, and what it had written serves the next one or is collected.
package final class ContentImport {
  /// The most bytes that one transaction writes, beside one last piece of up to 1 MiB.
  private static let batchBytes = 2 << 20
  /// The most rows that one transaction writes.
  private static let batchRows = 400
  /// How long after its last batch an import is taken for dead.
  static let patience: Duration = .seconds(900)

  private let store: Store
  private let guardPin: Int64
  private var batch: [(content: PreparedContent, origin: [UInt8]?)] = []
  private var batchSize = 0
  /// What the batch will make known.
  private var pendingOrigins: [[UInt8]: BlobReference] = [:]
  private var pendingTrees: [Digest: TreeReference] = [:]
  private var isEnded = false

  fileprivate init(store: Store, holder: String) throws {
    self.store = store
    guardPin = try store.writeBlocking { writer in
      writer.isQuiet = true
      try writer.execute(
        "INSERT INTO pins (root, holder, expires_at) VALUES (NULL, ?, ?)", [holder, Self.expiry(writer)])
      return writer.database.lastInsertedRowID
    }
  }

  private static func expiry(_ writer: StoreWriter) -> Int64 {
    (writer.store.configuration.now() + patience).microsecondsSinceEpoch
  }

  /// The stored file that a Git object is; nil when it must be read and put.
  package func blob(gitObject: [UInt8]) throws -> BlobReference? {
    try pendingOrigins[gitObject] ?? store.readBlocking { try $0.blob(gitObject: gitObject) }
  }

  /// The same for many objects in one look.
  package func blobs(gitObjects: [[UInt8]]) throws -> [BlobReference?] {
    let stored = try store.readBlocking { try $0.blobs(gitObjects: gitObjects) }
    return zip(gitObjects, stored).map { pendingOrigins[$0] ?? $1 }
  }

  /// The stored directory that a Git tree is; nil when it must be walked and put.
  package func tree(gitObject: [UInt8]) throws -> TreeReference? {
    if let pending = pendingOrigins[gitObject] { return pendingTrees[pending.digest] }
    return try store.readBlocking { try $0.tree(gitObject: gitObject) }
  }

  /// Stores a file.
  package func putBlob(_ bytes: [UInt8], gitObject: [UInt8]? = nil) throws -> BlobReference {
    let content = PreparedContent(bytes)
    let reference = BlobReference(digest: content.digest, size: content.size)
    try add(content, gitObject, reference)
    return reference
  }

  /// Stores a directory whose children were put or found.
  package func putTree(_ entries: [TreeEntry], gitObject: [UInt8]? = nil) throws -> TreeReference {
    let sorted = try TreeEncoding.sorted(entries)
    let content = PreparedContent(TreeEncoding.encode(sorted))
    let totals = TreeEncoding.totals(sorted)
    let reference = TreeReference(digest: content.digest, files: totals.files, size: totals.size)
    pendingTrees[content.digest] = reference
    try add(content, gitObject, BlobReference(digest: content.digest, size: content.size))
    return reference
  }

  /// Writes what is left and makes the tree the current artifact of an owner, in one transaction with what `also` writes
  /// (the status of the source, its event). Ends the import.
  @discardableResult
  package func publish(
    owner: ObjectKey, root: Digest, revision: String, metadata: [String: String] = [:],
    also: (StoreWriter, Artifact) throws -> Void = { _, _ in }
  ) throws -> Artifact {
    try flush()
    let artifact = try store.writeBlocking { writer in
      let artifact = try writer.publishArtifact(owner: owner, root: root, revision: revision, metadata: metadata)
      try writer.execute("DELETE FROM pins WHERE id = ?", [guardPin])
      try also(writer, artifact)
      return artifact
    }
    isEnded = true
    return artifact
  }

  /// Ends the import without an artifact. What was written serves a later import, or is collected.
  package func cancel() throws {
    guard !isEnded else { return }
    isEnded = true
    batch = []
    try store.writeBlocking { try $0.unpin(guardPin) }
  }

  // MARK: Batches

  private func add(_ content: PreparedContent, _ origin: [UInt8]?, _ reference: BlobReference) throws {
    if content.pieceCount > 1 {
      try flush()
      try writeLarge(content, origin)
      return
    }
    if let origin { pendingOrigins[origin] = reference }
    batch.append((content, origin))
    batchSize += content.bytes.count
    if batchSize >= Self.batchBytes || batch.count >= Self.batchRows { try flush() }
  }

  /// Writes what was put so far. Called by itself when a batch is full.
  package func flush() throws {
    guard !batch.isEmpty else { return }
    try store.writeBlocking { writer in
      writer.isQuiet = true
      for item in batch { try writer.put(item.content, origin: item.origin) }
      try prolong(writer)
    }
    batch = []
    batchSize = 0
    pendingOrigins = [:]
    pendingTrees = [:]
  }

  /// A piece a transaction.
  private func writeLarge(_ content: PreparedContent, _ origin: [UInt8]?) throws {
    let isStored = try store.readBlocking { try $0.hasContent(content.digest) }
    if isStored { return try store.writeBlocking { try $0.put(content, origin: origin) } }
    let blob = try store.writeBlocking { try $0.beginLarge(content) }
    for number in 0..<content.pieceCount {
      try store.writeBlocking { writer in
        writer.isQuiet = true
        try writer.insertPiece(of: content, number, blob: blob)
        try prolong(writer)
      }
    }
    try store.writeBlocking { try $0.finishLarge(content, blob: blob, origin: origin) }
  }

  private func prolong(_ writer: StoreWriter) throws {
    try writer.execute("UPDATE pins SET expires_at = ? WHERE id = ?", [Self.expiry(writer), guardPin])
  }
}
