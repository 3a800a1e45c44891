import Controller
import Kube
import Logging
import Store
import Structure
import Testing
import Toolkit

@Suite("The lease of a kind")
struct LeaseTests {
  @Test("keeps a second process waiting until the first one ends, with nothing done twice")
  func handover() async throws {
    let fixture = try RuntimeFixture()
    let (first, second) = (ScriptedReconciler(), ScriptedReconciler())
    try await fixture.declare()
    try await fixture.running(first) { firstRuntime in
      try await eventually("first works") { first.requests.count == 1 }
      let standby = ControllerRuntime(
        store: fixture.store, reconcilers: [second], settings: fixture.settings(), log: .init(label: "standby"))
      let task = Task { try await standby.run() }
      try await eventually("standing by") { standby.isReady }
      #expect(standby.states.map(\.isLeader) == [false])
      #expect(firstRuntime.states.map(\.isLeader) == [true])
      firstRuntime.shutDown()
      try await eventually("taken over") {
        fixture.time.advance(by: .seconds(2))
        return second.requests.count >= 1
      }
      let looks = first.requests.count
      standby.shutDown()
      try await task.value
      #expect(first.requests.count == looks)
    }
  }

  @Test("of a holder that is silent is taken when it has expired")
  func expiry() async throws {
    let fixture = try RuntimeFixture()
    let reconciler = ScriptedReconciler()
    try await fixture.declare()
    let other = LeaseHolder.current()
    let name = "controller/\(GitRepository.groupKind)"
    #expect(try await fixture.store.acquireLease(name, holder: other, duration: .seconds(60)))
    try await fixture.running(reconciler) { runtime in
      try await eventually("standing by") { runtime.isReady }
      fixture.time.advance(by: .seconds(50))
      #expect(reconciler.requests.isEmpty)
      try await eventually("taken over") {
        fixture.time.advance(by: .seconds(2))
        return reconciler.requests.count == 1
      }
      #expect(try await fixture.store.lease(name)?.holder != other.text)
    }
  }

  @Test("is renewed in time, which wakes nobody")
  func renewal() async throws {
    let fixture = try RuntimeFixture()
    let reconciler = ScriptedReconciler()
    let name = "controller/\(GitRepository.groupKind)"
    try await fixture.running(reconciler) { runtime in
      try await eventually("leading") { runtime.isReady }
      let version = try await fixture.version()
      let before = try #require(try await fixture.store.lease(name))
      for _ in 0..<5 {
        let last = try #require(try await fixture.store.lease(name))
        try await eventually("renewed") {
          fixture.time.advance(by: .seconds(20))
          return try await fixture.store.lease(name)?.renewed != last.renewed
        }
      }
      let after = try #require(try await fixture.store.lease(name))
      #expect(after.holder == before.holder)
      #expect(after.transitions == before.transitions)
      #expect(try await fixture.version() == version)
    }
  }

  @Test("when lost, ends the work on the kind at once")
  func loss() async throws {
    let fixture = try RuntimeFixture()
    let gate = Gate()
    let name = "controller/\(GitRepository.groupKind)"
    let reconciler = ScriptedReconciler { _ in
      try await gate.pass()
      return ReconcileResult(.ready(reason: "Succeeded", message: "never"))
    }
    let settings = fixture.settings()
    try await fixture.declare()
    try await fixture.running(reconciler, settings: settings) { runtime in
      try await eventually("at work") { gate.arrivals == 1 }
      try await fixture.store.releaseLease(name, holder: settings.holder)
      let thief = LeaseHolder.current()
      #expect(try await fixture.store.acquireLease(name, holder: thief, duration: .seconds(3600)))
      try await eventually("stopped") {
        fixture.time.advance(by: .seconds(20))
        return runtime.states.map(\.isLeader) == [false]
      }
      #expect(try await fixture.object()?.status == nil)
      #expect(try await fixture.store.lease(name)?.holder == thief.text)
    }
  }
}
