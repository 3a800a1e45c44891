import Controller
import Kube
import Store
import Structure
import Synchronization
import Testing
import Toolkit

@Suite("A reconcile")
struct ReconcileTests {
  @Test("writes status, conditions and events, and looks again after the interval")
  func success() async throws {
    let fixture = try RuntimeFixture()
    let reconciler = ScriptedReconciler { request in
      let event = EventRecord(
        about: request.object, severity: .info, timestamp: request.now(), reason: "NewArtifact",
        message: "stored artifact", reportingController: "test-controller")
      return ReconcileResult(
        .ready(reason: "Succeeded", message: "stored artifact"), status: ["observedIgnore": "*.md"],
        events: request.attempt == 0 ? [event] : [])
    }
    try await fixture.declare()
    try await fixture.running(reconciler) { runtime in
      try await eventually("ready") { try await fixture.condition(Condition.ready)?.status == .yes }
      try await fixture.idle(runtime)
      let object = try #require(try await fixture.object())
      #expect(object.status?["observedGeneration"] == 1)
      #expect(object.status?["observedIgnore"] == "*.md")
      #expect(object.conditions.map(\.type) == ["Ready"])
      #expect(try await fixture.events().map(\.message) == ["stored artifact"])
      fixture.time.advance(by: .seconds(599))
      #expect(reconciler.requests.count == 1)
      fixture.time.advance(by: .seconds(1))
      try await eventually("second look") { reconciler.requests.count == 2 }
    }
  }

  @Test("that finds nothing new writes nothing")
  func unchanged() async throws {
    let fixture = try RuntimeFixture()
    let reconciler = ScriptedReconciler()
    try await fixture.declare()
    try await fixture.running(reconciler) { runtime in
      try await eventually("ready") { try await fixture.condition(Condition.ready)?.status == .yes }
      let version = try await fixture.version()
      for look in 2...4 {
        try await fixture.idle(runtime)
        fixture.time.advance(by: .seconds(600))
        try await eventually("look \(look)") { reconciler.requests.count == look }
      }
      // A further object proves that the queue has come past the last look.
      try await fixture.declare("other")
      try await eventually("other") { reconciler.requests.count == 5 }
      try await eventually("the other's status") { try await fixture.version() == version + 2 }
      #expect(try await fixture.events().isEmpty)
    }
  }

  @Test("that fails is tried again with growing waits; it reports once, until it says something else")
  func failure() async throws {
    let fixture = try RuntimeFixture()
    let reconciler = ScriptedReconciler { request in
      throw ReconcileFailure(
        reason: "GitOperationFailed", message: request.attempt < 2 ? "host not found" : "access denied")
    }
    try await fixture.declare()
    try await fixture.running(reconciler) { runtime in
      for (look, wait) in [Duration.milliseconds(750), .milliseconds(1500), .seconds(3)].enumerated() {
        try await eventually("look \(look)") { reconciler.requests.count == look + 1 }
        try await fixture.idle(runtime)
        fixture.time.advance(by: wait - .milliseconds(1))
        #expect(runtime.states.map(\.depth) == [0])
        fixture.time.advance(by: .milliseconds(1))
      }
      try await eventually("the last look") { reconciler.requests.count == 4 }
      try await fixture.idle(runtime)
      let object = try #require(try await fixture.object())
      #expect(object.conditions.map(\.type) == ["Ready", "Reconciling"])
      #expect(object.status?["observedGeneration"] == -1)
      #expect(try await fixture.events().map(\.message) == ["host not found", "access denied"])
      #expect(try await fixture.events().allSatisfy { $0.severity == .error })
      #expect(reconciler.requests.map(\.attempt) == [0, 1, 2, 3])
    }
  }

  @Test("takes any error for a failure")
  func foreignError() async throws {
    struct Broken: Error, CustomStringConvertible { let description = "disk on fire" }
    let fixture = try RuntimeFixture()
    try await fixture.declare()
    try await fixture.running(ScriptedReconciler { _ in throw Broken() }) { _ in
      try await eventually("failed") { try await fixture.condition(Condition.ready)?.message == "disk on fire" }
      #expect(try await fixture.condition(Condition.ready)?.reason == "ReconciliationFailed")
    }
  }

