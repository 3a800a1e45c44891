import Kube
import ServiceLifecycle
import Store
import Structure
import Toolkit

/// Prints one line whenever an object of the toolkit's kinds becomes ready, fails, is suspended or goes.
struct StateLog: Service {
  let store: Store
  let console: Console

  func run() async throws {
    // What is ready already is no change of state.
    var states = try await current()
    // From a list on, so that a console that was held up skips steps and does not end the supervisor.
    for try await change in store.watch(.all).cancelOnGracefulShutdown() {
      guard KindCatalog.definition(of: change.key.groupKind) != nil else { continue }
      let state = change.type == .deleted ? .gone : ObjectState(change.object)
      guard states[change.key] != state else { continue }
      states[change.key] = change.type == .deleted ? nil : state
      if let text = state.text { await console.state("\(state.mark) \(change.key)  \(text)") }
    }
  }

  private func current() async throws -> [ObjectKey: ObjectState] {
    let objects = try await store.read { reader in
      try KindCatalog.all.flatMap { try reader.objects(ObjectQuery($0.kind.groupKind)) }
    }
    return Dictionary(uniqueKeysWithValues: objects.map { ($0.key, ObjectState($0)) })
  }
}

/// What a person wants to know of an object at a glance.
enum ObjectState: Equatable {
  /// Nothing has been said about it yet.
  case new
  case ready(String)
  case failed(reason: String, String)
  case suspended
  case gone

  init(_ object: KubeObject) {
    if object.spec?["suspend"]?.bool == true {
      self = .suspended
      return
    }
    guard let condition = object.conditions[type: Condition.ready] else {
      self = .new
      return
    }
    switch condition.status {
    case .yes: self = .ready(condition.message)
    case .no: self = .failed(reason: condition.reason, condition.message)
    case .unknown: self = .new
    }
  }

  var mark: String {
    switch self {
    case .ready: "✓"
    case .failed: "✗"
    case .new, .suspended, .gone: "-"
    }
  }

  /// What is printed; nil for a state that is on the way to another.
  var text: String? {
    switch self {
    case .new: nil
    case .ready(let message): message
    case .failed(let reason, let message): "\(reason): \(message)"
    case .suspended: "suspended"
    case .gone: "deleted"
    }
  }
}
