import Kube
import Store
import Structure
import Testing

@Suite("Events and deliveries")
struct EventTests {
  let fixture: StoreFixture
  var store: Store { fixture.store }
  let alert = ObjectKey(
    group: "notification.toolkit.fluxcd.io", kind: "Alert", namespace: "flux-system", name: "chat")

  init() throws { fixture = try StoreFixture() }

  private func event(_ message: String, about name: String = "a") -> EventRecord {
    EventRecord(
      about: counter(name), severity: .info, timestamp: fixture.clock.now, reason: "Tested", message: message,
      reportingController: "test", metadata: ["revision": "main@sha1:abc"])
  }

  @Test("Events are read in order, after a sequence and by object")
  func read() async throws {
    let events = [event("one"), event("two", about: "b"), event("three")]
    let sequences = try await store.write { writer in try events.map { try writer.record($0) } }
    #expect(sequences == [1, 2, 3])
    let stored = try await store.read { try $0.events() }
    #expect(stored.map(\.message) == ["one", "two", "three"])
    #expect(stored[0].metadata == ["revision": "main@sha1:abc"])
    #expect(stored[0].id == events[0].id)
    #expect(stored[0].timestamp == fixture.clock.now)
    #expect(try await store.read { try $0.events(after: 1, involved: counterKey("a")).map(\.message) } == ["three"])
    #expect(try await store.read { try $0.latestEvents(limit: 2).map(\.message) } == ["two", "three"])
    #expect(try await store.read { try $0.lastEvent } == 3)
  }

  @Test("An event is there exactly when the status of its transaction is")
  func outbox() async throws {
    struct Crash: Error {}
    let event = event("failed")
    await #expect(throws: Crash.self) {
      try await store.write { writer in
        _ = try writer.create(counter("a"))
        try writer.record(event)
        throw Crash()
      }
    }
    #expect(try await store.read { try $0.events() } == [])
  }

  @Test("An intent is kept for its object until it is told, and goes with the object")
  func intents() async throws {
    let store = fixture.store
    let owner = try await store.write { try $0.create(counter("a")) }
    let intent = ChangeIntent(
      revision: "main@sha1:1",
      changes: [
        .init(object: counterKey("new"), action: "created", apiVersion: "v1", before: nil),
        .init(object: counterKey("old"), action: "configured", apiVersion: "v1", before: "7"),
      ])
    try await store.write { try $0.setIntent(intent, of: owner) }
    #expect(try await store.read { try $0.intent(of: owner) } == intent)
    try await store.write { try $0.removeIntent(of: owner.key) }
    #expect(try await store.read { try $0.intent(of: owner) } == nil)

    try await store.write { try $0.setIntent(intent, of: owner) }
    try await store.write { _ = try $0.delete(owner.key) }
    #expect(try await store.read { try $0.intent(of: owner) } == nil)
    // One that was made anew under the same name has no part in it.
    let next = try await store.write { writer in
      try writer.setIntent(intent, of: owner)
      return try writer.create(counter("a"))
    }
    #expect(try await store.read { try $0.intent(of: next) } == nil)
  }

  @Test("A delivery is due until it is accepted, also when the reader of the outbox comes twice")
  func deliver() async throws {
    let (alert, event) = (alert, event("one"))
    let isNew = try await store.write { writer in
      let sequence = try writer.record(event)
      return (
        try writer.enqueueDelivery(alert: alert, event: sequence),
        try writer.enqueueDelivery(alert: alert, event: sequence)
      )
    }
    #expect(isNew == (true, false))
    let now = fixture.clock.now
    let due = try #require(try await store.read { try $0.dueDeliveries(now: now).first })
    #expect(due.alert == alert && due.event == 1 && due.attempts == 0)

    let later = now + .seconds(30)
    #expect(try await store.write { try $0.retryDelivery(due.id, at: later, error: "503") } == .pending)
    #expect(try await store.read { try $0.dueDeliveries(now: now) } == [])
    #expect(try await store.read { try $0.nextDelivery } == later)
    let again = try #require(try await store.read { try $0.dueDeliveries(now: later).first })
    #expect(again.attempts == 1 && again.error == "503")

    try await store.write { try $0.finishDelivery(due.id) }
    #expect(try await store.read { try $0.dueDeliveries(now: later) } == [])
    #expect(try await store.read { try $0.deliveries(alert: alert).map(\.state) } == [.delivered])
    #expect(try await store.read { try $0.nextDelivery } == nil)
  }

  @Test("A delivery that is not accepted in time expires")
  func expire() async throws {
    let (alert, event) = (alert, event("one"))
    try await store.write { writer in
      for _ in 0..<2 {
        try writer.enqueueDelivery(alert: alert, event: writer.record(event), expiresAfter: .seconds(60))
      }
    }
    let late = fixture.clock.now + .seconds(61)
    #expect(try await store.write { try $0.retryDelivery(1, at: late, error: "503") } == .expired)
    fixture.clock.advance(.seconds(60))
    let now = fixture.clock.now
    #expect(try await store.read { try $0.dueDeliveries(now: now) } == [])
    #expect(try await store.write { try $0.expireDeliveries().map(\.id) } == [2])
  }

  @Test("Old events stay while a delivery is pending or a cursor is behind, but not for ever")
  func trim() async throws {
    let (alert, event) = (alert, event("old"))
    try await store.write { writer in
      for _ in 0..<4 { try writer.record(event) }
      try writer.enqueueDelivery(alert: alert, event: 1)
      try writer.enqueueDelivery(alert: alert, event: 2)
      try writer.finishDelivery(2)
      try writer.setCursor("alerts", 3)
    }
    #expect(try await store.write { try $0.trimEvents() } == 0)
    fixture.clock.advance(.seconds(48 * 3600))
    #expect(try await store.write { try $0.trimEvents() } == 2)
    #expect(try await store.read { try $0.events().map(\.sequence) } == [1, 4])
    try await store.write { writer in
      try writer.finishDelivery(1)
      try writer.setCursor("alerts", 4)
    }
    #expect(try await store.write { try $0.trimEvents() } == 2)
    #expect(try await store.read { try $0.cursor("alerts") } == 4)
    #expect(try await store.write { try $0.record(event) } == 5)
    fixture.clock.advance(.seconds(30 * 24 * 3600))
    #expect(try await store.write { try $0.trimEvents() } == 1)
  }
}
