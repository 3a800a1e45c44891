import HTTP
import Kube
import Store
import Structure
import Testing
import Toolkit

@testable import NotificationController

@Suite struct DispatcherTests {
  @Test("an event reaches the receiver with the metadata of its alert, and counts as delivered")
  func delivers() async throws {
    let house = try House()
    let receiver = try await Receiver()
    try await house.putProvider(address: receiver.url)
    try await house.putAlert("all", provider: "chat", ["eventMetadata": ["cluster": "prod"]])
    try await house.with(house.dispatcher()) {
      try await house.report(House.event("applied", revision: "main@sha1:1"))
      try await receiver.waitUntil { $0.texts == ["applied"] }
      try await house.waitUntil { reader in
        try reader.deliveries(alert: Alert.key(namespace: "apps", name: "all")).map(\.state) == [.delivered]
      }
    }
    let body = try #require(receiver.messages.first?.body)
    #expect(body["metadata"] == ["cluster": "prod", "revision": "main@sha1:1"])
    #expect(body["involvedObject"]?["name"] == "shop")
  }

  @Test("a receiver that fails at first gets every message, in order")
  func failsFirst() async throws {
    let house = try House()
    let receiver = try await Receiver { number, _ in number < 3 ? .status(503) : .status(204) }
    try await house.putProvider(address: receiver.url)
    try await house.putAlert()
    try await house.with(house.dispatcher()) {
      for number in 0..<5 { try await house.report(House.event("event \(number)")) }
      try await receiver.waitUntil { $0.texts.count == 5 }
    }
    #expect(receiver.texts == (0..<5).map { "event \($0)" })
    #expect(receiver.messages.prefix(3).compactMap { $0.body["message"]?.string } == ["event 0", "event 0", "event 0"])
  }

  @Test("a receiver that is away gets what happened meanwhile when it comes back")
  func away() async throws {
    let house = try House()
    let first = try await Receiver()
    let port = first.port
    await first.stop()
    try await house.putProvider(address: "http://127.0.0.1:\(port)/hook")
    try await house.putAlert()
    let dispatcher = try house.dispatcher()
    try await house.with(dispatcher) {
      try await house.report(House.event("one"), House.event("two"))
      try await house.waitUntil { reader in
        try reader.deliveries(alert: Alert.key(namespace: "apps", name: "all")).contains { $0.attempts >= 2 }
      }
      #expect(dispatcher.health.trouble(of: Provider.key(namespace: "apps", name: "chat")) != nil)
      let second = try await Receiver(port: port)
      try await second.waitUntil { $0.texts == ["one", "two"] }
      try await house.waitUntil { reader in
        try reader.deliveries(alert: Alert.key(namespace: "apps", name: "all")).allSatisfy { $0.state == .delivered }
      }
    }
    #expect(dispatcher.health.trouble(of: Provider.key(namespace: "apps", name: "chat")) == nil)
  }

  @Test("receivers that hang do not hold up another one")
  func hanging() async throws {
    let house = try House()
    let dead = try await Receiver { _, _ in .nothing }
    let alive = try await Receiver()
    for number in 0..<8 {
      try await house.putProvider("dead-\(number)", address: dead.url, timeout: "60s")
      try await house.putAlert("dead-\(number)", provider: "dead-\(number)")
    }
    try await house.putProvider("alive", address: alive.url)
    try await house.putAlert("alive", provider: "alive")
    try await house.with(house.dispatcher()) {
      try await house.report(House.event("one"))
      try await dead.waitUntil { $0.messages.count == 8 }
      try await house.report(House.event("two"))
      try await alive.waitUntil { $0.texts == ["one", "two"] }
    }
    await dead.stop()
  }

  @Test("Retry-After is honoured")
  func retryAfter() async throws {
    let house = try House()
    let receiver = try await Receiver { number, _ in
      number == 0 ? .status(429, retryAfter: "1") : .status(200)
    }
    try await house.putProvider(address: receiver.url)
    try await house.putAlert()
    try await house.with(house.dispatcher(first: .milliseconds(1))) {
      try await house.report(House.event("x"))
      try await receiver.waitUntil { $0.texts == ["x"] }
    }
    let times = receiver.messages.map(\.received)
    #expect(times.count == 2)
    #expect(times[1] - times[0] >= .milliseconds(990))
  }

