import Kube
import Structure
import Testing

@Suite("Merge schemas")
struct MergeSchemaTests {
  private let deployment = GroupVersionKind(group: "apps", version: "v1", kind: "Deployment")

  @Test("kustomize merges containers by name, ports by number and protocol, finalizers as a set")
  func strategicMerge() throws {
    let root = try #require(MergeSchema.kustomize.node(for: deployment))
    let containers = try #require(root.field("spec")?.field("template")?.field("spec")?.field("containers"))
    #expect(containers.shape == .list)
    #expect(containers.patchStrategy.contains(.merge))
    #expect(containers.strategicMergeKeys == ["name"])
    #expect(containers.element?.field("ports")?.strategicMergeKeys == ["containerPort", "protocol"])
    let finalizers = root.field("metadata")?.field("finalizers")
    #expect(finalizers?.patchStrategy == .merge)
    #expect(finalizers?.strategicMergeKeys == [])
    #expect(containers.element?.field("command")?.patchStrategy == [])
  }

  @Test("Server-side apply knows sets, atomic lists, atomic maps, and defaults of keys")
  func serverSideApply() throws {
    let root = try #require(MergeSchema.serverSideApply.node(for: deployment))
    let pod = try #require(root.field("spec")?.field("template")?.field("spec"))
    let ports = pod.field("containers")?.element?.field("ports")
    #expect(
      ports?.topology
        == .associative([.init(name: "containerPort"), .init(name: "protocol", defaultValue: "TCP")]))
    #expect(pod.field("tolerations")?.topology == .atomic)
    #expect(root.field("metadata")?.field("finalizers")?.topology == .set)
    #expect(root.field("metadata")?.field("labels")?.topology == .granular)
    #expect(root.field("spec")?.field("selector")?.topology == .atomic)
    #expect(root.field("spec")?.field("replicas")?.topology == .atomic)
    #expect(pod.field("nodeSelector")?.topology == .atomic)
  }

  @Test("Scopes and plural names are known for built-in kinds only")
  func scopes() {
    let node = GroupVersionKind(group: "", version: "v1", kind: "Node")
    let unknown = GroupVersionKind(group: "example.com", version: "v1", kind: "Mine")
    for schema in [MergeSchema.kustomize, .serverSideApply] {
      #expect(schema.isNamespaced(deployment) == true)
      #expect(schema.isNamespaced(node) == false)
      #expect(schema.isNamespaced(unknown) == nil)
    }
    #expect(MergeSchema.serverSideApply.plural(deployment) == "deployments")
    #expect(MergeSchema.serverSideApply.node(for: unknown) == nil)
  }

  @Test("A user's own document gives the same facts, references and recursion included")
  func ownDocument() throws {
    let document: Value = [
      "definitions": [
        "Mine": [
          "type": "object",
          "properties": [
            "list": [
              "type": "array", "items": ["$ref": "#/definitions/Item"], "x-kubernetes-patch-strategy": "merge",
              "x-kubernetes-patch-merge-key": "id",
            ], "free": ["type": "object", "additionalProperties": ["$ref": "#/definitions/Item"]],
          ], "x-kubernetes-group-version-kind": [["group": "example.com", "version": "v1", "kind": "Mine"]],
        ], "Item": ["type": "object", "properties": ["inner": ["$ref": "#/definitions/Item"]]],
      ]
    ]
    let schema = MergeSchema(openAPI: document)
    let root = try #require(schema.node(for: GroupVersionKind(group: "example.com", version: "v1", kind: "Mine")))
    #expect(root.field("list")?.strategicMergeKeys == ["id"])
    #expect(root.field("list")?.element?.field("inner")?.field("inner")?.shape == .structure)
    #expect(root.field("free")?.field("anything")?.field("inner") != nil)
    #expect(root.field("other") == nil)
  }

  @Test("A document that is none gives an empty schema", arguments: [Value.null, ["definitions": [1, 2]], "text"])
  func nonsense(document: Value) {
    #expect(MergeSchema(openAPI: document).kinds.isEmpty)
  }
}
