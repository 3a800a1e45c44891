import Overlay
import Structure
import Testing

@Suite("Transformers")
struct TransformerTests {
  @Test("A prefix and a suffix rename an object and what refers to it")
  func affixes() throws {
    let text = try render([
      "kustomization.yaml": "resources: [d.yaml, c.yaml]\nnamePrefix: a-\nnameSuffix: -z\n",
      "d.yaml": Sample.deployment, "c.yaml": Sample.configMap,
    ])
    #expect(text.contains("  name: a-web-z\n"))
    #expect(text.contains("            name: a-settings-z\n"))
  }

  @Test("Namespaces and definitions keep their names under a prefix")
  func affixExceptions() throws {
    let text = try render([
      "kustomization.yaml": "resources: [n.yaml]\nnamePrefix: a-\n",
      "n.yaml": "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: space\n",
    ])
    #expect(text == "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: space\n")
  }

  @Test("A namespace moves objects and renames Namespaces, but leaves kinds outside of namespaces alone")
  func namespace() throws {
    let text = try render([
      "kustomization.yaml": "resources: [n.yaml]\nnamespace: prod\n",
      "n.yaml": """
      apiVersion: v1
      kind: Namespace
      metadata:
        name: old
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: ClusterRole
      metadata:
        name: r
      ---
      apiVersion: example.com/v1
      kind: Unknown
      metadata:
        name: u
      """,
    ])
    #expect(
      text == """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: prod
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: r
        ---
        apiVersion: example.com/v1
        kind: Unknown
        metadata:
          name: u
          namespace: prod

        """)
  }

  @Test("Common labels reach selectors and templates, labels only the metadata")
  func labels() throws {
    let common = try render([
      "kustomization.yaml": "resources: [d.yaml]\ncommonLabels:\n  team: x\n", "d.yaml": Sample.deployment,
    ])
    #expect(common.components(of: "team: x") == 3)
    let plain = try render([
      "kustomization.yaml": "resources: [d.yaml]\nlabels:\n- pairs:\n    team: x\n", "d.yaml": Sample.deployment,
    ])
    #expect(plain.components(of: "team: x") == 1)
    let templates = try render([
      "kustomization.yaml": "resources: [d.yaml]\nlabels:\n- pairs:\n    team: x\n  includeTemplates: true\n",
      "d.yaml": Sample.deployment,
    ])
    #expect(templates.components(of: "team: x") == 2)
  }

  @Test("A common label is one node in all its places, so that a later patch of one changes all, as in the original")
  func sharedLabels() throws {
    let text = try render(
      [
        "base/kustomization.yaml": "resources: [d.yaml]\ncommonLabels:\n  team: x\n", "base/d.yaml": Sample.deployment,
        "top/kustomization.yaml": """
        resources: [../base]
        patches:
        - patch: |-
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: web
              labels:
                team: changed
        """,
      ], "top")
    #expect(text.components(of: "team: changed") == 3)
  }

  @Test("Annotations become strings")
  func annotations() throws {
    let text = try render([
      "kustomization.yaml": "resources: [c.yaml]\ncommonAnnotations:\n  a: \"true\"\n",
      "c.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\n  annotations:\n    num: 5\n",
    ])
    #expect(text.contains("    a: \"true\"\n    num: \"5\"\n"))
  }

  @Test(
    "Images change by name, tag and digest",
    arguments: [
      ("newTag: \"2\"", "nginx:2"), ("newName: reg:5000/n", "reg:5000/n:1.0"),
      ("digest: sha256:abc", "nginx@sha256:abc"),
      ("newName: other\n  newTag: \"2\"\n  digest: sha256:abc", "other:2@sha256:abc"),
      ("tagSuffix: -x", "nginx:1.0-x-x"),
    ])
  func images(change: String, expected: String) throws {
    let text = try render([
      "kustomization.yaml": "resources: [d.yaml]\nimages:\n- name: nginx\n  \(change)\n", "d.yaml": Sample.deployment,
    ])
    #expect(text.contains("image: \(expected)\n"))
  }

  @Test("Replicas are set by name")
  func replicas() throws {
    let text = try render([
      "kustomization.yaml": "resources: [d.yaml]\nreplicas:\n- name: web\n  count: 5\n", "d.yaml": Sample.deployment,
    ])
    #expect(text.contains("  replicas: 5\n"))
  }

  @Test("The order is by kind on the command line, and as read with fifo")
  func order() throws {
    let files = ["d.yaml": Sample.deployment, "c.yaml": Sample.configMap]
    let legacy = try render(files.merging(["kustomization.yaml": "resources: [d.yaml, c.yaml]\n"]) { $1 })
    #expect(legacy.hasPrefix("apiVersion: v1\ndata:"))
    let fifo = try render(
      files.merging(["kustomization.yaml": "resources: [d.yaml, c.yaml]\nsortOptions:\n  order: fifo\n"]) { $1 })
    #expect(fifo.hasPrefix("apiVersion: apps/v1\n"))
  }

  @Test("Plugins do the same in objects of their own")
  func plugins() throws {
    let text = try render([
      "kustomization.yaml": "resources: [c.yaml]\ntransformers: [t.yaml]\n", "c.yaml": Sample.configMap,
      "t.yaml": """
      apiVersion: builtin
      kind: PrefixTransformer
      metadata:
        name: p
      prefix: x-
      fieldSpecs:
      - path: metadata/name
      """,
    ])
    #expect(text.contains("  name: x-settings\n"))
  }

  @Test("A configuration adds fields to those that are built in")
  func configurations() throws {
    let text = try render([
      "kustomization.yaml": "resources: [r.yaml, c.yaml]\nnamePrefix: p-\nconfigurations: [conf.yaml]\n",
      "conf.yaml":
        "nameReference:\n- kind: ConfigMap\n  version: v1\n  fieldSpecs:\n  - path: spec/config\n    kind: Mine\n",
      "r.yaml": "apiVersion: example.com/v1\nkind: Mine\nmetadata:\n  name: m\nspec:\n  config: settings\n",
      "c.yaml": Sample.configMap,
    ])
    #expect(text.contains("  config: p-settings\n"))
  }
}

extension String {
  /// How often a text occurs.
  func components(of part: String) -> Int { split(separator: part, omittingEmptySubsequences: false).count - 1 }
}
