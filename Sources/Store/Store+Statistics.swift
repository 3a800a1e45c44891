import GRDB

/// How large the store is.
package struct StoreStatistics: Sendable, Hashable {
  /// Bytes of a page.
  package var pageSize = 0
  /// Pages of the file, free ones included.
  package var pages = 0
  /// Pages that wait to be used again.
  package var freePages = 0
  package var objects = 0
  /// Rows of the watch log.
  package var changes = 0
  package var events = 0
  package var pendingDeliveries = 0
  package var artifacts = 0
  /// Stored files and directories.
  package var blobs = 0

  package init() {}

  /// Bytes in use.
  package var usedBytes: Int { (pages - freePages) * pageSize }
}

extension Store {
  /// Counts what is in the file.
  package func statistics() async throws -> StoreStatistics {
    try await read { reader in
      func count(_ sql: String) throws -> Int { try reader.one(Int.self, sql) ?? 0 }
      var result = StoreStatistics()
      result.pageSize = try count("PRAGMA page_size")
      result.pages = try count("PRAGMA page_count")
      result.freePages = try count("PRAGMA freelist_count")
      result.objects = try count("SELECT count(*) FROM objects")
      result.changes = try count("SELECT count(*) FROM changes")
      result.events = try count("SELECT count(*) FROM events")
      result.pendingDeliveries = try count("SELECT count(*) FROM deliveries WHERE state = 'pending'")
      result.artifacts = try count("SELECT count(*) FROM artifacts")
      result.blobs = try count("SELECT count(*) FROM blobs")
      return result
    }
  }

  /// Copies SQLite's log into the file and empties it, as far as running reads allow: before the file is measured or
  /// copied by something that does not know the log.
  package func checkpoint() async throws {
    do {
      try await pool.writeWithoutTransaction { _ = try $0.checkpoint(.truncate) }
    } catch {
      throw translated(error)
    }
  }

  /// Writes a consistent copy of the store to a new file, while others read and write.
  ///
  /// The copy has no free pages. Blocks until it is written.
  /// - Throws: ``StoreError/failed(path:reason:)`` when the file exists already or cannot be written.
  package func backUp(to path: String) async throws {
    do {
      try await pool.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
    } catch {
      throw StoreError.translating(error, path: path)
    }
  }
}