  @Test("that waits for something else is no failure and backs off nothing")
  func waiting() async throws {
    let fixture = try RuntimeFixture()
    let reconciler = ScriptedReconciler { _ in
      ReconcileResult(.waiting(reason: "DependencyNotReady", message: "base is not ready", again: .seconds(30)))
    }
    try await fixture.declare()
    try await fixture.running(reconciler) { _ in
      try await eventually("waiting") {
        try await fixture.condition(Condition.ready)?.reason == "DependencyNotReady"
      }
      #expect(try await fixture.condition(Condition.stalled) == nil)
      try await eventually("the next look") {
        fixture.time.advance(by: .seconds(30))
        return reconciler.requests.count == 2
      }
      #expect(reconciler.requests.last?.attempt == 0)
      #expect(try await fixture.events().isEmpty)
    }
  }

  @Test(
    "does not happen for a spec with a mistake: it stalls until the spec changes",
    arguments: [
      (["url": "https://host/app", "interval": "5x"], "InvalidSpec", "spec.interval: \"5x\" is not a duration"),
      (
        ["url": "https://host/app", "interval": "5m", "recurseSubmodules": true], "UnsupportedField",
        "spec.recurseSubmodules: is not supported by this release yet"
      ),
    ] as [(Value, String, String)])
  func stalled(spec: Value, reason: String, message: String) async throws {
    let fixture = try RuntimeFixture()
    let reconciler = ScriptedReconciler()
    try await fixture.declare(spec: spec)
    try await fixture.running(reconciler) { _ in
      try await eventually("stalled") { try await fixture.condition(Condition.stalled)?.status == .yes }
      let ready = try #require(try await fixture.condition(Condition.ready))
      #expect(ready.status == .no)
      #expect(ready.reason == reason)
      #expect(ready.message.hasPrefix(message))
      #expect(try await fixture.events().map(\.reason) == [reason])
      fixture.time.advance(by: .seconds(24 * 3600))
      #expect(reconciler.requests.isEmpty)
      try await fixture.change { $0.spec = ["url": "https://host/app", "interval": "5m"] }
      try await eventually("ready") { try await fixture.condition(Condition.ready)?.status == .yes }
      #expect(try await fixture.condition(Condition.stalled) == nil)
    }
  }

  @Test("happens at once when it is asked for by annotation, and says which request it has handled")
  func requested() async throws {
    let fixture = try RuntimeFixture()
    let reconciler = ScriptedReconciler()
    try await fixture.declare()
    try await fixture.running(reconciler) { runtime in
      try await eventually("ready") { try await fixture.condition(Condition.ready)?.status == .yes }
      try await fixture.change { $0.annotations[ToolkitNames.requestedAt] = "now" }
      try await eventually("handled") { try await fixture.object()?.status?["lastHandledReconcileAt"] == "now" }
      #expect(reconciler.requests.map(\.isForced) == [false, true])
      try await fixture.idle(runtime)
      fixture.time.advance(by: .seconds(600))
      try await eventually("next interval") { reconciler.requests.count == 3 }
      #expect(reconciler.requests.last?.isForced == false)
    }
  }

  @Test("happens at once when the spec changes, but not when only labels do")
  func newGeneration() async throws {
    let fixture = try RuntimeFixture()
    let reconciler = ScriptedReconciler()
    try await fixture.declare()
    try await fixture.running(reconciler) { _ in
      try await eventually("ready") { try await fixture.condition(Condition.ready)?.status == .yes }
      try await fixture.change { $0.labels = ["team": "x"] }
      try await fixture.change { $0.spec?["ref"] = ["branch": "main"] }
      try await eventually("observed") { try await fixture.object()?.status?["observedGeneration"] == 2 }
      #expect(reconciler.requests.map(\.object.generation) == [1, 2])
    }
  }

  @Test("is cancelled by a new spec, which is reconciled instead")
  func superseded() async throws {
    let fixture = try RuntimeFixture()
    let gate = Gate()
    let reconciler = ScriptedReconciler { request in
      if request.object.generation == 1 { try await gate.pass() }
      return ReconcileResult(.ready(reason: "Succeeded", message: "generation \(request.object.generation)"))
    }
    try await fixture.declare()
    try await fixture.running(reconciler) { _ in
      try await eventually("at the gate") { gate.arrivals == 1 }
      try await fixture.change { $0.spec?["interval"] = "1m" }
      try await eventually("ready") { try await fixture.condition(Condition.ready)?.message == "generation 2" }
      #expect(try await fixture.events().isEmpty)
    }
  }

