import Controller
import Kube
import Store
import Structure
import Synchronization
import Testing
import Toolkit

@Suite("Deletion")
struct FinalizerTests {
  @Test("keeps the object until its reconciler has undone what it did")
  func finalizing() async throws {
    let fixture = try RuntimeFixture()
    let gate = Gate()
    let reconciler = ScriptedReconciler(finalizer: ToolkitNames.finalizer, finalize: { _ in try await gate.pass() })
    try await fixture.declare()
    try await fixture.running(reconciler) { _ in
      try await eventually("ready") { try await fixture.condition(Condition.ready)?.status == .yes }
      #expect(try await fixture.object()?.finalizers == [ToolkitNames.finalizer])
      #expect(try await fixture.object()?.generation == 1)
      _ = try await fixture.store.write { try $0.delete(fixture.key) }
      try await eventually("finalizing") { gate.arrivals == 1 }
      #expect(try await fixture.object()?.deletionTimestamp != nil)
      gate.open()
      try await eventually("gone") { try await fixture.object() == nil }
      #expect(reconciler.finalized == [fixture.key])
    }
  }

  @Test("is tried again when undoing fails, and says why in the condition")
  func failing() async throws {
    let fixture = try RuntimeFixture()
    let failures = Mutex(1)
    let reconciler = ScriptedReconciler(
      finalizer: ToolkitNames.finalizer,
      finalize: { _ in
        let fails = failures.withLock { count in
          defer { count -= 1 }
          return count > 0
        }
        if fails { throw ReconcileFailure(reason: "PruneFailed", message: "the cluster is away") }
      })
    try await fixture.declare()
    try await fixture.running(reconciler) { _ in
      try await eventually("ready") { try await fixture.condition(Condition.ready)?.status == .yes }
      _ = try await fixture.store.write { try $0.delete(fixture.key) }
      try await eventually("failed") { try await fixture.condition(Condition.ready)?.reason == "PruneFailed" }
      try await eventually("gone") {
        fixture.time.advance(by: .milliseconds(750))
        return try await fixture.object() == nil
      }
    }
  }

  @Test("cancels a reconcile that is running")
  func cancelling() async throws {
    let fixture = try RuntimeFixture()
    let gate = Gate()
    let reconciler = ScriptedReconciler(finalizer: ToolkitNames.finalizer) { _ in
      try await gate.pass()
      return ReconcileResult(.ready(reason: "Succeeded", message: "never"))
    }
    try await fixture.declare()
    try await fixture.running(reconciler) { _ in
      try await eventually("at the gate") { gate.arrivals == 1 }
      _ = try await fixture.store.write { try $0.delete(fixture.key) }
      try await eventually("gone") { try await fixture.object() == nil }
      #expect(reconciler.finalized == [fixture.key])
    }
  }

  @Test("works for a spec with a mistake, too")
  func invalidSpec() async throws {
    let fixture = try RuntimeFixture()
    let reconciler = ScriptedReconciler(finalizer: ToolkitNames.finalizer)
    try await fixture.declare()
    try await fixture.running(reconciler) { _ in
      try await eventually("ready") { try await fixture.condition(Condition.ready)?.status == .yes }
      try await fixture.change { $0.spec = ["bogus": true] }
      try await eventually("stalled") { try await fixture.condition(Condition.stalled)?.status == .yes }
      _ = try await fixture.store.write { try $0.delete(fixture.key) }
      try await eventually("gone") { try await fixture.object() == nil }
    }
  }
}
