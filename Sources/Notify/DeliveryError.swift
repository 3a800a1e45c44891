/// Why one attempt to deliver a notification did not succeed.
package struct DeliveryError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: Sendable, Hashable {
    /// Nobody answered: no name, no connection, no answer in time.
    case unreachable
    /// The receiver answers, but does not take anything now: 5xx, 429, 408.
    case busy
    /// The receiver does not know the address or the credentials: 401, 403, 404 …
    case refused
    /// The receiver does not take this message: 400, 413, 422.
    case content
  }

  package var code: Code
  /// `spec.type` of the provider.
  package var type: String
  /// The HTTP status, when there was an answer.
  package var status: Int?
  /// How long the receiver asked to be left alone.
  package var retryAfter: Duration?
  /// What happened, for the operator; without secrets.
  package var message: String

  package init(
    _ code: Code, type: String, status: Int? = nil, retryAfter: Duration? = nil, message: String
  ) {
    self.code = code
    self.type = type
    self.status = status
    self.retryAfter = retryAfter
    self.message = message
  }

  package var description: String { message }
}
