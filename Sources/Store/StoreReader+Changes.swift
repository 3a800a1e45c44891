import GRDB
import Kube
import Structure

extension StoreReader {
  /// The changes after a version, oldest first.
  ///
  /// - Parameters:
  ///   - version: A version that a list, an object or an earlier change had.
  ///   - limit: How many rows of the log are looked at; fewer may match.
  /// - Throws: ``StoreError/expired(version:oldest:newest:)`` when the log no longer reaches back to `version`, or the
  ///   store is younger than it (it was restored from a backup): list again.
  package func changes(after version: UInt64, matching query: ObjectQuery? = nil, limit: Int = 1000) throws
    -> [ObjectChange]
  {
    try changePage(after: version, matching: query ?? .all, limit: limit).changes
  }

  /// A page of the log, the version up to which it was read, and whether that is the newest one.
  func changePage(after version: UInt64, matching query: ObjectQuery, limit: Int) throws
    -> (changes: [ObjectChange], version: UInt64, isLast: Bool)
  {
    let newest = try self.version
    let oldest = try oldestVersion
    guard version >= oldest, version <= newest else {
      throw StoreError.expired(version: version, oldest: oldest, newest: newest)
    }
    guard version < newest else { return ([], newest, true) }
    let (condition, arguments) = Self.condition(query, labels: false)
    let found = try rows(
      """
      SELECT sequence, type, api_group, kind, namespace, name, labels_before, labels, content FROM changes
      WHERE sequence > ? AND \(condition) ORDER BY sequence LIMIT ?
      """, [Int64(version)] + arguments + [limit])
    let changes = try found.compactMap { try Self.change($0, query: query) }
    let last = found.count < limit ? newest : found.last.map { UInt64($0["sequence"] as Int64) } ?? newest
    return (changes, last, found.count < limit)
  }

  /// The oldest version that ``changes(after:matching:limit:)`` accepts.
  package var oldestVersion: UInt64 {
    get throws {
      try one(Int64.self, "SELECT value FROM settings WHERE name = 'changes.trimmed'").map(UInt64.init) ?? 0
    }
  }

  private static func change(_ row: Row, query: ObjectQuery) throws -> ObjectChange? {
    var type = ObjectChange.ChangeType(rawValue: row["type"]) ?? .modified
    if !query.labels.isEmpty {
      let labels = try StoredJSON.texts(row["labels"])
      let before = try StoredJSON.texts(row["labels_before"])
      func matches(_ labels: [String: String]) -> Bool { query.labels.allSatisfy { labels[$0.key] == $0.value } }
      switch (type, matches(before), matches(labels)) {
      case (.added, _, true), (.modified, true, true), (.deleted, _, true): break
      case (.modified, false, true): type = .added
      case (.modified, true, false), (.deleted, true, false): type = .deleted
      case (.added, _, false), (.modified, false, false), (.deleted, false, false): return nil
      }
    }
    return ObjectChange(
      sequence: UInt64(row["sequence"] as Int64), type: type, key: key(row),
      object: try StoredJSON.object(row["content"]))
  }
}
