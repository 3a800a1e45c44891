import Cluster
import Kube
import KustomizeController
import Store
import Structure
import Testing
import Toolkit

@Suite struct KustomizationLoopTests {
  private static func data(_ object: KubeObject?) -> String? { object?.content["data"]?["x"]?.string }

  @Test("Two versions of an object through a source: applied, changed, healed, pruned, and a broken commit refused")
  func loop() async throws {
    try await LoopFixture.run { fixture in
      try await fixture.push(
        "main@sha1:1", ["a.yaml": LoopFixture.manifest("a", "1"), "b.yaml": LoopFixture.manifest("b", "1")])
      try await fixture.declare("app")
      let first = try await fixture.ready("app", saying: "Applied revision: main@sha1:1")
      #expect(
        Kustomization.status(of: try #require(first)).inventory.map(\.id).sorted() == [
          "default_a__ConfigMap", "default_b__ConfigMap",
        ])
      let applied = try await fixture.cluster.get(LoopFixture.configMap("a"))
      #expect(applied?.labels["kustomize.toolkit.fluxcd.io/name"] == "app")

      try await fixture.push(
        "main@sha1:2", ["a.yaml": LoopFixture.manifest("a", "2"), "b.yaml": LoopFixture.manifest("b", "1")])
      try await fixture.wait(for: LoopFixture.configMap("a"), "changed") { Self.data($0) == "2" }
      try await fixture.ready("app", saying: "main@sha1:2")

      // A change by hand, an addition by kubectl, and a deletion are all undone.
      let begun = ContinuousClock.now
      _ = try await fixture.cluster.patch(
        LoopFixture.configMap("a"), .merge(["data": ["x": "by hand", "y": "added"]]), fieldManager: "kubectl-edit",
        dryRun: false)
      let healed = try await fixture.wait(for: LoopFixture.configMap("a"), "healed") { Self.data($0) == "2" }
      #expect(ContinuousClock.now - begun < .seconds(5))
      #expect(healed?.content["data"] == ["x": "2"])
      let uid = healed?.uid
      _ = try await fixture.cluster.delete(LoopFixture.configMap("a"), DeleteOptions())
      try await fixture.wait(for: LoopFixture.configMap("a"), "created again") { $0 != nil && $0?.uid != uid }

      try await fixture.push("main@sha1:3", ["a.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata: [\n"])
      let broken = try await fixture.ready("app", .no, saying: "BuildFailed")
      #expect(broken?.conditions[type: Condition.ready]?.message.contains("a.yaml") == true)
      #expect(Self.data(try await fixture.cluster.get(LoopFixture.configMap("a"))) == "2")
      #expect(try await fixture.cluster.get(LoopFixture.configMap("b")) != nil)

      try await fixture.push("main@sha1:4", ["a.yaml": LoopFixture.manifest("a", "2")])
      try await fixture.ready("app", saying: "main@sha1:4")
      #expect(try await fixture.cluster.get(LoopFixture.configMap("b")) == nil)
      let events = try await fixture.store.read { try $0.events() }
      #expect(events.contains { $0.message == "ConfigMap/default/b deleted" && $0.severity == .info })
      #expect(events.filter { $0.severity == .error && $0.reason == "BuildFailed" }.count == 1)
      #expect(events.first?.metadata["kustomize.toolkit.fluxcd.io/revision"] == "main@sha1:1")
    }
  }

  @Test("A revision that touches nothing that was read moves the revision and writes no object")
  func untouched() async throws {
    try await LoopFixture.run { fixture in
      try await fixture.push("main@sha1:1", ["app/a.yaml": LoopFixture.manifest("a", "1"), "README.md": "one"])
      try await fixture.declare("app", ["path": "./app"])
      try await fixture.ready("app", saying: "main@sha1:1")
      let before = try await fixture.cluster.get(LoopFixture.configMap("a"))
      try await fixture.push("main@sha1:2", ["app/a.yaml": LoopFixture.manifest("a", "1"), "README.md": "two"])
      try await fixture.ready("app", saying: "main@sha1:2")
      #expect(try await fixture.cluster.get(LoopFixture.configMap("a")) == before)
    }
  }

  @Test("A path that does not exist is named with what stands there")
  func missingPath() async throws {
    try await LoopFixture.run { fixture in
      try await fixture.push("main@sha1:1", ["deploy/a.yaml": LoopFixture.manifest("a", "1")])
      try await fixture.declare("app", ["path": "./deployment"])
      let found = try await fixture.ready("app", .no, saying: "ArtifactFailed")
      let message = try #require(found?.conditions[type: Condition.ready]?.message)
      #expect(message.contains("./deployment"))
      #expect(message.contains("deploy"))
    }
  }

  @Test("A Kustomization waits for its dependency, and goes on as soon as that is ready")
  func dependencies() async throws {
    try await LoopFixture.run { fixture in
      try await fixture.push(
        "main@sha1:1", ["base/a.yaml": LoopFixture.manifest("a", "1"), "top/b.yaml": LoopFixture.manifest("b", "1")])
      try await fixture.declare("top", ["path": "./top", "dependsOn": [["name": "base"]]])
      try await fixture.ready("top", .no, saying: "DependencyNotReady: dependency 'default/base' not found")
      try await fixture.declare("base", ["path": "./base"])
      try await fixture.ready("top", saying: "main@sha1:1")
    }
  }

  @Test("Dependencies that go round in a circle are named")
  func circle() async throws {
    try await LoopFixture.run { fixture in
      try await fixture.push("main@sha1:1", ["a.yaml": LoopFixture.manifest("a", "1")])
      try await fixture.declare("one", ["dependsOn": [["name": "two"]]])
      try await fixture.declare("two", ["dependsOn": [["name": "one"]]])
      try await fixture.ready("two", .no, saying: "default/two -> default/one -> default/two")
    }
  }

  @Test(
    "The deletion policy decides over the applied objects",
    arguments: [
      ("MirrorPrune", true, false), ("MirrorPrune", false, true), ("Delete", false, false),
      ("WaitForTermination", false, false), ("Orphan", true, true),
    ])
  func deletion(_ policy: String, _ prune: Bool, _ stays: Bool) async throws {
    try await LoopFixture.run { fixture in
      try await fixture.push("main@sha1:1", ["a.yaml": LoopFixture.manifest("a", "1")])
      try await fixture.declare("app", ["deletionPolicy": .string(policy), "prune": .bool(prune)])
      try await fixture.ready("app", saying: "main@sha1:1")
      _ = try await fixture.cluster.delete(LoopFixture.kustomization("app"), DeleteOptions())
      try await fixture.wait(for: LoopFixture.kustomization("app"), "gone") { $0 == nil }
      #expect((try await fixture.cluster.get(LoopFixture.configMap("a")) != nil) == stays)
    }
  }

  @Test("Objects of the toolkit in a source are reconciled as well")
  func nested() async throws {
    try await LoopFixture.run { fixture in
      try await fixture.push(
        "main@sha1:1",
        [
          "clusters/child.yaml": """
          apiVersion: kustomize.toolkit.fluxcd.io/v1
          kind: Kustomization
          metadata: {name: child, namespace: default}
          spec:
            interval: 10m
            prune: true
            path: ./apps
            sourceRef: {kind: GitRepository, name: app}
          """,
          "apps/a.yaml": LoopFixture.manifest("a", "1"),
        ])
      try await fixture.declare("root", ["path": "./clusters", "wait": true])
      let root = try await fixture.ready("root", saying: "main@sha1:1")
      #expect(root?.conditions[type: "Healthy"]?.status == .yes)
      #expect(try await fixture.cluster.get(LoopFixture.configMap("a")) != nil)
    }
  }

  @Test("An immutable field needs force")
  func force() async throws {
    func manifest(_ value: String) -> String { LoopFixture.manifest("a", value, extra: "immutable: true\n") }
    let (one, two) = (manifest("1"), manifest("2"))
    try await LoopFixture.run { fixture in
      try await fixture.push("main@sha1:1", ["a.yaml": one])
      try await fixture.declare("app")
      try await fixture.ready("app", saying: "main@sha1:1")
      try await fixture.push("main@sha1:2", ["a.yaml": two])
      try await fixture.ready("app", .no, saying: "field is immutable")
      try await fixture.declare("app", ["force": true])
      try await fixture.ready("app", saying: "main@sha1:2")
      #expect(Self.data(try await fixture.cluster.get(LoopFixture.configMap("a"))) == "2")
    }
  }
}
