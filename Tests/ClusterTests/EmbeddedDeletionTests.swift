import Cluster
import Kube
import Structure
import Testing

@Suite struct EmbeddedDeletionTests {
  private func owned(_ name: String, by owner: KubeObject, blocks: Bool = false) -> KubeObject {
    var object = KubeObject.configMap(name, [:])
    object.metadata["ownerReferences"] = [
      [
        "apiVersion": "v1", "kind": "ConfigMap", "name": .string(owner.name), "uid": .string(owner.uid),
        "blockOwnerDeletion": .bool(blocks),
      ]
    ]
    return object
  }

  private func names(_ fixture: ClusterFixture) async throws -> [String] {
    try await fixture.cluster.list(ClusterQuery(kind: GroupKind(group: "", kind: "ConfigMap"))).objects.map(\.name)
  }

  @Test("Dependents go with their owner, also those of dependents")
  func background() async throws {
    let fixture = try ClusterFixture()
    let owner = try await fixture.apply(.configMap("owner", [:])).object
    let child = try await fixture.apply(owned("child", by: owner)).object
    _ = try await fixture.apply(owned("grandchild", by: child))
    _ = try await fixture.apply(.configMap("other", [:]))
    #expect(try await fixture.cluster.delete(owner.key, DeleteOptions()) == nil)
    #expect(try await names(fixture) == ["other"])
  }

  @Test("Orphans stay and lose their owner reference")
  func orphan() async throws {
    let fixture = try ClusterFixture()
    let owner = try await fixture.apply(.configMap("owner", [:])).object
    let child = try await fixture.apply(owned("child", by: owner)).object
    _ = try await fixture.cluster.delete(owner.key, DeleteOptions(propagation: .orphan))
    let left = try await fixture.cluster.get(child.key)
    #expect(left != nil)
    #expect(left?.metadata["ownerReferences"] == nil)
  }

  @Test("In the foreground, an owner stays until a dependent with a finalizer is gone")
  func foreground() async throws {
    let fixture = try ClusterFixture()
    let owner = try await fixture.apply(.configMap("owner", [:])).object
    var child = owned("child", by: owner, blocks: true)
    child.finalizers = ["example.com/hold"]
    _ = try await fixture.apply(child)
    let waiting = try await fixture.cluster.delete(owner.key, DeleteOptions(propagation: .foreground))
    #expect(waiting?.finalizers == ["foregroundDeletion"])
    _ = try await fixture.cluster.patch(
      child.key, .merge(["metadata": ["finalizers": .null]]), fieldManager: "tester", dryRun: false)
    #expect(try await fixture.cluster.finishDeletions())
    #expect(try await names(fixture).isEmpty)
  }

  @Test("An object with finalizers goes with its last one")
  func finalizers() async throws {
    let fixture = try ClusterFixture()
    var object = KubeObject.configMap("c", [:])
    object.finalizers = ["example.com/hold"]
    let live = try await fixture.apply(object).object
    let marked = try await fixture.cluster.delete(live.key, DeleteOptions())
    #expect(marked?.deletionTimestamp != nil)
    #expect(fixture.cluster.health(of: try #require(marked)).status == .terminating)
    _ = try await fixture.apply(.configMap("c", [:]))
    #expect(try await fixture.cluster.get(live.key) == nil)
  }

  @Test("A namespace goes with its content, and takes nothing new meanwhile")
  func namespaces() async throws {
    let fixture = try ClusterFixture()
    let namespace = KubeObject("v1", "Namespace", "team", namespace: "")
    _ = try await fixture.apply(namespace)
    var held = KubeObject.configMap("held", [:], namespace: "team")
    held.finalizers = ["example.com/hold"]
    _ = try await fixture.apply(held)
    _ = try await fixture.apply(.configMap("free", [:], namespace: "team"))
    #expect(try await fixture.cluster.delete(namespace.key, DeleteOptions()) != nil)
    #expect(try await names(fixture) == ["held"])
    let error = await #expect(throws: ClusterError.self) {
      _ = try await fixture.apply(.configMap("new", [:], namespace: "team"))
    }
    #expect(error?.code == .forbidden)
    _ = try await fixture.apply(.configMap("held", [:], namespace: "team"))
    _ = try await fixture.cluster.finishDeletions()
    #expect(try await fixture.cluster.get(namespace.key) == nil)
  }

  @Test("Another identity than expected is left alone")
  func preconditions() async throws {
    let fixture = try ClusterFixture()
    let live = try await fixture.apply(.configMap("c", [:])).object
    await #expect(throws: ClusterError.self) {
      _ = try await fixture.cluster.delete(live.key, DeleteOptions(uid: "another"))
    }
    #expect(try await fixture.cluster.delete(live.key, DeleteOptions(uid: live.uid)) == nil)
  }
}
