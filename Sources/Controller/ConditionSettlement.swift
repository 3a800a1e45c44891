package import Kube
import Toolkit

/// Turns the end of a reconcile into the conditions `Ready`, `Reconciling` and `Stalled`, in this one place, so that
/// tools that follow kstatus see the same of every kind.
package enum ConditionSettlement: Sendable {
  /// Work is under way.
  case progressing(reason: String, message: String)
  case ready(reason: String, message: String)
  case waiting(reason: String, message: String)
  case failed(reason: String, message: String)
  case stalled(reason: String, message: String)

  /// The conditions after this, given those before; other types stay as they are.
  package func settle(_ previous: [Condition], generation: Int64, now: Timestamp) -> [Condition] {
    var conditions = previous
    func condition(_ type: String, _ status: Condition.Status, _ reason: String, _ message: String) -> Condition {
      Condition(
        type: type, status: status, reason: Self.validReason(reason), message: Self.limited(message),
        observedGeneration: generation, lastTransitionTime: now)
    }
    switch self {
    case .progressing(let reason, let message):
      conditions.set(condition(Condition.ready, .unknown, reason, message))
      conditions.set(condition(Condition.reconciling, .yes, reason, message))
      conditions.remove(type: Condition.stalled)
    case .ready(let reason, let message):
      conditions.set(condition(Condition.ready, .yes, reason, message))
      conditions.remove(type: Condition.reconciling)
      conditions.remove(type: Condition.stalled)
    case .waiting(let reason, let message), .failed(let reason, let message):
      conditions.set(condition(Condition.ready, .no, reason, message))
      conditions.set(
        condition(Condition.reconciling, .yes, ConditionReason.progressingWithRetry, "waiting to try again"))
      conditions.remove(type: Condition.stalled)
    case .stalled(let reason, let message):
      conditions.set(condition(Condition.ready, .no, reason, message))
      conditions.set(condition(Condition.stalled, .yes, reason, message))
      conditions.remove(type: Condition.reconciling)
    }
    return conditions
  }

  /// Whether the generation counts as observed: there is nothing more to do for it, as far as anybody knows.
  package var observesGeneration: Bool {
    switch self {
    case .ready, .stalled: true
    case .progressing, .waiting, .failed: false
    }
  }

  /// The schema of conditions does not take an empty reason.
  private static func validReason(_ reason: String) -> String {
    reason.isEmpty ? ConditionReason.reconciliationFailed : reason
  }

  /// The schema of conditions limits messages.
  private static func limited(_ message: String) -> String {
    guard message.utf8.count > Condition.messageLimit else { return message }
    return String(message.prefix(Condition.messageLimit / 4)) + " …"
  }
}
