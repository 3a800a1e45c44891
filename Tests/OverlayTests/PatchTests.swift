import Overlay
import Structure
import Testing

@Suite("Patches")
struct PatchTests {
  private func patched(_ patch: String, target: String = "", object: String = Sample.deployment) throws -> String {
    let indented = patch.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
      .joined(separator: "\n")
    return try render([
      "kustomization.yaml": "resources: [o.yaml]\npatches:\n- patch: |-\n\(indented)\n\(target)", "o.yaml": object,
    ])
  }

  private let head = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n"

  @Test("Containers merge by name, the patch's elements first")
  func containers() throws {
    let text = try patched(
      head + """
        spec:
          template:
            spec:
              containers:
              - name: side
                image: side:1
              - name: main
                image: nginx:2
        """)
    #expect(
      text.contains(
        """
              containers:
              - image: side:1
                name: side
              - envFrom:
                - configMapRef:
                    name: settings
                image: nginx:2
                name: main

        """))
  }

  @Test("Null deletes, and so does $patch: delete")
  func deletion() throws {
    let text = try patched(head + "spec:\n  replicas: null\n  selector:\n    $patch: delete\n")
    #expect(!text.contains("replicas"))
    #expect(!text.contains("selector"))
    let nothing = try patched(head + "$patch: delete\n")
    #expect(nothing.isEmpty)
  }

  @Test("$patch: replace replaces a mapping and a list")
  func replacement() throws {
    let text = try patched(
      head + """
        spec:
          selector:
            $patch: replace
            matchLabels:
              only: this
          template:
            spec:
              containers:
              - $patch: replace
              - name: other
        """)
    #expect(text.contains("    matchLabels:\n      only: this\n  template"))
    #expect(text.contains("      containers:\n      - name: other\n"))
  }

  @Test("Lists of custom resources are replaced as a whole")
  func customResources() throws {
    let text = try patched(
      "apiVersion: example.com/v1\nkind: Mine\nmetadata:\n  name: m\nspec:\n  list:\n  - name: b\n",
      object: "apiVersion: example.com/v1\nkind: Mine\nmetadata:\n  name: m\nspec:\n  list:\n  - name: a\n")
    #expect(text.hasSuffix("spec:\n  list:\n  - name: b\n"))
  }

  @Test("A JSON patch works on all objects that its target selects")
  func json() throws {
    let text = try patched(
      """
      - op: replace
        path: /spec/replicas
        value: 3
      - op: add
        path: /spec/template/spec/containers/-
        value: {name: last}
      - op: move
        from: /spec/selector
        path: /spec/moved
      - op: test
        path: /spec/replicas
        value: 3
      """, target: "  target:\n    kind: Depl.*\n    name: w.b\n")
    #expect(text.contains("  moved:\n"))
    #expect(text.contains("  replicas: 3\n"))
    #expect(text.contains("      - name: last\n"))
  }

  @Test("A target's patterns match whole texts, and its selectors ask labels and annotations")
  func targets() throws {
    let patch = "- op: add\n  path: /data/added\n  value: x\n"
    let object = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  labels:\n    a: b\ndata: {}\n"
    #expect(try !patched(patch, target: "  target:\n    name: setting\n", object: object).contains("added"))
    #expect(try patched(patch, target: "  target:\n    name: setting.\n", object: object).contains("added"))
    #expect(try patched(patch, target: "  target:\n    labelSelector: a in (b,c)\n", object: object).contains("added"))
    #expect(try !patched(patch, target: "  target:\n    labelSelector: a!=b\n", object: object).contains("added"))
    #expect(try !patched(patch, target: "  target:\n    annotationSelector: x\n", object: object).contains("added"))
  }

  @Test("A patch may change name and kind where its options say so")
  func nameChange() throws {
    let text = try render([
      "kustomization.yaml": """
      resources: [c.yaml]
      patches:
      - path: p.yaml
        target:
          kind: ConfigMap
        options:
          allowNameChange: true
      """, "c.yaml": Sample.configMap, "p.yaml": "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: renamed\n",
    ])
    #expect(text.contains("  name: renamed\n"))
  }

  @Test("Ports merge by number and protocol")
  func ports() throws {
    let text = try patched(
      "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n    name: http\n",
      object:
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: 80\n    targetPort: 8080\n  - port: 443\n"
    )
    #expect(text.hasSuffix("  ports:\n  - name: http\n    port: 80\n    targetPort: 8080\n  - port: 443\n"))
  }
}
