import Cluster
import Kube
import Store
import Structure
import Testing

@Suite struct EmbeddedClusterTests {
  @Test("An applied object is created, then unchanged without a write, then configured with a new generation")
  func applying() async throws {
    let fixture = try ClusterFixture()
    let first = try await fixture.apply(.deployment("web", replicas: 1))
    #expect(first.action == .created)
    #expect(first.object.generation == 1)
    let version = try await fixture.store.read { try $0.version }
    #expect(try await fixture.apply(.deployment("web", replicas: 1)).action == .unchanged)
    #expect(try await fixture.store.read { try $0.version } == version)
    let third = try await fixture.apply(.deployment("web", replicas: 2))
    #expect(third.action == .configured)
    #expect(third.object.generation == 2)
  }

  @Test("A dry run answers as an apply would and keeps nothing")
  func dryRun() async throws {
    let fixture = try ClusterFixture()
    let result = try await fixture.cluster.apply(
      .configMap("c", [:]), ApplyOptions(fieldManager: "tester", dryRun: true))
    #expect(result.action == .created)
    #expect(try await fixture.cluster.get(result.object.key) == nil)
  }

  @Test("A batch applies what it can and tells what it could not")
  func batches() async throws {
    let fixture = try ClusterFixture()
    let results = try await fixture.cluster.apply(
      [.configMap("good", [:]), .configMap("BAD", [:]), .configMap("fine", [:])], ApplyOptions(fieldManager: "tester"))
    #expect(results.map { (try? $0.get()) != nil } == [true, false, true])
    #expect(try await fixture.cluster.list(ClusterQuery(namespace: "default")).objects.map(\.name) == ["fine", "good"])
  }

