import GRDB
package import Kube

extension StoreReader {
  /// The pending delivery of an alert with the oldest event, whenever it is due.
  /// - Parameter passedOver: Deliveries that are not meant.
  package func oldestDelivery(of alert: ObjectKey, without passedOver: Set<Int64> = []) throws -> Delivery? {
    try rows(
      """
      SELECT * FROM deliveries WHERE state = 'pending' AND api_group = ? AND kind = ? AND namespace = ? AND name = ?
      ORDER BY event LIMIT ?
      """, [alert.group, alert.kind, alert.namespace, alert.name, passedOver.count + 1]
    ).map { Self.delivery($0) }.first { !passedOver.contains($0.id) }
  }

  /// The events of an object before another one, newest first, and whether each became a delivery of an alert.
  package func eventsBefore(
    _ sequence: Int64, involved: ObjectKey, since: Timestamp, deliveredTo alert: ObjectKey, limit: Int
  ) throws -> [(event: EventRecord, wasEnqueued: Bool)] {
    try rows(
      """
      SELECT e.*, EXISTS (
        SELECT 1 FROM deliveries d WHERE d.event = e.sequence
          AND d.api_group = ? AND d.kind = ? AND d.namespace = ? AND d.name = ?) AS enqueued
      FROM events e
      WHERE e.kind = ? AND e.namespace = ? AND e.name = ? AND e.api_group = ? AND e.sequence < ? AND e.at > ?
      ORDER BY e.sequence DESC LIMIT ?
      """,
      [
        alert.group, alert.kind, alert.namespace, alert.name, involved.kind, involved.namespace, involved.name,
        involved.group, sequence, since.microsecondsSinceEpoch, limit,
      ]
    ).map { (try Self.event($0), $0["enqueued"]) }
  }
}

extension StoreWriter {
  /// Settles the pending deliveries whose alert is no longer there.
  /// - Returns: How many there were.
  package func failDeliveriesOfMissingAlerts() throws -> Int {
    try execute(
      """
      UPDATE deliveries SET state = 'failed', settled_at = ?, error = 'the alert was deleted'
      WHERE state = 'pending' AND NOT EXISTS (
        SELECT 1 FROM objects o WHERE o.api_group = deliveries.api_group AND o.kind = deliveries.kind
          AND o.namespace = deliveries.namespace AND o.name = deliveries.name)
      """, [now])
    return database.changesCount
  }
}
