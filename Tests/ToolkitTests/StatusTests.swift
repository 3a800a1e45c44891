import Kube
import Structure
import Testing
import Toolkit

@Suite("Typed statuses")
struct StatusTests {
  @Test("An artifact is the same after writing and reading")
  func artifact() throws {
    let artifact = SourceArtifact(
      revision: "main@sha1:abc", digest: "sha256:0123", lastUpdateTime: try #require(Timestamp("2026-01-31T09:05:03Z")),
      path: "p", url: "store:p", size: 42, metadata: ["b": "2", "a": "1"])
    #expect(SourceArtifact(artifact.value) == artifact)
    #expect(SourceArtifact(["revision": "main@sha1:abc"]) == nil)
    #expect(SourceArtifact(nil) == nil)
  }

  @Test(
    "An inventory entry has Flux's form",
    arguments: [
      (ObjectKey(group: "apps", kind: "Deployment", namespace: "web", name: "app"), "web_app_apps_Deployment"),
      (ObjectKey(group: "", kind: "Namespace", namespace: "", name: "web"), "_web__Namespace"),
      (
        ObjectKey(group: "rbac.authorization.k8s.io", kind: "ClusterRole", namespace: "", name: "system:node"),
        "_system__node_rbac.authorization.k8s.io_ClusterRole"
      ),
    ])
  func inventoryEntry(key: ObjectKey, id: String) {
    #expect(ResourceReference(key: key, version: "v1").id == id)
    #expect(ResourceReference(id: id, version: "v1")?.key == key)
  }

  @Test("An inventory is sorted, and leaves out what is malformed")
  func inventory() {
    let entries = ["b", "a"].map {
      ResourceReference(key: ObjectKey(group: "", kind: "ConfigMap", namespace: "x", name: $0), version: "v1")
    }
    #expect(
      entries.inventory == ["entries": [["id": "x_a__ConfigMap", "v": "v1"], ["id": "x_b__ConfigMap", "v": "v1"]]])
    #expect(
      [ResourceReference](inventory: ["entries": [["id": "nonsense", "v": "v1"], ["id": "x_a__ConfigMap"]]]).isEmpty)
  }

  @Test("The columns of a list say what there is to say")
  func columns() throws {
    let object = try object(
      """
      apiVersion: source.toolkit.fluxcd.io/v1
      kind: GitRepository
      metadata: {name: app, creationTimestamp: "2026-01-31T09:00:00Z"}
      spec: {suspend: true}
      status:
        artifact: {revision: "main@sha1:abc"}
        conditions: [{type: Ready, status: "False", reason: R, message: no such branch}]
      """)
    let now = try #require(Timestamp("2026-01-31T09:05:03Z"))
    #expect(
      OutputColumn.allCases.map { $0.text(for: object, now: now) } == [
        "app", "5m3s", "main@sha1:abc", "True", "False", "no such branch",
      ])
  }
}
