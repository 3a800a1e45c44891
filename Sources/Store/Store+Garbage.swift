import GRDB
import Kube
import Structure

extension Store {
  /// Removes artifacts whose retention is over, and content that no artifact and no pin refers to.
  ///
  /// Marks in a snapshot and removes in short transactions, each of which makes sure that nothing was published, pinned
  /// or begun to be imported since. Writes nothing when there is nothing to remove. Call it now and then from one
  /// process.
  package func collectGarbage(_ policy: GarbagePolicy = GarbagePolicy()) async throws -> GarbageReport {
    var report = GarbageReport()
    report.artifacts = try await dropRetired(policy)
    guard let plan = try await read({ try GarbagePlan(reader: $0) }) else {
      report.wasInterrupted = true
      return report
    }
    var candidates = plan.candidates[...]
    while !candidates.isEmpty {
      let batch = Self.takeBatch(&candidates)
      let removed = try await write { writer in try plan.isCurrent(writer) ? Self.sweep(batch, writer) : nil }
      guard let removed else {
        report.wasInterrupted = true
        return report
      }
      report.blobs += removed.blobs
      report.bytes += removed.bytes
    }
    if let checked = plan.checked {
      try await write { writer in
        writer.isQuiet = true
        try writer.execute(
          """
          INSERT INTO settings (name, value) VALUES ('garbage.checked', ?)
          ON CONFLICT DO UPDATE SET value = excluded.value
          """, [checked])
      }
    }
    try await giveSpaceBack()
    return report
  }

  /// Everything that keeps the file small: the watch log, events, artifacts. For a controller to call each few minutes.
  package func maintain(_ policy: GarbagePolicy = GarbagePolicy()) async throws -> GarbageReport {
    while try await write({ writer in
      writer.isQuiet = true
      return try writer.trimLog() + writer.trimEvents()
    }) > 0 { try Task.checkCancellation() }
    return try await collectGarbage(policy)
  }

  private func dropRetired(_ policy: GarbagePolicy) async throws -> Int {
    let clock = configuration.now()
    let retired = (clock - policy.retention).microsecondsSinceEpoch
    let now = clock.microsecondsSinceEpoch
    let isNeeded = try await read { reader in
      try reader.one(
        Bool.self,
        """
        SELECT EXISTS (SELECT 1 FROM artifacts WHERE retired_at <= ?) OR EXISTS (SELECT 1 FROM pins WHERE expires_at <= ?)
        """, [retired, now]) ?? false
    }
    guard isNeeded else { return 0 }
    return try await write { writer in
      writer.isQuiet = true
      try writer.execute("DELETE FROM artifacts WHERE retired_at <= ?", [retired])
      let count = writer.database.changesCount
      try writer.execute("DELETE FROM pins WHERE expires_at <= ?", [now])
      // What they referred to is to be looked for from the first blob on.
      try writer.execute("DELETE FROM settings WHERE name = 'garbage.checked'")
      return count
    }
  }

  /// At most 400 rows or 4 MiB.
  private static func takeBatch(_ candidates: inout ArraySlice<GarbagePlan.Candidate>) -> [GarbagePlan.Candidate] {
    var batch: [GarbagePlan.Candidate] = []
    var size = 0
    while batch.count < 400, size < 4 << 20, let next = candidates.popFirst() {
      batch.append(next)
      size += next.size
    }
    return batch
  }

  private static func sweep(_ batch: [GarbagePlan.Candidate], _ writer: StoreWriter) throws -> (blobs: Int, bytes: Int)
  {
    writer.isQuiet = true
    var removed = (blobs: 0, bytes: 0)
    let young = (writer.store.configuration.now() - GarbagePolicy.grace).microsecondsSinceEpoch
    for candidate in batch {
      try writer.execute("DELETE FROM blobs WHERE id = ? AND written_at <= ?", [candidate.id, young])
      guard writer.database.changesCount > 0 else { continue }
      removed.blobs += 1
      removed.bytes += candidate.size
    }
    return removed
  }

  /// Shrinks the file when a quarter of it, and more than 8 MiB, is free; in steps of a megabyte.
  private func giveSpaceBack() async throws {
    while true {
      let isDone = try await read { reader in
        let free = try reader.one(Int.self, "PRAGMA freelist_count") ?? 0
        let all = try reader.one(Int.self, "PRAGMA page_count") ?? 0
        return free < 2_048 || free * 4 < all
      }
      if isDone { return }
      try await write { writer in
        writer.isQuiet = true
        try writer.database.execute(sql: "PRAGMA incremental_vacuum(256)")
      }
      try Task.checkCancellation()
    }
  }
}
