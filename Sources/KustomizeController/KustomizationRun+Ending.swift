import Cluster
import Controller
import Kube
import Store
import Structure
import Toolkit

// How a run ends: status and events.
extension KustomizationRun {
  private static let healthy = "Healthy"

  private var checksHealth: Bool { spec.wait || !spec.healthChecks.isEmpty }

  /// - Parameter isTold: Whether an event has told of this revision already, by what it changed.
  func success(inventory: [ResourceReference], isTold: Bool) -> ReconcileResult {
    let revision = artifact.revision
    let isNews = status.lastAppliedRevision != revision || !object.isReady
    var events: [EventRecord] = []
    if !isTold, isNews {
      let took = Duration.milliseconds((ContinuousClock.now - started).wholeMilliseconds).goDescription
      events = [report.finished(took: took, next: spec.interval.goDescription)]
    }
    return ReconcileResult(
      .ready(reason: ConditionReason.reconciliationSucceeded, message: "Applied revision: \(revision)"),
      status: [
        "lastAppliedRevision": .string(revision),
        "lastAttemptedRevision": .string(revision),
        "inventory": inventory.inventory,
        "conditions": conditions(isHealthy: checksHealth ? true : nil, "the health checks passed"),
      ],
      events: events)
  }

  /// - Parameter inventory: What is to be remembered as applied; nil for what was.
  func failure(
    _ reason: String, _ message: String, inventory: [ResourceReference]? = nil, isUnhealthy: Bool = false
  ) -> ReconcileFailure {
    var fields: [String: Value?] = ["lastAttemptedRevision": .string(artifact.revision)]
    if let inventory { fields["inventory"] = inventory.inventory }
    fields["conditions"] = conditions(isHealthy: isUnhealthy ? false : nil, message)
    return ReconcileFailure(
      reason: reason, message: message, status: fields,
      events: [report.failed(reason, message)], retryAfter: spec.explicitRetryInterval)
  }

  /// The conditions with ours among them; the runtime settles its own on top.
  private func conditions(isHealthy: Bool?, _ message: String) -> Value {
    var conditions = object.conditions
    if let isHealthy {
      conditions.set(
        Condition(
          type: Self.healthy, status: isHealthy ? .yes : .no,
          reason: isHealthy ? ConditionReason.succeeded : ConditionReason.healthCheckFailed, message: message,
          observedGeneration: object.generation, lastTransitionTime: request.now()))
    } else if !checksHealth {
      conditions.remove(type: Self.healthy)
    }
    return conditions.value
  }
}

extension Duration {
  /// Rounded down.
  var wholeMilliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
