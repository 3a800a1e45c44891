import Overlay
import Structure
import Testing

@Suite("References and replacements")
struct ReferenceTests {
  @Test("Subjects of a role binding follow the service account's name and namespace")
  func subjects() throws {
    let text = try render([
      "kustomization.yaml": "resources: [r.yaml]\nnamePrefix: p-\nnamespace: prod\n",
      "r.yaml": """
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: robot
      ---
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata:
        name: b
      roleRef:
        apiGroup: rbac.authorization.k8s.io
        kind: ClusterRole
        name: admin
      subjects:
      - kind: ServiceAccount
        name: robot
      - kind: User
        name: someone
      """,
    ])
    #expect(
      text.contains("- kind: ServiceAccount\n  name: p-robot\n  namespace: prod\n- kind: User\n  name: someone\n"))
  }

  @Test("Two bases with the same names keep their own references")
  func twins() throws {
    let base = "resources: [../common]\nnamePrefix: "
    let text = try render(
      [
        "common/kustomization.yaml": "resources: [d.yaml, c.yaml]\n", "common/d.yaml": Sample.deployment,
        "common/c.yaml": Sample.configMap, "a/kustomization.yaml": base + "a-\n", "b/kustomization.yaml": base + "b-\n",
        "top/kustomization.yaml": "resources: [../a, ../b]\n",
      ], "top")
    #expect(text.components(of: "            name: a-settings\n") == 1)
    #expect(text.components(of: "            name: b-settings\n") == 1)
  }

  @Test("A replacement copies a value, whole, by delimiter, and into elements of lists")
  func replacements() throws {
    let text = try render([
      "kustomization.yaml": """
      resources: [d.yaml, c.yaml]
      replacements:
      - source:
          kind: ConfigMap
          name: settings
          fieldPath: data.key
        targets:
        - select:
            kind: Deployment
          fieldPaths:
          - spec.template.spec.containers.[name=main].image
          options:
            delimiter: ":"
            index: 1
        - select:
            kind: Deployment
          fieldPaths:
          - metadata.annotations.from
          options:
            create: true
      """, "d.yaml": Sample.deployment, "c.yaml": Sample.configMap,
    ])
    #expect(text.contains("image: nginx:value\n"))
    #expect(text.contains("  annotations:\n    from: value\n"))
  }

  @Test("Variables are replaced, with their type where they stand alone")
  func variables() throws {
    let text = try render([
      "kustomization.yaml": """
      resources: [d.yaml]
      vars:
      - name: COUNT
        objref: {kind: Deployment, name: web, apiVersion: apps/v1}
        fieldref: {fieldPath: spec.replicas}
      """,
      "d.yaml": Sample.deployment
        + "        command: [\"$(COUNT)\", \"n=$(COUNT)\", \"$$(COUNT)\", \"$(OTHER)\"]\n",
    ])
    #expect(text.contains("- command:\n        - 1\n        - n=1\n        - $(COUNT)\n        - $(OTHER)\n"))
  }

  @Test("Components change what is there so far")
  func components() throws {
    let text = try render(
      [
        "base/kustomization.yaml": "resources: [c.yaml]\n", "base/c.yaml": Sample.configMap,
        "comp/kustomization.yaml":
          "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nnameSuffix: -x\nconfigMapGenerator:\n- name: settings\n  behavior: merge\n  literals: [more=1]\n",
        "top/kustomization.yaml": "resources: [../base]\ncomponents: [../comp]\n",
      ], "top")
    #expect(
      text == "apiVersion: v1\ndata:\n  key: value\n  more: \"1\"\nkind: ConfigMap\nmetadata:\n  name: settings-x\n")
  }
}
