import Cluster
import Kube
import Structure
import Testing

@Suite struct ServerSideApplyTests {
  private func schema(_ apiVersion: String, _ kind: String) -> FieldSchema {
    let kind = GroupVersionKind(apiVersion: apiVersion, kind: kind)
    let metadata = MergeSchema.serverSideApply
      .node(for: GroupVersionKind(apiVersion: "v1", kind: "ConfigMap"))?.field("metadata")
    return .object(
      metadata: metadata.map(FieldSchema.builtIn) ?? .untyped,
      rest: MergeSchema.serverSideApply.node(for: kind).map(FieldSchema.builtIn) ?? .untyped)
  }

  private func apply(
    _ object: KubeObject, to live: KubeObject?, by manager: String, force: Bool = false,
    takesOver: [ManagerPattern] = []
  ) throws -> KubeObject {
    try ServerSideApply(schema: schema(object.apiVersion, object.kind), time: "2026-01-01T00:00:00Z")
      .apply(object, to: live, ApplyOptions(fieldManager: manager, force: force, takesOver: takesOver))
  }

  private func fields(_ object: KubeObject, of manager: String) -> Value? {
    ManagedFields(of: object).applied(by: manager)?.fieldsV1
  }

  @Test("The applied fields of a Deployment are owned in Kubernetes' encoding")
  func encoding() throws {
    var object = KubeObject.deployment("web", replicas: 2)
    object.spec?["template"]?["spec"]?["containers"] = [
      ["name": "web", "image": "web:1", "ports": [["containerPort": 80]]]
    ]
    let applied = try apply(object, to: nil, by: "a")
    #expect(
      fields(applied, of: "a") == [
        "f:spec": [
          "f:replicas": [:],
          "f:selector": [:],
          "f:template": [
            "f:metadata": ["f:labels": ["f:app": [:]]],
            "f:spec": [
              "f:containers": [
                #"k:{"name":"web"}"#: [
                  ".": [:], "f:image": [:], "f:name": [:],
                  "f:ports": [
                    #"k:{"containerPort":80,"protocol":"TCP"}"#: [".": [:], "f:containerPort": [:]]
                  ],
                ]
              ]
            ],
          ],
        ]
      ])
  }

  @Test("Finalizers are a set, owned by value")
  func sets() throws {
    var first = KubeObject.configMap("c", [:])
    first.finalizers = ["example.com/a"]
    var second = first
    second.finalizers = ["example.com/b"]
    let live = try apply(second, to: apply(first, to: nil, by: "a"), by: "b")
    #expect(live.finalizers == ["example.com/b", "example.com/a"])
    #expect(fields(live, of: "b")?["f:metadata"] == ["f:finalizers": [#"v:"example.com/b""#: [:]]])
    let without = KubeObject.configMap("c", [:])
    #expect(try apply(without, to: live, by: "b").finalizers == ["example.com/a"])
  }

  @Test("The ownership survives its way through fieldsV1")
  func encodingRoundTrip() throws {
    let object = KubeObject.deployment("web", replicas: 2)
    let set = FieldSet(of: .object(object.content), schema("apps/v1", "Deployment"))
    #expect(FieldSet(fieldsV1: set.fieldsV1) == set)
    #expect(set.paths.contains(#".spec.template.spec.containers[name="web"].image"#))
  }

  @Test("A field of another manager is a conflict that names manager and field")
  func conflict() throws {
    let live = try apply(.deployment("web", replicas: 2), to: nil, by: "a")
    let error = #expect(throws: ClusterError.self) {
      _ = try apply(.deployment("web", image: "web:2", replicas: 3), to: live, by: "b")
    }
    #expect(
      error?.conflicts == [
        .init(manager: "a", field: ".spec.replicas"),
        .init(manager: "a", field: #".spec.template.spec.containers[name="web"].image"#),
      ])
    #expect(error?.code == .conflict)
  }

  @Test("Force takes the fields over and leaves the rest to their owner")
  func force() throws {
    let live = try apply(.deployment("web", replicas: 2), to: nil, by: "a")
    let other = KubeObject("apps/v1", "Deployment", "web", ["spec": ["replicas": 3]])
    let forced = try apply(other, to: live, by: "b", force: true)
    #expect(forced.spec?["replicas"] == 3)
    #expect(fields(forced, of: "b") == ["f:spec": ["f:replicas": [:]]])
    #expect(fields(forced, of: "a")?["f:spec"]?["f:replicas"] == nil)
    #expect(fields(forced, of: "a")?["f:spec"]?["f:selector"] != nil)
  }

  @Test("Managers that agree share a field, which goes when the last of them drops it")
  func sharedOwnership() throws {
    let both = KubeObject.configMap("c", ["x": "1", "y": "2"])
    let justX = KubeObject.configMap("c", ["x": "1"])
    var live = try apply(both, to: apply(both, to: nil, by: "a"), by: "b")
    live = try apply(justX, to: live, by: "a")
    #expect(live.content["data"] == ["x": "1", "y": "2"])
    live = try apply(justX, to: live, by: "b")
    #expect(live.content["data"] == ["x": "1"])
  }

  @Test("A field that leaves the applied set goes; one that others set by a write stays")
  func removal() throws {
    let rules = ServerSideApply(schema: schema("v1", "ConfigMap"), time: "2026-01-01T00:00:00Z")
    let live = try apply(.configMap("c", ["x": "1", "y": "2"]), to: nil, by: "a")
    var edited = live
    edited.content["data"]?["z"] = "3"
    let updated = rules.update(edited, from: live, manager: "kubectl-edit")
    let next = try apply(.configMap("c", ["x": "1"]), to: updated, by: "a")
    #expect(next.content["data"] == ["x": "1", "z": "3"])
  }

  @Test("Taking over a manager removes what it added")
  func takeOver() throws {
    let rules = ServerSideApply(schema: schema("v1", "ConfigMap"), time: "2026-01-01T00:00:00Z")
    let live = try apply(.configMap("c", ["x": "1"]), to: nil, by: "a")
    var edited = live
    edited.content["data"] = ["x": "2", "z": "3"]
    let updated = rules.update(edited, from: live, manager: "kubectl-edit")
    let healed = try apply(
      .configMap("c", ["x": "1"]), to: updated, by: "a", force: true,
      takesOver: [ManagerPattern(prefix: "kubectl", operation: .update)])
    #expect(healed.content["data"] == ["x": "1"])
    #expect(ManagedFields(of: healed).entries.map(\.manager) == ["a"])
  }

  @Test("List elements are merged by key, in the applied order, with those of others between")
  func lists() throws {
    func containers(_ names: String...) -> KubeObject {
      KubeObject(
        "apps/v1", "Deployment", "web",
        ["spec": ["template": ["spec": ["containers": .array(names.map { ["name": .string($0), "image": "i"] })]]]])
    }
    func names(_ object: KubeObject) -> [String] {
      object.spec?[path: "template", "spec", "containers"]?.array?.compactMap { $0["name"]?.string } ?? []
    }
    var live = try apply(containers("one", "two"), to: nil, by: "a")
    live = try apply(containers("side"), to: live, by: "b")
    #expect(Set(names(live)) == ["one", "two", "side"])
    live = try apply(containers("two", "new", "one"), to: live, by: "a")
    #expect(names(live).filter { $0 != "side" } == ["two", "new", "one"])
    live = try apply(containers("one"), to: live, by: "a")
    #expect(Set(names(live)) == ["one", "side"])
  }

  @Test("An atomic list is replaced as a whole and owned as a whole")
  func atomicLists() throws {
    func arguments(_ texts: Value) -> KubeObject {
      KubeObject(
        "apps/v1", "Deployment", "web",
        ["spec": ["template": ["spec": ["containers": [["name": "web", "args": texts]]]]]])
    }
    let live = try apply(arguments(["a", "b"]), to: nil, by: "a")
    #expect(throws: ClusterError.self) { _ = try apply(arguments(["c"]), to: live, by: "b") }
    let next = try apply(arguments(["c"]), to: live, by: "b", force: true)
    #expect(next.spec?[path: "template", "spec", "containers"]?.array?[0]["args"] == ["c"])
  }

  @Test("An element without its key, or twice, is refused with its place")
  func identities() throws {
    let nameless = KubeObject("v1", "Pod", "p", ["spec": ["containers": [["image": "i"]]]])
    let missing = #expect(throws: ClusterError.self) { _ = try apply(nameless, to: nil, by: "a") }
    #expect(missing?.message.contains("spec.containers[0]") == true)
    let twice = KubeObject("v1", "Pod", "p", ["spec": ["containers": [["name": "x"], ["name": "x"]]]])
    let doubled = #expect(throws: ClusterError.self) { _ = try apply(twice, to: nil, by: "a") }
    #expect(doubled?.message.contains(#"spec.containers[name="x"]"#) == true)
  }

  @Test("An object from before the first apply keeps its unknown fields and owns them")
  func beforeFirstApply() throws {
    let live = KubeObject.configMap("c", ["old": "1"])
    #expect(throws: ClusterError.self) { _ = try apply(.configMap("c", ["old": "2"]), to: live, by: "a") }
    let next = try apply(.configMap("c", ["new": "1"]), to: live, by: "a")
    #expect(next.content["data"] == ["old": "1", "new": "1"])
    #expect(ManagedFields(of: next).entries.map(\.manager).contains("before-first-apply"))
  }

  @Test("Kinds without a schema merge maps by field and lists as a whole")
  func untyped() throws {
    func custom(_ spec: Value) -> KubeObject { KubeObject("example.com/v1", "Thing", "t", ["spec": spec]) }
    let live = try apply(custom(["a": ["x": 1], "list": [1, 2]]), to: nil, by: "a")
    let next = try apply(custom(["a": ["y": 2]]), to: live, by: "b")
    #expect(next.spec == ["a": ["x": 1, "y": 2], "list": [1, 2]])
    #expect(try apply(custom(["list": [3]]), to: next, by: "a").spec == ["a": ["y": 2], "list": [3]])
  }

  @Test("The status of an applied object does not count")
  func status() throws {
    var object = KubeObject.deployment("web")
    object.status = ["replicas": 9]
    #expect(try apply(object, to: nil, by: "a").status == nil)
  }
}
