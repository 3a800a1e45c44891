import Cluster
import Kube
import Store
import Structure
import Testing

/// What is changed is told, whenever the process that changes it dies.
@Suite struct InterruptionTests {
  /// The lines about changes that were told of a revision.
  private func told(_ store: Store, _ revision: String) async throws -> [String] {
    try await store.read { try $0.events() }
      .filter {
        $0.metadata["kustomize.toolkit.fluxcd.io/revision"] == revision && $0.reason == "Progressing"
      }.map(\.message)
  }

  private static let second = ["a.yaml": LoopFixture.manifest("a", "2")]

  @Test("Cut off after the apply: the changes are told of the revision that made them, and not again")
  func afterApply() async throws {
    try await LoopFixture.run(interrupted: .afterApply) { fixture in
      try await fixture.push("main@sha1:1", ["a.yaml": LoopFixture.manifest("a", "1")])
      try await fixture.declare("app")
      try await fixture.ready("app", saying: "main@sha1:1")
      #expect(try await told(fixture.store, "main@sha1:1") == ["ConfigMap/default/a created"])
    }
  }

  @Test("Cut off after the apply, with a newer revision there when the process is back: each has its changes")
  func superseded() async throws {
    try await LoopFixture.run(
      interrupted: .afterApply, meanwhile: { try await $0.push("main@sha1:2", Self.second) }
    ) { fixture in
      try await fixture.push("main@sha1:1", ["a.yaml": LoopFixture.manifest("a", "1")])
      try await fixture.declare("app")
      try await fixture.ready("app", saying: "main@sha1:2")
      #expect(try await told(fixture.store, "main@sha1:1") == ["ConfigMap/default/a created"])
      #expect(try await told(fixture.store, "main@sha1:2") == ["ConfigMap/default/a configured"])
    }
  }

  @Test("Cut off before the apply: nothing is told that did not happen")
  func beforeApply() async throws {
    try await LoopFixture.run(
      interrupted: .beforeApply, meanwhile: { try await $0.push("main@sha1:2", Self.second) }
    ) { fixture in
      try await fixture.push("main@sha1:1", ["a.yaml": LoopFixture.manifest("a", "1")])
      try await fixture.declare("app")
      try await fixture.ready("app", saying: "main@sha1:2")
      #expect(try await told(fixture.store, "main@sha1:1").isEmpty)
      #expect(try await told(fixture.store, "main@sha1:2") == ["ConfigMap/default/a created"])
    }
  }

  @Test("Cut off while pruning, with what was deleted asked for again by then")
  func afterDelete() async throws {
    let both = ["a.yaml": LoopFixture.manifest("a", "1"), "b.yaml": LoopFixture.manifest("b", "1")]
    try await LoopFixture.run(
      interrupted: .afterDelete, meanwhile: { try await $0.push("main@sha1:3", both) }
    ) { fixture in
      try await fixture.push("main@sha1:1", both)
      try await fixture.declare("app")
      try await fixture.ready("app", saying: "main@sha1:1")
      try await fixture.push("main@sha1:2", Self.second)
      try await fixture.ready("app", saying: "main@sha1:3")
      #expect(
        try await told(fixture.store, "main@sha1:2") == ["ConfigMap/default/a configured\nConfigMap/default/b deleted"])
      #expect(
        try await told(fixture.store, "main@sha1:3") == ["ConfigMap/default/a configured\nConfigMap/default/b created"])
    }
  }

  @Test("Cut off while a deleted Kustomization takes its objects along")
  func finalizing() async throws {
    try await LoopFixture.run(interrupted: .afterDelete) { fixture in
      try await fixture.push("main@sha1:1", ["a.yaml": LoopFixture.manifest("a", "1")])
      try await fixture.declare("app")
      try await fixture.ready("app", saying: "main@sha1:1")
      _ = try await fixture.cluster.delete(LoopFixture.kustomization("app"), DeleteOptions())
      try await fixture.wait(for: LoopFixture.kustomization("app"), "gone") { $0 == nil }
      #expect(
        try await told(fixture.store, "main@sha1:1") == ["ConfigMap/default/a created", "ConfigMap/default/a deleted"])
    }
  }

  @Test("Cut off while pruning, with what was deleted made again by somebody else: it was deleted all the same")
  func madeAgain() async throws {
    let both = ["a.yaml": LoopFixture.manifest("a", "1"), "b.yaml": LoopFixture.manifest("b", "1")]
    try await LoopFixture.run(
      interrupted: .afterDelete,
      meanwhile: { fixture in
        var object = KubeObject(Mapping())
        object.apiVersion = "v1"
        object.kind = "ConfigMap"
        object.name = "b"
        object.namespace = "default"
        _ = try await fixture.cluster.create(object, fieldManager: "somebody", dryRun: false)
      }
    ) { fixture in
      try await fixture.push("main@sha1:1", both)
      try await fixture.declare("app")
      try await fixture.ready("app", saying: "main@sha1:1")
      try await fixture.push("main@sha1:2", Self.second)
      try await fixture.ready("app", saying: "main@sha1:2")
      #expect(
        try await told(fixture.store, "main@sha1:2") == ["ConfigMap/default/a configured\nConfigMap/default/b deleted"])
    }
  }

  @Test("Cut off after the apply and suspended by then: the changes are told at once, not when it goes on")
  func suspended() async throws {
    try await LoopFixture.run(
      interrupted: .afterApply,
      meanwhile: { fixture in
        _ = try await fixture.cluster.patch(
          LoopFixture.kustomization("app"), .merge(["spec": ["suspend": true]]), fieldManager: "somebody", dryRun: false
        )
      }
    ) { fixture in
      try await fixture.push("main@sha1:1", ["a.yaml": LoopFixture.manifest("a", "1")])
      try await fixture.declare("app")
      try await fixture.event("ConfigMap/default/a created")
      #expect(try await told(fixture.store, "main@sha1:1") == ["ConfigMap/default/a created"])
    }
  }

  @Test("An object that has to be made anew and does not go is told when it is there again, once")
  func recreated() async throws {
    func manifest(_ value: String) -> String { LoopFixture.manifest("a", value, extra: "immutable: true\n") }
    let (one, two) = (manifest("1"), manifest("2"))
    try await LoopFixture.run { fixture in
      try await fixture.push("main@sha1:1", ["a.yaml": one])
      try await fixture.declare("app", ["force": true, "timeout": "1s", "retryInterval": "100ms"])
      try await fixture.ready("app", saying: "main@sha1:1")
      _ = try await fixture.cluster.patch(
        LoopFixture.configMap("a"), .merge(["metadata": ["finalizers": ["example.com/wait"]]]),
        fieldManager: "somebody",
        dryRun: false)
      try await fixture.push("main@sha1:2", ["a.yaml": two])
      try await fixture.ready("app", .no, saying: "HealthCheckFailed")
      #expect(try await told(fixture.store, "main@sha1:2").isEmpty)
      _ = try await fixture.cluster.patch(
        LoopFixture.configMap("a"), .merge(["metadata": ["finalizers": .null]]), fieldManager: "somebody", dryRun: false
      )
      try await fixture.ready("app", saying: "main@sha1:2")
      #expect(try await told(fixture.store, "main@sha1:2") == ["ConfigMap/default/a created"])
    }
  }
}
