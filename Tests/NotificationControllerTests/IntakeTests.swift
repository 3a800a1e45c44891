import Kube
import Logging
import Store
import Structure
import Testing

@testable import NotificationController

@Suite struct IntakeTests {
  private func intake(_ house: House, expiry: Duration = .seconds(3600)) -> EventIntake {
    EventIntake(store: house.store, acrossNamespaces: true, expiry: expiry, log: Logger(label: "test"))
  }

  @Test("each event is taken in once, however many take in at the same time")
  func once() async throws {
    let house = try House()
    try await house.putAlert()
    for number in 0..<250 { try await house.report(House.event("event \(number)")) }
    let added = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 { group.addTask { try await self.intake(house).run() } }
      return try await group.reduce(0, +)
    }
    #expect(added == 250)
    #expect(try await house.store.read { try $0.cursor(EventIntake.cursor) } == 250)
    #expect(try await intake(house).run() == 0)
  }

  @Test("a look that finds nothing writes nothing")
  func idle() async throws {
    let house = try House()
    try await house.report(House.event("x"))
    _ = try await intake(house).run()
    let wakeups = house.store.wakeups()
    _ = try await intake(house).run()
    try await house.report(House.event("y"))
    var count = 0
    for await _ in wakeups {
      count += 1
      break
    }
    #expect(count == 1)
    #expect(try await house.store.read { try $0.cursor(EventIntake.cursor) } == 1)
  }

  @Test("a suspended provider takes nothing in, a missing one keeps what comes")
  func providers() async throws {
    let house = try House()
    try await house.putAlert("waits", provider: "missing")
    try await house.putAlert("silent", provider: "suspended")
    try await house.put([
      "apiVersion": "notification.toolkit.fluxcd.io/v1beta3", "kind": "Provider",
      "metadata": ["name": "suspended", "namespace": "apps"],
      "spec": ["type": "generic", "address": "http://127.0.0.1:1", "suspend": true],
    ])
    try await house.report(House.event("x"))
    _ = try await intake(house).run()
    #expect(try await house.states(of: "waits") == [.pending])
    #expect(try await house.states(of: "silent").isEmpty)
  }

  @Test("events that are too old to be told when the daemon first looks are passed over")
  func old() async throws {
    let house = try House()
    try await house.putAlert()
    try await house.report(
      House.event("old", at: Timestamp.now - .seconds(1)), House.event("new", at: Timestamp.now + .seconds(5)))
    _ = try await intake(house, expiry: .milliseconds(1)).run()
    #expect(try await house.states().count == 1)
  }
}
