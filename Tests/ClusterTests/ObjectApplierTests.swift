import Cluster
import Kube
import Store
import Structure
import Testing

@Suite struct ObjectApplierTests {
  private func applier(_ fixture: ClusterFixture, owner: String = "app", force: Bool = false) -> ObjectApplier {
    ObjectApplier(
      cluster: fixture.cluster, fieldManager: "kustomize-controller", owner: .init(name: owner, namespace: "default"),
      force: force, timeout: .seconds(5))
  }

  private func annotated(_ object: KubeObject, _ annotations: [String: String]) -> KubeObject {
    var object = object
    object.annotations = annotations
    return object
  }

  @Test("Namespaces and definitions come first, whatever the order of the files")
  func stages() async throws {
    let fixture = try ClusterFixture()
    let applier = applier(fixture)
    let definition = KubeObject(
      "apiextensions.k8s.io/v1", "CustomResourceDefinition", "things.example.com", namespace: "",
      [
        "spec": [
          "group": "example.com", "scope": "Namespaced", "names": ["kind": "Thing", "plural": "things"],
          "versions": [["name": "v1", "served": true]],
        ]
      ])
    let objects = [
      KubeObject("example.com/v1", "Thing", "t", namespace: "team"), .configMap("c", [:], namespace: "team"),
      KubeObject("v1", "Namespace", "team", namespace: ""), definition,
    ]
    let changes = try await applier.apply(applier.labelled(objects))
    #expect(
      changes.summary == """
        CustomResourceDefinition/things.example.com created
        Namespace/team created
        ConfigMap/team/c created
        Thing/team/t created
        """)
    let again = try await applier.apply(applier.labelled(objects))
    #expect(again.changes.isEmpty)
    #expect(again.entries.allSatisfy { $0.action == .unchanged })
  }

  @Test("One refused object keeps its whole stage from being written")
  func refusal() async throws {
    let fixture = try ClusterFixture()
    let applier = applier(fixture)
    let error = await #expect(throws: ApplyError.self) {
      _ = try await applier.apply(applier.labelled([.configMap("a", [:]), .configMap("B", [:])]))
    }
    #expect(error?.causes.count == 1)
    #expect(try await fixture.cluster.get(KubeObject.configMap("a", [:]).key) == nil)
  }

  @Test(
    "The policy of an object decides over what others added",
    arguments: [("Override", ["x": "git"]), ("Merge", ["x": "git", "y": "hand"])] as [(String, Value)])
  func additions(_ policy: String, _ expected: Value) async throws {
    let fixture = try ClusterFixture()
    let applier = applier(fixture)
    let object = annotated(.configMap("c", ["x": "git"]), [ApplyAnnotation.policy: policy])
    _ = try await applier.apply(applier.labelled([object]))
    _ = try await fixture.cluster.patch(
      object.key, .merge(["data": ["x": "hand", "y": "hand"]]), fieldManager: "kubectl-edit", dryRun: false)
    _ = try await applier.apply(applier.labelled([object]))
    #expect(try await fixture.cluster.get(object.key)?.content["data"] == expected)
  }

  @Test("Objects that are to be ignored, or exist and are wanted only once, are left alone")
  func leftAlone() async throws {
    let fixture = try ClusterFixture()
    let applier = applier(fixture)
    let once = annotated(.configMap("once", ["x": "1"]), [ApplyAnnotation.policy: "IfNotPresent"])
    let ignored = annotated(.configMap("ignored", ["x": "1"]), [ApplyAnnotation.policy: "Ignore"])
    _ = try await applier.apply(applier.labelled([once, ignored]))
    var changed = once
    changed.content["data"] = ["x": "2"]
    let changes = try await applier.apply(applier.labelled([changed, ignored]))
    #expect(changes.entries.map(\.action) == [.skipped, .skipped])
    #expect(try await fixture.cluster.get(once.key)?.content["data"] == ["x": "1"])
    #expect(try await fixture.cluster.get(ignored.key) == nil)
  }

  @Test("An operator can stop the reconciling of a live object")
  func disabled() async throws {
    let fixture = try ClusterFixture()
    let applier = applier(fixture)
    _ = try await applier.apply(applier.labelled([.configMap("c", ["x": "1"])]))
    let key = KubeObject.configMap("c", [:]).key
    _ = try await fixture.cluster.patch(
      key,
      .merge([
        "metadata": ["annotations": ["kustomize.toolkit.fluxcd.io/reconcile": "disabled"]], "data": ["x": "hand"],
      ]), fieldManager: "kubectl-annotate", dryRun: false)
    let changes = try await applier.apply(applier.labelled([.configMap("c", ["x": "1"])]))
    #expect(changes.entries.map(\.action) == [.skipped])
    #expect(try await fixture.cluster.get(key)?.content["data"] == ["x": "hand"])
  }

  @Test("Force recreates an object whose immutable field changes; without, it is refused with its field")
  func force() async throws {
    let fixture = try ClusterFixture()
    let first = try await fixture.apply(.deployment("web", app: "one"))
    let careful = applier(fixture)
    let error = await #expect(throws: ApplyError.self) {
      _ = try await careful.apply(careful.labelled([.deployment("web", app: "two")]))
    }
    #expect(error?.description.contains("spec.selector: field is immutable") == true)
    let forcing = applier(fixture, force: true)
    let changes = try await forcing.apply(forcing.labelled([.deployment("web", app: "two")]))
    #expect(changes.summary == "Deployment/default/web created")
    #expect(try await fixture.cluster.get(first.object.key)?.uid != first.object.uid)
  }

  @Test("Pruning goes backwards and leaves what is protected or taken over")
  func pruning() async throws {
    let fixture = try ClusterFixture()
    let applier = applier(fixture)
    let kept = annotated(.configMap("kept", [:]), [ApplyAnnotation.prune: "disabled"])
    let objects = [KubeObject.configMap("a", [:]), .deployment("web"), .configMap("moved", [:]), kept]
    _ = try await applier.apply(applier.labelled(objects))
    let other = self.applier(fixture, owner: "other")
    _ = try await other.apply(other.labelled([.configMap("moved", [:])]))
    let missing = KubeObject.configMap("missing", [:]).key
    let changes = try await applier.prune(objects.map(\.key) + [missing])
    #expect(changes.summary == "Deployment/default/web deleted\nConfigMap/default/a deleted")
    #expect(try await applier.ownedObjects().map(\.name) == ["kept"])
    #expect(try await fixture.cluster.get(KubeObject.configMap("moved", [:]).key) != nil)
  }

  @Test("What another owner takes over between the look and the deletion stays")
  func takenOver() async throws {
    let fixture = try ClusterFixture()
    let other = applier(fixture, owner: "other")
    var applier = applier(fixture)
    let objects = [KubeObject.configMap("a", [:]), .configMap("moved", [:])]
    _ = try await applier.apply(applier.labelled(objects))
    applier.intend = { changes in
      #expect(changes.map(\.action) == ["deleted", "deleted"])
      _ = try await other.apply(other.labelled([.configMap("moved", [:])]))
    }
    let changes = try await applier.prune(objects.map(\.key))
    #expect(changes.summary == "ConfigMap/default/a deleted")
    #expect(try await fixture.cluster.get(KubeObject.configMap("moved", [:]).key) != nil)
  }

  @Test("Waiting ends with the names of what is not healthy")
  func waiting() async throws {
    let fixture = try ClusterFixture()
    let key = KubeObject.configMap("missing", [:]).key
    let error = await #expect(throws: HealthError.self) {
      try await HealthWait(cluster: fixture.cluster, timeout: .milliseconds(50)).wait(for: [key])
    }
    #expect(error?.isTimeout == true)
    #expect(error?.description.contains("ConfigMap/default/missing status: 'NotFound'") == true)
    async let waiting: Void = HealthWait(cluster: fixture.cluster, timeout: .seconds(10)).wait(for: [key])
    _ = try await fixture.apply(.configMap("missing", [:]))
    try await waiting
  }
}
