import Overlay
import Structure
import Testing

/// A tree that fails the test when anything outside of a folder is read.
private struct WatchedTree: FileTree {
  let inner: MemoryFileTree
  let allowed: [String]

  private func check(_ path: String) {
    let isAllowed = allowed.contains { path == $0 || path.hasPrefix($0 + "/") }
    if !isAllowed { Issue.record("read outside of the allowed folders: \(path)") }
  }

  func entry(at path: String) throws -> FileTreeEntry? { try inner.entry(at: path) }
  func read(_ path: String, limit: Int) throws -> [UInt8] {
    check(path)
    return try inner.read(path, limit: limit)
  }
  func list(_ path: String) throws -> [(name: String, entry: FileTreeEntry)] { try inner.list(path) }
}

@Suite("Confinement")
struct ConfinementTests {
  private static let secrets = ["secret.yaml": "kind: Secret\n", "etc/passwd": "root\n"]

  /// Ways to name a file outside of `app`.
  private static let escapes = [
    "../secret.yaml", "sub/../../secret.yaml", "./../secret.yaml", "/secret.yaml", "/etc/passwd", "link.yaml",
    "links/secret.yaml", "../app/../secret.yaml", "....//secret.yaml", "absolute.yaml", "../../../../etc/passwd",
    "chain.yaml",
  ]

  private static let uses: [(String, @Sendable (String) -> String)] = [
    ("resources", { "resources:\n- \"\($0)\"\n" }),
    ("patches", { "resources: [ok.yaml]\npatches:\n- path: \"\($0)\"\n" }),
    ("patchesStrategicMerge", { "resources: [ok.yaml]\npatchesStrategicMerge:\n- \"\($0)\"\n" }),
    ("generator files", { "configMapGenerator:\n- name: c\n  files: [\"k=\($0)\"]\n" }),
    ("generator envs", { "configMapGenerator:\n- name: c\n  envs: [\"\($0)\"]\n" }),
    ("configurations", { "resources: [ok.yaml]\nconfigurations: [\"\($0)\"]\n" }),
    ("crds", { "resources: [ok.yaml]\ncrds: [\"\($0)\"]\n" }),
    ("replacements", { "resources: [ok.yaml]\nreplacements:\n- path: \"\($0)\"\n" }),
    ("openapi", { "resources: [ok.yaml]\nopenapi:\n  path: \"\($0)\"\n" }),
    ("transformers", { "resources: [ok.yaml]\ntransformers: [\"\($0)\"]\n" }),
  ]

  private static func tree(_ kustomization: String) -> MemoryFileTree {
    var files = secrets
    files["app/kustomization.yaml"] = kustomization
    files["app/ok.yaml"] = Sample.configMap
    return MemoryFileTree(
      files.mapValues { Array($0.utf8) },
      links: [
        "app/link.yaml": "../secret.yaml", "app/links": "..", "app/absolute.yaml": "/secret.yaml",
        "app/chain.yaml": "chain2.yaml", "app/chain2.yaml": "../secret.yaml",
      ])
  }

  @Test("No field of a kustomization reads a file outside of its directory", arguments: uses.map(\.0))
  func fields(field: String) throws {
    let make = try #require(Self.uses.first { $0.0 == field }?.1)
    for escape in Self.escapes {
      let tree = WatchedTree(inner: Self.tree(make(escape)), allowed: ["app"])
      #expect(throws: OverlayError.self, "\(field): \(escape)") { try Overlay.build(tree: tree, directory: "app") }
    }
  }

  @Test("With the restriction lifted, no field leaves the tree")
  func tree() throws {
    var options = Overlay.Options()
    options.allowsFilesOutsideRoot = true
    for escape in ["../../secret.yaml", "../../../../etc/passwd", "absolute.yaml", "/secret.yaml"] {
      for (field, make) in Self.uses {
        #expect(throws: OverlayError.self, "\(field): \(escape)") {
          try Overlay.build(tree: Self.tree(make(escape)), directory: "app", options: options)
        }
      }
    }
  }

  @Test("A base may be anywhere in the tree, but not above it")
  func bases() throws {
    let files = ["a/kustomization.yaml": "resources: [../b]\n", "b/kustomization.yaml": "resources: [../../c]\n"]
    #expect(firstLine(files, "a").hasPrefix("b/kustomization.yaml:1:13: "))
  }

  @Test("Links that lead around in circles end")
  func loops() {
    let tree = MemoryFileTree(
      ["kustomization.yaml": Array("resources: [a.yaml]\n".utf8)], links: ["a.yaml": "b.yaml", "b.yaml": "a.yaml"])
    #expect(throws: OverlayError.self) { try Overlay.build(tree: tree, directory: "") }
  }

  @Test(
    "Remote bases are refused",
    arguments: [
      "https://example.com/repo", "github.com/owner/repo", "git@github.com:owner/repo.git", "ssh://git@host/repo",
      "https://example.com/file.yaml", "owner/repo.git//path?ref=main",
    ])
  func remote(url: String) {
    #expect(firstLine(["kustomization.yaml": "resources:\n- \(url)\n"]).contains("remote bases are refused"))
  }

  @Test("No message shows the password of a URL, or the text of a literal")
  func secrets() {
    let url = firstLine(["kustomization.yaml": "resources:\n- https://user:hunter2@example.com/repo\n"])
    #expect(url.contains("example.com") && !url.contains("hunter2"))
    let literal = firstLine(["kustomization.yaml": "secretGenerator:\n- name: s\n  literals: [hunter2]\n"])
    #expect(literal.contains("literals[0]") && !literal.contains("hunter2"))
  }
}
