package import Kube

/// The duty to bring one event to one alert's provider, until it is accepted or has expired.
package struct Delivery: Sendable, Hashable {
  package enum State: String, Sendable, Hashable {
    /// To be tried at ``Delivery/due``.
    case pending
    /// Accepted.
    case delivered
    /// Refused for good.
    case failed
    /// Not accepted in time.
    case expired
  }

  package var id: Int64
  package var alert: ObjectKey
  /// The sequence of the event.
  package var event: Int64
  package var state: State
  /// How often it was tried.
  package var attempts: Int
  package var due: Timestamp
  package var expires: Timestamp
  /// Why the last attempt failed.
  package var error: String?
}
