import Overlay
import Structure
import Testing

@Suite("Generators")
struct GeneratorTests {
  @Test("A ConfigMap of literals gets the hash that kustomize gives it")
  func literals() throws {
    let text = try render(["kustomization.yaml": "configMapGenerator:\n- name: c\n  literals:\n  - a=1\n  - b='x y'\n"])
    #expect(text == "apiVersion: v1\ndata:\n  a: \"1\"\n  b: x y\nkind: ConfigMap\nmetadata:\n  name: c-8h58kkhgh4\n")
  }

  @Test("Files and environment files give entries; bytes that are no text go to binaryData")
  func files() throws {
    let tree = MemoryFileTree([
      "kustomization.yaml": Array(
        "configMapGenerator:\n- name: c\n  files: [f.txt, k=b.bin]\n  envs: [e.env]\n  options:\n    disableNameSuffixHash: true\n"
          .utf8),
      "f.txt": Array("text\n".utf8), "b.bin": [0xFF, 0xFE, 0x00], "e.env": Array("# note\nA=b=c\n\nEMPTY\n".utf8),
    ])
    let result = try Overlay.build(tree: tree, directory: "")
    #expect(
      String(decoding: Overlay.write(result.objects), as: UTF8.self) == """
        apiVersion: v1
        binaryData:
          k: //4A
        data:
          A: b=c
          EMPTY: ""
          f.txt: |
            text
        kind: ConfigMap
        metadata:
          name: c

        """)
  }

  @Test("A Secret is encoded and has a type")
  func secret() throws {
    let text = try render([
      "kustomization.yaml":
        "secretGenerator:\n- name: s\n  type: kubernetes.io/tls\n  literals: [p=secret]\ngeneratorOptions:\n  disableNameSuffixHash: true\n  labels:\n    l: v\n  immutable: true\n"
    ])
    #expect(
      text
        == "apiVersion: v1\ndata:\n  p: c2VjcmV0\nimmutable: true\nkind: Secret\nmetadata:\n  labels:\n    l: v\n  name: s\ntype: kubernetes.io/tls\n"
    )
  }

  @Test("An overlay merges into a generated ConfigMap, and references follow the hash")
  func merge() throws {
    let text = try render(
      [
        "base/kustomization.yaml":
          "resources: [d.yaml]\nconfigMapGenerator:\n- name: settings\n  literals: [a=1, b=2]\n",
        "base/d.yaml": Sample.deployment,
        "top/kustomization.yaml":
          "resources: [../base]\nconfigMapGenerator:\n- name: settings\n  behavior: merge\n  literals: [b=3, c=4]\n",
      ], "top")
    #expect(text.contains("data:\n  a: \"1\"\n  b: \"3\"\n  c: \"4\"\n"))
    let name = try #require(text.firstMatch(of: /name: (settings-[a-z0-9]{10})/)?.1)
    #expect(text.components(of: String(name)) == 2)
  }

  @Test("Lines of long encoded values have 70 characters")
  func longValues() throws {
    let text = try render([
      "kustomization.yaml": "secretGenerator:\n- name: s\n  literals:\n  - p=\(String(repeating: "x", count: 80))\n"
    ])
    #expect(text.contains("  p: |\n    eHh4"))
  }
}
