import Kube
import Store

/// The rule that keeps a receiver from hearing the same thing again and again.
///
/// An event is a repetition for an alert when an event of the same object with the same severity, reason, message and
/// revision became a delivery of that alert less than ``EventIntake/repetitionWindow`` before, and nothing that the
/// object reported in between was of the other severity or about another revision. So a recovery, a new failure and a
/// failure after a recovery are always told; a failure that lasts is told again every five minutes.
enum Repetition {
  /// How many events of an object are looked back over; one that reports more often than this is told more often.
  private static let depth = 200

  static func `is`(
    _ event: EventRecord, for alert: ObjectKey, within window: Duration, _ reader: StoreReader
  ) throws -> Bool {
    let earlier = try reader.eventsBefore(
      event.sequence, involved: event.involvedObject, since: event.timestamp - window, deliveredTo: alert,
      limit: depth)
    for (other, wasEnqueued) in earlier where other.severity != .trace {
      guard other.severity == event.severity, other.revision == event.revision else { return false }
      if wasEnqueued, other.reason == event.reason, other.message == event.message { return true }
    }
    return false
  }
}

extension EventRecord {
  /// The revision that the event is about, in the metadata of the reporting controller.
  fileprivate var revision: String? { metadata["\(involvedObject.group)/revision"] ?? metadata["revision"] }
}
