import Cluster
import Controller
import Kube
import Store
import Structure
import Toolkit

/// Asks for one reconciliation and follows it to its end, telling how it goes.
struct Reconciliation: Sendable {
  let session: Session
  let timeout: Duration

  /// - Throws: ``CommandFailure`` with the message of the Ready condition when it fails.
  func run(_ kind: KindReference, _ object: KubeObject, waits: Bool) async throws {
    let output = session.output
    let name = kind.kind.kind
    guard kind.definition != nil else {
      throw CommandFailure(.usage, "\(name) is not reconciled by a controller of the toolkit")
    }
    if object.spec?["suspend"]?.bool == true {
      throw CommandFailure(
        .failed, "\(name) \"\(object.name)\" is suspended; resume it with: martlet resume \(kind.plural) \(object.name)"
      )
    }
    output.progress(.action, "annotating \(name) \(object.name) in \(object.namespace) namespace")
    let token = try await request(object.key)
    output.progress(.success, "\(name) annotated")
    guard waits else { return }
    output.progress(.waiting, "waiting for \(name) reconciliation")
    try await wait(kind, object.key, token)
  }

  /// Writes the annotation that the controllers look at.
  /// - Returns: Its value, which shows up in the status once it was handled.
  private func request(_ key: ObjectKey) async throws -> String {
    let token = Timestamp.now.microseconds
    var annotations: Value = [:]
    annotations[ToolkitNames.requestedAt] = .string(token)
    _ = try await session.cluster.patch(
      key, .merge(["metadata": ["annotations": annotations]]), fieldManager: Session.fieldManager, dryRun: false)
    return token
  }

  /// Waits until the request was handled and the object is ready or has failed.
  private func wait(_ kind: KindReference, _ key: ObjectKey, _ token: String) async throws {
    try await warnIfNobodyWorks(kind)
    let output = session.output
    let said = LastSaid()
    let end = try await session.follow(
      key, timeout: timeout, waitingFor: "\(kind.kind.kind) \"\(key.name)\" to be reconciled"
    ) { object -> Ending? in
      guard let object else { throw CommandFailure(.failed, "\(kind.kind.kind) \"\(key.name)\" was deleted meanwhile") }
      let ending = Ending(object, token)
      if ending == nil, let message = Ending.progress(object), said.isNew(message) {
        output.progress(.waiting, message)
      }
      return ending
    }
    switch end {
    case .ready(let message): output.progress(.success, message)
    case .failed(let message):
      throw CommandFailure(.failed, "\(kind.kind.kind) reconciliation failed: \(message)")
    }
  }

  /// A request without a controller would wait for nothing and not say why.
  private func warnIfNobodyWorks(_ kind: KindReference) async throws {
    let lease = try await session.store.lease("controller/\(kind.groupKind)")
    guard lease == nil || (lease.map { $0.expires < .now } ?? true) else { return }
    session.output.progress(
      .waiting, "no controller for \(kind.plural) is running on this store; start one, for example with: martlet up")
  }
}

/// How a requested reconciliation ended.
enum Ending: Sendable, Hashable {
  case ready(String)
  case failed(String)

  /// Nil while it goes on.
  init?(_ object: KubeObject, _ token: String) {
    // A later request that took the place of ours counts too.
    guard let handled = object.status?["lastHandledReconcileAt"]?.string,
      handled == token || handled == object.annotations[ToolkitNames.requestedAt],
      let ready = object.conditions[type: Condition.ready], ready.observedGeneration >= object.generation
    else { return nil }
    switch ready.status {
    case .yes: self = .ready(Self.success(object) ?? ready.message)
    case .unknown: return nil
    case .no:
      // Something else has to happen first, which is not this object's failure.
      if ready.reason == ConditionReason.dependencyNotReady { return nil }
      self = .failed(ready.message)
    }
  }

  /// What Flux's command line says.
  private static func success(_ object: KubeObject) -> String? {
    if let revision = object.status?[path: "artifact", "revision"]?.string { return "fetched revision \(revision)" }
    if let revision = object.status?["lastAppliedRevision"]?.string { return "applied revision \(revision)" }
    return nil
  }

  /// What an unfinished reconciliation is at.
  static func progress(_ object: KubeObject) -> String? {
    guard let ready = object.conditions[type: Condition.ready], ready.status != .yes else { return nil }
    guard object.conditions[type: Condition.reconciling] != nil else { return nil }
    return ready.message
  }
}
