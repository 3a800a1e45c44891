import Controller
import Kube
import Logging
import Store
import Structure
import Synchronization
import Testing
import Toolkit

@Suite("A shutdown")
struct ShutdownTests {
  @Test("lets running work end, takes no more, and gives the lease back")
  func draining() async throws {
    let fixture = try RuntimeFixture()
    let gate = Gate()
    let reconciler = ScriptedReconciler { _ in
      try await gate.pass()
      return ReconcileResult(.ready(reason: "Succeeded", message: "finished"))
    }
    try await fixture.declare("app")
    try await fixture.declare("later")
    try await fixture.running(reconciler, settings: fixture.settings(concurrent: 1)) { runtime in
      try await eventually("at work") { gate.arrivals == 1 }
      runtime.shutDown()
      fixture.time.advance(by: .seconds(19))
      gate.open()
    }
    #expect(reconciler.requests.count == 1)
    #expect(try await fixture.condition(Condition.ready)?.message == "finished")
    #expect(try await fixture.store.lease("controller/\(GitRepository.groupKind)") == nil)
  }

  @Test("cancels what has not ended within the grace period, and leaves its status alone")
  func cancelling() async throws {
    let fixture = try RuntimeFixture()
    let gate = Gate()
    let reconciler = ScriptedReconciler { _ in
      try await gate.pass()
      return ReconcileResult(.ready(reason: "Succeeded", message: "never"))
    }
    try await fixture.declare()
    let runtime = ControllerRuntime(
      store: fixture.store, reconcilers: [reconciler], settings: fixture.settings(), log: .init(label: "test"))
    let ended = Mutex(false)
    let task = Task {
      try await runtime.run()
      ended.withLock { $0 = true }
    }
    try await eventually("at work") { gate.arrivals == 1 }
    runtime.shutDown()
    try await eventually("ended") {
      fixture.time.advance(by: .seconds(20))
      return ended.withLock(\.self)
    }
    try await task.value
    #expect(try await fixture.object()?.status == nil)
  }

  @Test("and a start later look at each object once, and change nothing")
  func restart() async throws {
    let fixture = try RuntimeFixture()
    try await fixture.declare()
    let first = ScriptedReconciler()
    try await fixture.running(first) { _ in
      try await eventually("ready") { try await fixture.condition(Condition.ready)?.status == .yes }
    }
    let version = try await fixture.version()
    let second = ScriptedReconciler()
    try await fixture.running(second) { _ in
      try await eventually("looked at") { second.requests.count == 1 }
    }
    #expect(try await fixture.version() == version)
    #expect(second.requests.count == 1)
  }
}