  @Test(
    "What is not allowed is refused with its field",
    arguments: [
      (KubeObject("v1", "ConfigMap", "c", namespace: "nowhere"), "namespaces \"nowhere\" not found"),
      (KubeObject("v1", "ConfigMap", "c", namespace: ""), "namespace not specified"),
      (KubeObject("example.com/v1", "Thing", "t"), "no matches for kind \"Thing\" in version \"example.com/v1\""),
      (KubeObject("apps/v1beta9", "Deployment", "t"), "no matches for kind \"Deployment\""),
      (KubeObject("v1", "ConfigMap", "Upper"), "metadata.name"),
      (KubeObject("v1", "ConfigMap", "c", ["data": ["n": 1]]), "data.n: must be a string, not an integer"),
      (KubeObject("v1", "ConfigMap", "c", ["metadata": ["labels": ["a": "b c"]]]), "metadata.labels.a"),
      (KubeObject("apps/v1", "Deployment", "d", ["spec": ["template": [:]]]), "spec.selector: is required"),
      (
        KubeObject("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "k", ["spec": ["interval": "soon"]]),
        "spec.interval"
      ),
    ])
  func refusals(_ object: KubeObject, _ message: String) async throws {
    let fixture = try ClusterFixture()
    let error = await #expect(throws: ClusterError.self) { _ = try await fixture.apply(object) }
    #expect(error?.description.contains(message) == true, "\(error?.description ?? "no error")")
  }

  @Test("A custom kind is served once its definition is recorded, with the scope and list types of its schema")
  func customKinds() async throws {
    let fixture = try ClusterFixture()
    let definition = KubeObject(
      "apiextensions.k8s.io/v1", "CustomResourceDefinition", "things.example.com", namespace: "",
      [
        "spec": [
          "group": "example.com", "scope": "Cluster", "names": ["kind": "Thing", "plural": "things"],
          "versions": [
            [
              "name": "v1", "served": true,
              "schema": [
                "openAPIV3Schema": [
                  "properties": [
                    "spec": [
                      "properties": [
                        "items": ["x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["id"]]
                      ]
                    ]
                  ]
                ]
              ],
            ]
          ],
        ]
      ])
    _ = try await fixture.apply(definition)
    func thing(_ items: Value) -> KubeObject {
      KubeObject("example.com/v1", "Thing", "t", namespace: "", ["spec": ["items": items]])
    }
    _ = try await fixture.apply(thing([["id": "a"]]), by: "one")
    let live = try await fixture.apply(thing([["id": "b"]]), by: "two").object
    #expect(live.spec?["items"]?.array?.count == 2)
    _ = try await fixture.cluster.delete(definition.key, DeleteOptions())
    #expect(try await fixture.cluster.get(live.key) == nil)
    #expect(try await fixture.cluster.get(definition.key) == nil)
  }

  @Test("The text of a Secret becomes data")
  func stringData() async throws {
    let fixture = try ClusterFixture()
    let secret = KubeObject("v1", "Secret", "s", ["stringData": ["user": "flux", "key": "ab"]])
    let live = try await fixture.apply(secret).object
    #expect(live.content["data"] == ["user": "Zmx1eA==", "key": "YWI="])
    #expect(live.content["stringData"] == nil)
    #expect(try await fixture.apply(secret).action == .unchanged)
  }

  @Test(
    "Immutable fields can't change",
    arguments: [
      (KubeObject.deployment("w", app: "a"), KubeObject.deployment("w", app: "b"), "spec.selector"),
      (
        KubeObject("v1", "ConfigMap", "c", ["immutable": true, "data": ["x": "1"]]),
        KubeObject("v1", "ConfigMap", "c", ["immutable": true, "data": ["x": "2"]]), "data"
      ),
      (
        KubeObject("batch/v1", "Job", "j", ["spec": ["template": ["spec": ["restartPolicy": "Never"]]]]),
        KubeObject("batch/v1", "Job", "j", ["spec": ["template": ["spec": ["restartPolicy": "OnFailure"]]]]),
        "spec.template"
      ),
      (
        KubeObject("v1", "Service", "s", ["spec": ["clusterIP": "10.0.0.1"]]),
        KubeObject("v1", "Service", "s", ["spec": ["clusterIP": "10.0.0.2"]]), "spec.clusterIP"
      ),
      (
        KubeObject("v1", "PersistentVolumeClaim", "p", ["spec": ["storageClassName": "a"]]),
        KubeObject("v1", "PersistentVolumeClaim", "p", ["spec": ["storageClassName": "b"]]), "spec.storageClassName"
      ),
      (
        KubeObject("rbac.authorization.k8s.io/v1", "RoleBinding", "r", ["roleRef": ["name": "a"]]),
        KubeObject("rbac.authorization.k8s.io/v1", "RoleBinding", "r", ["roleRef": ["name": "b"]]), "roleRef"
      ),
    ])
  func immutableFields(_ before: KubeObject, _ after: KubeObject, _ field: String) async throws {
    let fixture = try ClusterFixture()
    _ = try await fixture.apply(before)
    let error = await #expect(throws: ClusterError.self) { _ = try await fixture.apply(after, force: true) }
    #expect(error?.code == .immutable)
    #expect(error?.message.contains("\(field): field is immutable") == true, "\(error?.description ?? "")")
  }

  @Test("A merge patch belongs to its author, who then stands in the way of others")
  func patching() async throws {
    let fixture = try ClusterFixture()
    let key = try await fixture.apply(.configMap("c", ["x": "1"]), by: "git").object.key
    _ = try await fixture.cluster.patch(
      key, .merge(["data": ["x": "2", "y": "3"]]), fieldManager: "someone", dryRun: false)
    let error = await #expect(throws: ClusterError.self) {
      _ = try await fixture.apply(.configMap("c", ["x": "1"]), by: "git")
    }
    #expect(error?.conflicts.map(\.field) == [".data.x"])
    #expect(error?.conflicts.first?.manager.hasPrefix("someone") == true)
  }

  @Test("A replacement of an old version is a conflict")
  func replacing() async throws {
    let fixture = try ClusterFixture()
    var old = try await fixture.cluster.create(.configMap("c", ["x": "1"]), fieldManager: "one", dryRun: false)
    _ = try await fixture.apply(.configMap("c", ["y": "1"]))
    old.content["data"] = ["x": "2"]
    let stale = old
    let error = await #expect(throws: ClusterError.self) {
      _ = try await fixture.cluster.update(stale, fieldManager: "one", dryRun: false)
    }
    #expect(error?.code == .conflict)
  }

  @Test("A watch sends what is there, and then changes")
  func watching() async throws {
    let fixture = try ClusterFixture()
    _ = try await fixture.apply(.configMap("a", [:]))
    let query = ClusterQuery(kind: GroupKind(group: "", kind: "ConfigMap"))
    var changes = fixture.cluster.watch(query, after: nil).makeAsyncIterator()
    #expect(try await changes.next()?.object.name == "a")
    _ = try await fixture.apply(.configMap("b", [:]))
    let added = try await changes.next()
    #expect(added?.kind == .added)
    #expect(added?.object.name == "b")
    _ = try await fixture.cluster.delete(KubeObject.configMap("a", [:]).key, DeleteOptions())
    #expect(try await changes.next()?.kind == .deleted)
  }
}
