import GRDB
package import Kube

extension StoreWriter {
  /// Puts an event in the outbox, in the transaction of the status that it reports: both are there or neither.
  /// - Returns: Its sequence, which grows over all events.
  @discardableResult
  package func record(_ event: EventRecord) throws -> Int64 {
    let key = event.involvedObject
    try execute(
      """
      INSERT INTO events (id, api_version, api_group, kind, namespace, name, uid, resource_version, severity, at,
        reason, message, controller, metadata)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        event.id, event.apiVersion, key.group, key.kind, key.namespace, key.name, event.uid, event.resourceVersion,
        event.severity.rawValue, event.timestamp.microsecondsSinceEpoch, event.reason, event.message,
        event.reportingController, StoredJSON.text(event.metadata),
      ])
    return database.lastInsertedRowID
  }

  /// Remembers how far a reader of the outbox has come. Write it together with the deliveries that follow from it.
  package func setCursor(_ name: String, _ sequence: Int64) throws {
    guard try cursor(name) != sequence else { return }
    try execute(
      "INSERT INTO cursors (name, sequence) VALUES (?, ?) ON CONFLICT DO UPDATE SET sequence = excluded.sequence",
      [name, sequence])
  }

  /// Removes a cursor, so that it no longer keeps events from being trimmed.
  package func removeCursor(_ name: String) throws { try execute("DELETE FROM cursors WHERE name = ?", [name]) }

  /// Removes events that nobody needs any more, at most a thousand at a time, with their settled deliveries.
  ///
  /// An event stays while a delivery of it is pending or a cursor has not passed it, but not longer than `limit`: a
  /// controller that never comes back must not fill the disk.
  /// - Parameters:
  ///   - age: How long settled events stay for people to look at.
  ///   - limit: The age at which also unsettled ones go.
  /// - Returns: How many events went.
  @discardableResult
  package func trimEvents(
    olderThan age: Duration = .seconds(24 * 3600), limit: Duration = .seconds(14 * 24 * 3600)
  ) throws -> Int {
    let clock = store.configuration.now()
    try execute(
      """
      DELETE FROM events WHERE sequence IN (
        SELECT sequence FROM events e WHERE at < ?1 AND (at < ?2 OR (
          sequence <= coalesce((SELECT min(sequence) FROM cursors), sequence)
          AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.event = e.sequence AND d.state = 'pending')))
        ORDER BY sequence LIMIT 1000)
      """,
      [(clock - age).microsecondsSinceEpoch, (clock - limit).microsecondsSinceEpoch])
    return database.changesCount
  }
}

extension StoreReader {
  /// The events after a sequence, oldest first; of one object only, when given.
  package func events(after sequence: Int64 = 0, limit: Int = 1000, involved: ObjectKey? = nil) throws
    -> [EventRecord]
  {
    var condition = "sequence > ?"
    var arguments: StatementArguments = [sequence]
    if let involved {
      condition += " AND api_group = ? AND kind = ? AND namespace = ? AND name = ?"
      arguments += [involved.group, involved.kind, involved.namespace, involved.name]
    }
    return try rows("SELECT * FROM events WHERE \(condition) ORDER BY sequence LIMIT ?", arguments + [limit])
      .map(Self.event)
  }

  /// The last events, oldest of them first.
  package func latestEvents(limit: Int = 100) throws -> [EventRecord] {
    try rows("SELECT * FROM events ORDER BY sequence DESC LIMIT ?", [limit]).reversed().map(Self.event)
  }

  /// The event at a sequence; nil when it was trimmed.
  package func event(_ sequence: Int64) throws -> EventRecord? {
    try row("SELECT * FROM events WHERE sequence = ?", [sequence]).map(Self.event)
  }

  /// How far a reader of the outbox has come; nil when it never came.
  package func cursor(_ name: String) throws -> Int64? {
    try one(Int64.self, "SELECT sequence FROM cursors WHERE name = ?", [name])
  }

  /// The sequence of the newest event there ever was; 0 when there was none.
  package var lastEvent: Int64 {
    get throws { try one(Int64.self, "SELECT seq FROM sqlite_sequence WHERE name = 'events'") ?? 0 }
  }

  static func event(_ row: Row) throws -> EventRecord {
    EventRecord(
      id: row["id"], involvedObject: key(row), apiVersion: row["api_version"], uid: row["uid"],
      resourceVersion: row["resource_version"], severity: EventRecord.Severity(rawValue: row["severity"]) ?? .info,
      timestamp: Timestamp(microsecondsSinceEpoch: row["at"]), reason: row["reason"], message: row["message"],
      reportingController: row["controller"], metadata: try StoredJSON.texts(row["metadata"]),
      sequence: row["sequence"])
  }
}
