import Cluster
import Kube
import Structure
import TestRandomness
import Testing

/// Random objects with maps, lists by key, sets and atomic lists, applied by three managers in random order.
@Suite struct ServerSideApplyPropertyTests {
  private let managers = ["a", "b", "c"]

  /// Each manager sets values of its own for its own keys; shared ones only with the same value.
  private func object(_ random: inout SeededGenerator, manager: String) -> KubeObject {
    var labels = Mapping()
    var containers: [Value] = []
    for name in ["shared", manager] where Bool.random(using: &random) {
      labels[name] = "yes"
      var container = Mapping()
      container["name"] = .string("c-\(name)")
      if Bool.random(using: &random) { container["image"] = "image:1" }
      if Bool.random(using: &random) {
        let ports = (Int64(81)...83).filter { _ in Bool.random(using: &random) }
        container["ports"] = .array(([80] + ports).map { ["containerPort": .int($0)] })
      }
      if name == manager, Bool.random(using: &random) {
        container["args"] = [.string("\(Int.random(in: 0...3, using: &random))")]
      }
      containers.append(.object(container))
    }
    containers.shuffle(using: &random)
    // Empty containers count as a value of their own, which two managers would set differently.
    var object = KubeObject("v1", "Pod", "p")
    if !containers.isEmpty { object.spec = ["containers": .array(containers)] }
    if !labels.isEmpty { object.metadata["labels"] = .object(labels) }
    if Bool.random(using: &random) { object.finalizers = ["example.com/\(manager)"] }
    return object
  }

  @Test("Applying twice changes nothing, the applied fields are there, and fields of others survive")
  func properties() throws {
    let node = try #require(MergeSchema.serverSideApply.node(for: .init(apiVersion: "v1", kind: "Pod")))
    let metadata = try #require(node.field("metadata"))
    let schema = FieldSchema.object(metadata: .builtIn(metadata), rest: .builtIn(node))
    var random = SeededGenerator(seed: 20_260_131)
    for round in 0..<200 {
      var live: KubeObject?
      for step in 0..<8 {
        let manager = managers[Int.random(in: 0..<3, using: &random)]
        let applied = object(&random, manager: manager)
        let rules = ServerSideApply(schema: schema, time: "2026-01-01T00:00:0\(step)Z")
        let options = ApplyOptions(fieldManager: manager)
        let next = try rules.apply(applied, to: live, options)
        let again = try ServerSideApply(schema: schema, time: "2026-02-02T00:00:00Z").apply(applied, to: next, options)
        #expect(again == next, "round \(round), step \(step)")

        let paths = FieldSet(of: .object(next.content), schema)
        let ownership = ManagedFields(of: next)
        let mine = try #require(ownership.applied(by: manager))
        #expect(mine.intersection(paths) == mine, "what was applied is there")
        for other in managers where other != manager {
          guard let theirs = live.flatMap({ ManagedFields(of: $0).applied(by: other) }), !theirs.isEmpty else {
            continue
          }
          #expect(ownership.applied(by: other) == theirs, "round \(round), step \(step): \(other) keeps its fields")
        }
        live = next
      }
    }
  }
}
