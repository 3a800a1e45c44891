package import Store
package import Structure

/// How a reconcile ended that did not fail.
package enum Outcome: Sendable, Hashable {
  /// The world is as declared. Looks again after `again`, or after `spec.interval` with jitter when that is nil.
  case ready(reason: String, message: String, again: Duration? = nil)
  /// Something else has to happen first, such as a dependency becoming ready; looked at again after `again` and
  /// whenever a dependency changes. Not a failure: no backoff, no error log.
  case waiting(reason: String, message: String, again: Duration)
  /// A mistake in the spec: not looked at again until the object changes.
  case stalled(reason: String, message: String)
}

/// What a reconcile found: the runtime writes it in one transaction, and nothing at all when it changes nothing.
package struct ReconcileResult: Sendable {
  package var outcome: Outcome
  /// Fields of the status to set (or to remove, with nil). Conditions, observedGeneration and
  /// lastHandledReconcileAt are the runtime's.
  package var status: [String: Value?]
  /// Recorded together with the status. Of a ``Outcome/waiting(reason:message:again:)`` or stalled outcome only when
  /// the Ready condition changes, so that retries do not repeat themselves.
  package var events: [EventRecord]

  package init(_ outcome: Outcome, status: [String: Value?] = [:], events: [EventRecord] = []) {
    self.outcome = outcome
    self.status = status
    self.events = events
  }
}

/// A reconcile that did not succeed and is tried again.
package struct ReconcileFailure: Error, Sendable, CustomStringConvertible {
  /// CamelCase, for the condition.
  package var reason: String
  /// What failed, where, what was expected, what to do; never secret.
  package var message: String
  /// As ``ReconcileResult/status``.
  package var status: [String: Value?]
  /// Recorded when the Ready condition changes. Nil for one error event with reason and message.
  package var events: [EventRecord]?
  /// When to try again; nil for exponential backoff.
  package var retryAfter: Duration?

  package init(
    reason: String, message: String, status: [String: Value?] = [:], events: [EventRecord]? = nil,
    retryAfter: Duration? = nil
  ) {
    self.reason = reason
    self.message = message
    self.status = status
    self.events = events
    self.retryAfter = retryAfter
  }

  package var description: String { message }
}
