import Kube
import Store
import Structure
import Toolkit

/// Writes what a reconcile found: status and events in one transaction, and nothing at all when nothing changes.
struct StatusWriter: Sendable {
  let store: Store
  let controllerName: String

  /// - Parameter object: As it was read when the reconcile began.
  /// - Returns: Whether the Ready condition says something else than it did then.
  func write(_ ending: ReconcileEnding, _ object: KubeObject, now: Timestamp) async throws -> Bool {
    let before = object.conditions[type: Condition.ready]
    let after = ending.settlement.settle(object.conditions, generation: object.generation, now: now)[
      type: Condition.ready]
    let isNews = after.map { after in !(before?.saysTheSame(as: after) ?? false) } ?? false
    let events = events(of: ending, object, isNews: isNews, now: now)
    // Looked at first without the writers' lock: most reconciles find the status as it should be.
    let isDue = try await store.read { reader in
      guard let stored = try reader.object(object.key), stored.uid == object.uid else { return false }
      return !events.isEmpty || Self.status(stored.status, after: ending, of: object, now: now) != stored.status
    }
    guard isDue else { return isNews }
    _ = try await store.write { writer in
      guard let stored = try writer.object(object.key), stored.uid == object.uid else { return }
      let status = Self.status(stored.status, after: ending, of: object, now: now)
      if status != stored.status { _ = try writer.updateStatus(object.key, status) }
      for event in events { try writer.record(event) }
    }
    return isNews
  }

  /// Writes that work is under way.
  func writeProgress(of object: KubeObject, reason: String, message: String, now: Timestamp) async throws {
    let settlement = ConditionSettlement.progressing(reason: reason, message: message)
    _ = try await store.write { writer in
      guard let stored = try writer.object(object.key), stored.uid == object.uid else { return }
      var status = stored.status ?? .object(Mapping())
      status["conditions"] =
        settlement.settle(stored.conditions, generation: object.generation, now: now).value
      if status["observedGeneration"] == nil { status["observedGeneration"] = -1 }
      if status != stored.status { _ = try writer.updateStatus(object.key, status) }
    }
  }

  /// Writes fields of the status alone, without a word about how the reconcile went.
  func writeFields(_ fields: [String: Value?], of object: KubeObject) async throws {
    _ = try await store.write { writer in
      guard let stored = try writer.object(object.key), stored.uid == object.uid else { return }
      var status = stored.status ?? .object(Mapping())
      for (field, value) in fields.sorted(by: { $0.key < $1.key }) { status[field] = value }
      if status != stored.status { _ = try writer.updateStatus(object.key, status) }
    }
  }

  /// The status after a reconcile of `object`, given the one that is stored.
  static func status(_ stored: Value?, after ending: ReconcileEnding, of object: KubeObject, now: Timestamp) -> Value {
    var status = stored ?? .object(Mapping())
    for (field, value) in ending.status.sorted(by: { $0.key < $1.key }) { status[field] = value }
    // A reconciler may have put conditions of its own into the status, such as Healthy.
    status["conditions"] =
      ending.settlement.settle([Condition](status: status), generation: object.generation, now: now).value
    if ending.settlement.observesGeneration {
      status["observedGeneration"] = .int(object.generation)
    } else if status["observedGeneration"] == nil {
      status["observedGeneration"] = -1
    }
    if let requested = object.annotations[ToolkitNames.requestedAt] {
      status["lastHandledReconcileAt"] = .string(requested)
    }
    return status
  }

  /// What is recorded: of a success everything, of anything else only what is news, so that retries are silent.
  private func events(
    of ending: ReconcileEnding, _ object: KubeObject, isNews: Bool, now: Timestamp
  ) -> [EventRecord] {
    switch ending.settlement {
    case .ready, .progressing: return ending.events ?? []
    case .waiting: return isNews ? ending.events ?? [] : []
    case .failed, .stalled:
      // What was changed on the way is told also when the failure is an old one.
      guard isNews else { return (ending.events ?? []).filter { $0.severity != .error } }
      return ending.events ?? [
        EventRecord(
          about: object, severity: .error, timestamp: now, reason: ending.reason, message: ending.message,
          reportingController: controllerName)
      ]
    }
  }
}
