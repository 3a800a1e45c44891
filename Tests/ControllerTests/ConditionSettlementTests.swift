import Controller
import Kube
import Testing

@Suite("The settlement of conditions")
struct ConditionSettlementTests {
  private static let before = Timestamp(secondsSinceEpoch: 1000)
  private static let now = Timestamp(secondsSinceEpoch: 2000)

  /// Every settlement, from nothing and from every other one: what stands in the end does not depend on what stood.
  private static let table: [(ConditionSettlement, [String])] = [
    (
      .progressing(reason: "Progressing", message: "m"),
      ["Ready=Unknown Progressing m", "Reconciling=True Progressing m"]
    ),
    (.ready(reason: "Succeeded", message: "m"), ["Ready=True Succeeded m"]),
    (
      .waiting(reason: "DependencyNotReady", message: "m"),
      ["Ready=False DependencyNotReady m", "Reconciling=True ProgressingWithRetry waiting to try again"]
    ),
    (
      .failed(reason: "GitOperationFailed", message: "m"),
      ["Ready=False GitOperationFailed m", "Reconciling=True ProgressingWithRetry waiting to try again"]
    ),
    (.stalled(reason: "InvalidSpec", message: "m"), ["Ready=False InvalidSpec m", "Stalled=True InvalidSpec m"]),
  ]

  @Test("leaves the same conditions whatever stood before", arguments: table.indices)
  func settling(row: Int) {
    let (settlement, expected) = Self.table[row]
    for (earlier, _) in Self.table {
      let start = earlier.settle([], generation: 1, now: Self.before)
      for conditions in [[], start] {
        let settled = settlement.settle(conditions, generation: 2, now: Self.now)
        #expect(settled.map { "\($0.type)=\($0.status.rawValue) \($0.reason) \($0.message)" } == expected)
        #expect(settled.map(\.observedGeneration) == settled.map { _ in 2 })
      }
    }
  }

  @Test("keeps the conditions of other types")
  func others() {
    let other = Condition(
      type: "ArtifactInStorage", status: .yes, reason: "Succeeded", message: "", observedGeneration: 1,
      lastTransitionTime: Self.before)
    let settled = ConditionSettlement.ready(reason: "Succeeded", message: "").settle(
      [other], generation: 2, now: Self.now)
    #expect(settled.map(\.type) == ["Ready", "ArtifactInStorage"])
    #expect(settled.last == other)
  }

  @Test("changes nothing when the same happens again")
  func idempotence() {
    for (settlement, _) in Self.table {
      let first = settlement.settle([], generation: 1, now: Self.before)
      #expect(settlement.settle(first, generation: 1, now: Self.now) == first)
    }
  }

  @Test("keeps within what the schema of conditions allows")
  func limits() {
    let message = String(repeating: "é", count: 40_000)
    let settled = ConditionSettlement.failed(reason: "", message: message).settle([], generation: 1, now: Self.now)
    #expect((settled.first?.message.utf8.count ?? .max) <= Condition.messageLimit)
    #expect(settled.allSatisfy { !$0.reason.isEmpty })
  }

  @Test("observes a generation when there is nothing more to do for it")
  func observing() {
    #expect(Self.table.map(\.0.observesGeneration) == [false, true, false, false, true])
  }
}
