import Kube
import Logging
import Store
import Structure
import Testing
import Toolkit

@testable import NotificationController

/// Which of a row of events become deliveries.
@Suite struct RepetitionTests {
  /// One event: severity, message, revision and the second at which it happens.
  struct Step: Sendable {
    var severity: EventRecord.Severity
    var message: String
    var revision: String
    var second: Int64

    init(_ severity: EventRecord.Severity, _ message: String, _ revision: String, _ second: Int64) {
      self.severity = severity
      self.message = message
      self.revision = revision
      self.second = second
    }
  }

  struct Story: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var steps: [Step]
    /// The positions of the steps that are told.
    var told: [Int]
  }

  static let stories = [
    Story(
      testDescription: "a failure that lasts is told once in five minutes",
      steps: [
        Step(.error, "down", "1", 0), Step(.error, "down", "1", 10), Step(.error, "down", "1", 299),
        Step(.error, "down", "1", 301), Step(.error, "down", "1", 310),
      ], told: [0, 3]),
    Story(
      testDescription: "a recovery and the failure after it are told",
      steps: [
        Step(.error, "down", "1", 0), Step(.info, "up", "1", 5), Step(.error, "down", "1", 10),
        Step(.info, "up", "1", 15),
      ], told: [0, 1, 2, 3]),
    Story(
      testDescription: "another message is told, the first one is not repeated after it",
      steps: [
        Step(.error, "down", "1", 0), Step(.error, "further down", "1", 5), Step(.error, "down", "1", 10),
      ], told: [0, 1]),
    Story(
      testDescription: "another revision is told, and the way back too",
      steps: [Step(.info, "applied", "1", 0), Step(.info, "applied", "2", 5), Step(.info, "applied", "1", 10)],
      told: [0, 1, 2]),
    Story(
      testDescription: "traces in between change nothing",
      steps: [Step(.error, "down", "1", 0), Step(.trace, "up to date", "2", 1), Step(.error, "down", "1", 2)],
      told: [0]),
  ]

  @Test("repetitions are not told", arguments: stories)
  func story(story: Story) async throws {
    let house = try House()
    try await house.putAlert()
    let start = Timestamp.now + .seconds(1)
    let intake = EventIntake(
      store: house.store, acrossNamespaces: true, expiry: .seconds(3600), log: Logger(label: "test"))
    var sequences: [Int64] = []
    for step in story.steps {
      sequences.append(
        try await house.report(
          House.event(
            step.message, severity: step.severity, reason: "R", revision: step.revision,
            at: start + .seconds(step.second))))
      _ = try await intake.run()  // as events come one by one
    }
    let told = try await house.store.read { reader in
      try reader.deliveries(alert: Alert.key(namespace: "apps", name: "all")).map(\.event).sorted()
    }
    #expect(told == story.told.map { sequences[$0] })
  }

  @Test("what another object says, and what another alert was told, counts for nothing")
  func apart() async throws {
    let house = try House()
    try await house.putAlert("one")
    var other = House.application
    other.name = "other"
    try await house.report(House.event("down", severity: .error), House.event("down", severity: .error, object: other))
    let intake = EventIntake(
      store: house.store, acrossNamespaces: true, expiry: .seconds(3600), log: Logger(label: "test"))
    #expect(try await intake.run() == 2)
    try await house.putAlert("two")
    try await house.report(House.event("down", severity: .error))
    #expect(try await intake.run() == 1)
    #expect(try await house.states(of: "two").count == 1)
  }
}
