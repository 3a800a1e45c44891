import Kube
import Structure
import Testing

@Suite("Conditions")
struct ConditionTests {
  private let early = Timestamp(secondsSinceEpoch: 1_000)
  private let late = Timestamp(secondsSinceEpoch: 2_000)

  private func ready(
    _ status: Condition.Status, _ message: String, generation: Int64 = 1, at time: Timestamp
  ) -> Condition {
    Condition(
      type: Condition.ready, status: status, reason: "Succeeded", message: message, observedGeneration: generation,
      lastTransitionTime: time)
  }

  @Test("keep the time of the last transition while they say the same")
  func unchanged() {
    var conditions: [Condition] = []
    conditions.set(ready(.yes, "stored", at: early))
    conditions.set(ready(.yes, "stored", generation: 2, at: late))
    #expect(conditions == [ready(.yes, "stored", generation: 2, at: early)])
  }

  @Test("move the time of the last transition when the message changes")
  func changed() {
    var conditions = [ready(.yes, "stored a", at: early)]
    conditions.set(ready(.yes, "stored b", at: late))
    #expect(conditions[type: Condition.ready]?.lastTransitionTime == late)
  }

  @Test("stand with Ready first, then by type")
  func order() {
    var conditions: [Condition] = []
    for type in [Condition.stalled, "ArtifactInStorage", Condition.ready, Condition.reconciling] {
      conditions.set(
        Condition(
          type: type, status: .yes, reason: "R", message: "", observedGeneration: 1, lastTransitionTime: early))
    }
    #expect(conditions.map(\.type) == ["Ready", "ArtifactInStorage", "Reconciling", "Stalled"])
  }

  @Test("are the same after writing and reading; what is no condition is left out")
  func roundTrip() {
    let condition = ready(.no, "clone failed", at: early)
    let status: Value = ["conditions": [condition.value, "junk", ["type": "X", "status": "Perhaps"]]]
    #expect([Condition](status: status) == [condition])
    #expect(condition.value["lastTransitionTime"] == "1970-01-01T00:16:40Z")
  }

  @Test("count as ready for the present generation only")
  func generation() {
    var object = KubeObject(Mapping())
    object.generation = 2
    object.conditions = [ready(.yes, "applied", generation: 1, at: early)]
    #expect(!object.isReady)
    object.conditions = [ready(.yes, "applied", generation: 2, at: early)]
    #expect(object.isReady)
    object.status?["observedGeneration"] = 1
    #expect(!object.isReady)
  }
}
