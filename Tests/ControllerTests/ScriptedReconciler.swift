import Controller
import Kube
import Store
import Synchronization
import Toolkit

/// A reconciler that does what its test says, and remembers what it was asked.
final class ScriptedReconciler: Reconciler {
  typealias Script = @Sendable (ReconcileRequest) async throws -> ReconcileResult

  let kind = GitRepository.kind
  let finalizer: String?
  let dependencies: DependencyScope
  private let script: Script
  private let finalizing: @Sendable (ReconcileRequest) async throws -> Void
  private let dependentKeys: @Sendable (ObjectChange) -> [ObjectKey]
  private let log = Mutex<(requests: [ReconcileRequest], finalized: [ObjectKey])>(([], []))

  init(
    finalizer: String? = nil, dependencies: DependencyScope = .none,
    dependents: @escaping @Sendable (ObjectChange) -> [ObjectKey] = { _ in [] },
    finalize: @escaping @Sendable (ReconcileRequest) async throws -> Void = { _ in },
    script: @escaping Script = { _ in ReconcileResult(.ready(reason: "Succeeded", message: "stored")) }
  ) {
    self.finalizer = finalizer
    self.dependencies = dependencies
    self.script = script
    finalizing = finalize
    dependentKeys = dependents
  }

  convenience init(finalizer: String? = nil, _ script: @escaping Script) {
    self.init(finalizer: finalizer, dependencies: .none, script: script)
  }

  func reconcile(_ request: ReconcileRequest) async throws -> ReconcileResult {
    log.withLock { $0.requests.append(request) }
    return try await script(request)
  }

  func finalize(_ request: ReconcileRequest) async throws {
    try await finalizing(request)
    log.withLock { $0.finalized.append(request.key) }
  }

  func dependents(on change: ObjectChange, reader: StoreReader) -> [ObjectKey] { dependentKeys(change) }

  var requests: [ReconcileRequest] { log.withLock(\.requests) }
  var finalized: [ObjectKey] { log.withLock(\.finalized) }
}

/// Holds tasks until a test opens it.
final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiting = 0
    var streams: [AsyncStream<Void>.Continuation] = []
  }

  private let state = Mutex(State())

  /// How many have come to the gate so far.
  var arrivals: Int { state.withLock(\.waiting) }

  func open() {
    let streams = state.withLock { state in
      state.isOpen = true
      return state.streams
    }
    for stream in streams { stream.finish() }
  }

  /// - Throws: `CancellationError` when the task is cancelled while it waits.
  func pass() async throws {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    let isOpen = state.withLock { state in
      state.waiting += 1
      state.streams.append(continuation)
      return state.isOpen
    }
    if isOpen { return }
    for await _ in stream {}
    try Task.checkCancellation()
  }
}
