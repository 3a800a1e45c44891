import Kube
import Logging
import Store
import Structure
import Toolkit

/// How a reconcile ended, in the form in which it is written, logged and scheduled.
struct ReconcileEnding: Sendable {
  enum Retry: Sendable, Hashable {
    case never
    /// After `spec.interval` with jitter.
    case interval
    case after(Duration)
    case backoff
    /// A failure with a wait of its own.
    case failedThen(Duration)
  }

  var settlement: ConditionSettlement
  var status: [String: Value?]
  /// Nil for one error event with the words of the condition.
  var events: [EventRecord]?
  var retry: Retry
  var reason: String
  var message: String

  init(_ result: ReconcileResult) {
    status = result.status
    events = result.events
    switch result.outcome {
    case .ready(let reason, let message, let again):
      settlement = .ready(reason: reason, message: message)
      retry = again.map(Retry.after) ?? .interval
      (self.reason, self.message) = (reason, message)
    case .waiting(let reason, let message, let again):
      settlement = .waiting(reason: reason, message: message)
      retry = .after(again)
      (self.reason, self.message) = (reason, message)
    case .stalled(let reason, let message):
      settlement = .stalled(reason: reason, message: message)
      retry = .never
      (self.reason, self.message) = (reason, message)
      if result.events.isEmpty { events = nil }
    }
  }

  init(_ error: any Error) {
    let failure =
      error as? ReconcileFailure
      ?? ReconcileFailure(reason: ConditionReason.reconciliationFailed, message: "\(error)")
    settlement = .failed(reason: failure.reason, message: failure.message)
    status = failure.status
    events = failure.events
    retry = failure.retryAfter.map(Retry.failedThen) ?? .backoff
    (reason, message) = (failure.reason, failure.message)
  }

  var isFailure: Bool { if case .failed = settlement { true } else { false } }

  /// Says it once loudly when it is news, and quietly when it is the same again.
  func describe(in log: Logger, isNews: Bool, duration: Duration, next: Duration?) {
    var metadata: Logger.Metadata = ["duration": "\(Self.milliseconds(duration))"]
    if let next { metadata["next"] = "\(Duration.seconds(next.components.seconds).goDescription)" }
    switch settlement {
    case .ready, .progressing:
      log.log(level: isNews ? .notice : .info, "\(message)", metadata: metadata)
    case .waiting:
      metadata["reason"] = "\(reason)"
      log.log(level: isNews ? .notice : .info, "\(message)", metadata: metadata)
    case .failed, .stalled:
      metadata["reason"] = "\(reason)"
      metadata[LogField.error] = "\(message)"
      log.error("reconcile failed", metadata: metadata)
    }
  }

  private static func milliseconds(_ duration: Duration) -> String {
    Duration.milliseconds(duration.wholeNanoseconds / 1_000_000).goDescription
  }
}
