import GRDB
package import Structure

/// What ``Store/checkIntegrity()`` found.
package struct IntegrityReport: Sendable, Hashable {
  /// SQLite's findings on pages, indexes and references.
  package var structure: [String] = []
  /// Content that is not what its digest says.
  package var damaged: [Digest] = []
  /// Content that an artifact needs and that is not there.
  package var missing: [Digest] = []
  /// How many files and directories were verified.
  package var verified = 0

  package init() {}

  package var isSound: Bool { structure.isEmpty && damaged.isEmpty && missing.isEmpty }
}

extension Store {
  /// Checks everything: each page and index, each stored content against its digest, and that every artifact is
  /// complete. Reads the whole file; others can read and write meanwhile.
  package func checkIntegrity() async throws -> IntegrityReport {
    var report = IntegrityReport()
    report.structure = try await read { reader in
      let findings = try String.fetchAll(reader.database, sql: "PRAGMA integrity_check(20)").filter { $0 != "ok" }
      let dangling = try Row.fetchAll(reader.database, sql: "PRAGMA foreign_key_check").count
      return findings + (dangling == 0 ? [] : ["\(dangling) rows refer to rows that are not there"])
    }
    // A snapshot a batch: one for all would keep the log from being cut for as long as it takes.
    var last: Int64 = 0
    while let batch = try await read({ [last] in try Self.verify(after: last, $0) }) {
      last = batch.last
      report.damaged += batch.damaged
      report.verified += batch.count
      try Task.checkCancellation()
    }
    report.missing = try await read { try Self.missing($0) }
    return report
  }

  private static func verify(after last: Int64, _ reader: StoreReader) throws
    -> (last: Int64, count: Int, damaged: [Digest])?
  {
    let rows = try reader.rows(
      "SELECT id, digest FROM blobs WHERE id > ? AND complete = 1 ORDER BY id LIMIT 200", [last])
    guard let end = rows.last else { return nil }
    var damaged: [Digest] = []
    for row in rows {
      guard let digest = StoreReader.digest(row["digest"]) else { continue }
      do { _ = try reader.content(digest) } catch StoreError.damagedContent { damaged.append(digest) }
    }
    return (end["id"], rows.count, damaged)
  }

  /// What the current artifacts lead to and is not there.
  private static func missing(_ reader: StoreReader) throws -> [Digest] {
    var missing: [Digest] = []
    var seen: Set<Digest> = []
    var pending = try reader.artifacts().map(\.root)
    while let tree = pending.popLast() {
      guard seen.insert(tree).inserted else { continue }
      do {
        for entry in try reader.entries(of: tree) {
          switch entry.content {
          case .file(let blob, _):
            if seen.insert(blob.digest).inserted, try !reader.hasContent(blob.digest) { missing.append(blob.digest) }
          case .directory(let tree): pending.append(tree.digest)
          case .symbolicLink: break
          }
        }
      } catch StoreError.missingContent(let digest) {
        missing.append(digest)
      } catch StoreError.damagedContent {}  // told already
    }
    return missing
  }
}
