import GRDB
package import Kube

extension StoreWriter {
  /// Makes it a duty to deliver an event to an alert. A second call for the same pair changes nothing, so that an
  /// outbox reader that crashed between reading and its cursor may read again.
  /// - Returns: Whether it is new.
  @discardableResult
  package func enqueueDelivery(
    alert: ObjectKey, event: Int64, due: Timestamp? = nil, expiresAfter: Duration = .seconds(24 * 3600)
  ) throws -> Bool {
    let clock = store.configuration.now()
    try execute(
      """
      INSERT INTO deliveries (event, api_group, kind, namespace, name, state, due_at, expires_at)
      VALUES (?, ?, ?, ?, ?, 'pending', ?, ?) ON CONFLICT DO NOTHING
      """,
      [
        event, alert.group, alert.kind, alert.namespace, alert.name, (due ?? clock).microsecondsSinceEpoch,
        (clock + expiresAfter).microsecondsSinceEpoch,
      ])
    return database.changesCount > 0
  }

  /// Settles a delivery: accepted, or refused for good with a reason.
  package func finishDelivery(_ id: Int64, state: Delivery.State = .delivered, error: String? = nil) throws {
    try execute(
      "UPDATE deliveries SET state = ?, attempts = attempts + 1, settled_at = ?, error = ? WHERE id = ?",
      [state.rawValue, now, error, id])
  }

  /// Notes a failed attempt. The delivery is due again at `moment`, or expired when that is past its time.
  /// - Returns: Its state afterwards; nil when it is gone.
  @discardableResult
  package func retryDelivery(_ id: Int64, at moment: Timestamp, error: String) throws -> Delivery.State? {
    try execute(
      """
      UPDATE deliveries SET attempts = attempts + 1, error = ?1, due_at = ?2,
        state = CASE WHEN ?2 < expires_at THEN 'pending' ELSE 'expired' END,
        settled_at = CASE WHEN ?2 < expires_at THEN NULL ELSE ?3 END
      WHERE id = ?4 AND state = 'pending'
      """, [error, moment.microsecondsSinceEpoch, now, id])
    return try one(String.self, "SELECT state FROM deliveries WHERE id = ?", [id]).flatMap(Delivery.State.init)
  }

  /// Settles the pending deliveries whose time is over.
  /// - Returns: Those that expired now, so that it can be reported.
  package func expireDeliveries() throws -> [Delivery] {
    let over = try rows(
      "SELECT * FROM deliveries WHERE state = 'pending' AND expires_at <= ? ORDER BY id LIMIT 1000", [now])
    for row in over {
      try execute("UPDATE deliveries SET state = 'expired', settled_at = ? WHERE id = ?", [now, row["id"] as Int64])
    }
    return over.map { Self.delivery($0) }
  }
}

extension StoreReader {
  /// The pending deliveries that are due, oldest first.
  package func dueDeliveries(now: Timestamp, limit: Int = 100) throws -> [Delivery] {
    try rows(
      """
      SELECT * FROM deliveries WHERE state = 'pending' AND due_at <= ?1 AND expires_at > ?1
      ORDER BY due_at, id LIMIT ?2
      """, [now.microsecondsSinceEpoch, limit]
    ).map { Self.delivery($0) }
  }

  /// The moment at which the next pending delivery is due; nil when none is pending.
  package var nextDelivery: Timestamp? {
    get throws {
      try one(Int64.self, "SELECT min(due_at) FROM deliveries WHERE state = 'pending'")
        .map(Timestamp.init(microsecondsSinceEpoch:))
    }
  }

  /// The deliveries of an alert, newest first.
  package func deliveries(alert: ObjectKey, limit: Int = 100) throws -> [Delivery] {
    try rows(
      """
      SELECT * FROM deliveries WHERE api_group = ? AND kind = ? AND namespace = ? AND name = ?
      ORDER BY id DESC LIMIT ?
      """, [alert.group, alert.kind, alert.namespace, alert.name, limit]
    ).map { Self.delivery($0) }
  }

  static func delivery(_ row: Row) -> Delivery {
    Delivery(
      id: row["id"], alert: key(row), event: row["event"], state: Delivery.State(rawValue: row["state"]) ?? .pending,
      attempts: row["attempts"], due: Timestamp(microsecondsSinceEpoch: row["due_at"]),
      expires: Timestamp(microsecondsSinceEpoch: row["expires_at"]), error: row["error"])
  }
}