  @Test("does not happen while the object is suspended, and does when it is resumed")
  func suspension() async throws {
    let fixture = try RuntimeFixture()
    let reconciler = ScriptedReconciler()
    try await fixture.declare(spec: ["url": "https://host/app", "interval": "10m", "suspend": true])
    try await fixture.declare("other")
    try await fixture.running(reconciler, settings: fixture.settings(concurrent: 1)) { runtime in
      try await eventually("other") { reconciler.requests.map(\.key.name) == ["other"] }
      try await fixture.change { $0.annotations[ToolkitNames.requestedAt] = "now" }
      try await fixture.idle(runtime)
      fixture.time.advance(by: .seconds(600))
      try await eventually("other again") { reconciler.requests.map(\.key.name) == ["other", "other"] }
      #expect(try await fixture.object()?.status == nil)
      try await fixture.change { $0.spec?["suspend"] = nil }
      try await eventually("ready") { try await fixture.condition(Condition.ready)?.status == .yes }
    }
  }

  @Test("happens when something it depends on changes")
  func dependency() async throws {
    let fixture = try RuntimeFixture()
    let key = fixture.key
    let reconciler = ScriptedReconciler(
      dependencies: .kinds([GroupKind(group: "", kind: "Secret")]),
      dependents: { $0.key.name == "token" ? [key] : [] })
    try await fixture.declare()
    try await fixture.running(reconciler) { _ in
      try await eventually("ready") { try await fixture.condition(Condition.ready)?.status == .yes }
      for name in ["unrelated", "token"] {
        var secret = KubeObject(Mapping())
        secret.apiVersion = "v1"
        secret.kind = "Secret"
        secret.namespace = "apps"
        secret.name = name
        let made = secret
        _ = try await fixture.store.write { try $0.create(made) }
      }
      try await eventually("second look") { reconciler.requests.count == 2 }
    }
  }

  @Test("that reports progress says so at once, and then how it ended")
  func progress() async throws {
    let fixture = try RuntimeFixture()
    let gate = Gate()
    let reconciler = ScriptedReconciler { request in
      await request.progress(message: "fetching main@sha1:abc")
      try await gate.pass()
      return ReconcileResult(.ready(reason: "Succeeded", message: "stored"))
    }
    try await fixture.declare()
    try await fixture.running(reconciler) { _ in
      try await eventually("progressing") {
        try await fixture.condition(Condition.reconciling)?.message == "fetching main@sha1:abc"
      }
      #expect(try await fixture.condition(Condition.ready)?.status == .unknown)
      #expect(try await fixture.object()?.isReady == false)
      gate.open()
      try await eventually("ready") { try await fixture.condition(Condition.ready)?.status == .yes }
      #expect(try await fixture.condition(Condition.reconciling) == nil)
    }
  }

  @Test("that was cancelled too late keeps what it did: its status is written")
  func cancelledTooLate() async throws {
    let fixture = try RuntimeFixture()
    let gate = Gate()
    let reconciler = ScriptedReconciler { request in
      guard request.object.generation == 1 else {
        return ReconcileResult(.ready(reason: "Succeeded", message: "second"))
      }
      try? await gate.pass()  // comes back when the new generation cancels this one
      return ReconcileResult(.ready(reason: "Succeeded", message: "first"), status: ["lastAppliedRevision": "a"])
    }
    try await fixture.declare()
    try await fixture.running(reconciler) { _ in
      try await eventually("at the gate") { gate.arrivals == 1 }
      try await fixture.change { $0.spec?["interval"] = "1m" }
      try await eventually("second") { try await fixture.condition(Condition.ready)?.message == "second" }
      #expect(try await fixture.object()?.status?["lastAppliedRevision"] == "a")
    }
  }

  @Test("that was cancelled half-way keeps the status of its failure, but no condition of it")
  func cancelledHalfWay() async throws {
    let fixture = try RuntimeFixture()
    let gate = Gate()
    let reconciler = ScriptedReconciler { request in
      guard request.object.generation == 1 else {
        return ReconcileResult(.ready(reason: "Succeeded", message: "second"))
      }
      do { try await gate.pass() } catch {
        throw ReconcileFailure(reason: "Cancelled", message: "half-way", status: ["lastAttemptedRevision": "a"])
      }
      return ReconcileResult(.ready(reason: "Succeeded", message: "first"))
    }
    try await fixture.declare()
    try await fixture.running(reconciler) { _ in
      try await eventually("at the gate") { gate.arrivals == 1 }
      try await fixture.change { $0.spec?["interval"] = "1m" }
      try await eventually("second") { try await fixture.condition(Condition.ready)?.message == "second" }
      #expect(try await fixture.object()?.status?["lastAttemptedRevision"] == "a")
      #expect(try await fixture.events().isEmpty)
    }
  }
}
