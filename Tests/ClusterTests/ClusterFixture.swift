import Cluster
import FoundationEssentials
import Kube
import Store
import Structure

/// An embedded cluster over a store of its own, which goes with the test.
final class ClusterFixture: Sendable {
  let store: Store
  let cluster: EmbeddedCluster
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "cluster-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    store = try Store.open(at: folder.appending(path: "store.db").path)
    cluster = EmbeddedCluster(store: store)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  func apply(_ object: KubeObject, by manager: String = "tester", force: Bool = false) async throws -> AppliedObject {
    try await cluster.apply(object, ApplyOptions(fieldManager: manager, force: force))
  }
}

extension KubeObject {
  init(_ apiVersion: String, _ kind: String, _ name: String, namespace: String = "default", _ rest: Value = [:]) {
    var content = rest.object ?? Mapping()
    content["apiVersion"] = .string(apiVersion)
    content["kind"] = .string(kind)
    self.init(content)
    self.name = name
    self.namespace = namespace
  }

  static func configMap(_ name: String, _ data: Value, namespace: String = "default") -> KubeObject {
    KubeObject("v1", "ConfigMap", name, namespace: namespace, ["data": data])
  }

  static func deployment(_ name: String, image: String = "web:1", replicas: Int64? = nil, app: String? = nil)
    -> KubeObject
  {
    let labels: Value = ["app": .string(app ?? name)]
    var object = KubeObject(
      "apps/v1", "Deployment", name,
      [
        "spec": [
          "selector": ["matchLabels": labels],
          "template": [
            "metadata": ["labels": labels],
            "spec": ["containers": [["name": "web", "image": .string(image)]]],
          ],
        ]
      ])
    if let replicas { object.spec?["replicas"] = .int(replicas) }
    return object
  }
}