  @Test("a message that the receiver calls malformed steps aside, is kept, and is reported on the alert")
  func malformed() async throws {
    let house = try House()
    let receiver = try await Receiver { _, body in
      body["message"] == "bad" ? .status(400, body: "no such SECRETPATH") : .status(200)
    }
    try await house.putProvider(address: receiver.url)
    try await house.putAlert()
    try await house.with(house.dispatcher(first: .seconds(60))) {
      try await house.report(House.event("bad"), House.event("good"))
      try await receiver.waitUntil { $0.texts == ["good"] }
      try await house.waitUntil { reader in
        try reader.deliveries(alert: Alert.key(namespace: "apps", name: "all")).map(\.state) == [.delivered, .pending]
      }
    }
    let events = try await house.store.read { try $0.events(involved: Alert.key(namespace: "apps", name: "all")) }
    #expect(events.map(\.reason) == ["NotificationRefused"])
    #expect(events.first?.message.contains("status 400") == true)
    #expect(events.first?.message.contains("SECRETPATH") == false)
  }

  @Test("a new address is used at once, without waiting for the next attempt")
  func newAddress() async throws {
    let house = try House()
    let wrong = try await Receiver { _, _ in .status(404) }
    let right = try await Receiver()
    try await house.putProvider(address: wrong.url)
    try await house.putAlert()
    try await house.with(house.dispatcher(first: .seconds(3600), longest: .seconds(3600))) {
      try await house.report(House.event("x"))
      try await wrong.waitUntil { $0.messages.count == 1 }
      try await house.waitUntil { reader in
        try reader.deliveries(alert: Alert.key(namespace: "apps", name: "all")).map(\.attempts) == [1]
      }
      try await house.putProvider(address: right.url)
      try await right.waitUntil { $0.texts == ["x"] }
    }
  }

  @Test("events wait for a provider and its Secret to appear")
  func lateProvider() async throws {
    let house = try House()
    let receiver = try await Receiver()
    try await house.putAlert()
    try await house.with(house.dispatcher()) {
      try await house.report(House.event("x"))
      try await house.put([
        "apiVersion": "notification.toolkit.fluxcd.io/v1beta3", "kind": "Provider",
        "metadata": ["name": "chat", "namespace": "apps"],
        "spec": ["type": "generic", "secretRef": ["name": "address"]],
      ])
      try await house.put([
        "apiVersion": "v1", "kind": "Secret", "metadata": ["name": "address", "namespace": "apps"],
        "stringData": ["address": .string(receiver.url)],
      ])
      try await receiver.waitUntil { $0.texts == ["x"] }
    }
  }

  @Test("a daemon that ends in the middle of a message sends it again after its restart")
  func restart() async throws {
    let house = try House()
    let port: Int
    do {
      let receiver = try await Receiver { _, _ in .nothing }
      port = receiver.port
      try await house.putProvider(address: "http://127.0.0.1:\(port)/hook", timeout: "60s")
      try await house.putAlert()
      try await house.with(house.dispatcher()) {
        try await house.report(House.event("x"))
        // It has the message, and never says so.
        try await receiver.waitUntil { $0.messages.count == 1 }
      }
      await receiver.stop()
    }
    #expect(try await house.states() == [.pending])
    let receiver = try await Receiver(port: port)
    try await house.with(house.dispatcher()) { try await receiver.waitUntil { $0.texts == ["x"] } }
  }

  @Test("what expires and what lost its alert is settled, and the first is reported")
  func hopeless() async throws {
    let house = try House()
    try await house.putAlert("late", provider: "missing")
    try await house.putAlert("gone", provider: "missing")
    let event = try await house.report(House.event("x"))
    try await house.store.write { writer in
      try writer.setCursor(EventIntake.cursor, event)
      try writer.enqueueDelivery(
        alert: Alert.key(namespace: "apps", name: "late"), event: event, expiresAfter: .zero)
      try writer.enqueueDelivery(alert: Alert.key(namespace: "apps", name: "gone"), event: event)
      try writer.delete(Alert.key(namespace: "apps", name: "gone"))
    }
    try await house.with(house.dispatcher()) {
      try await house.waitUntil { reader in
        try reader.events(involved: Alert.key(namespace: "apps", name: "late")).map(\.reason) == ["NotificationExpired"]
      }
    }
    #expect(try await house.states(of: "late") == [.expired])
    #expect(try await house.states(of: "gone") == [.failed])
  }

  @Test("with fewer lanes than receivers every receiver gets its turn")
  func fewLanes() async throws {
    let house = try House()
    let receiver = try await Receiver()
    for number in 0..<5 {
      try await house.putProvider("p\(number)", address: receiver.url)
      try await house.putAlert("a\(number)", provider: "p\(number)")
    }
    try await house.with(house.dispatcher(lanes: 1)) {
      try await house.report(House.event("x"))
      try await receiver.waitUntil { $0.texts.count == 5 }
    }
  }
}
