import Overlay
import Structure
import TestRandomness
import Testing

@Suite("Robustness")
struct RobustnessTests {
  /// A generator whose numbers are the same in each run.
  private static let tree: [String: String] = [
    "top/kustomization.yaml": """
    resources: [../base]
    namePrefix: p-
    patches:
    - path: patch.yaml
    - path: patch.json
      target: {kind: Deployment}
    configMapGenerator:
    - name: g
      envs: [e.env]
      files: [f.txt]
    configurations: [conf.yaml]
    replacements:
    - path: repl.yaml
    transformers: [t.yaml]
    """,
    "top/patch.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 2\n",
    "top/patch.json": "[{\"op\": \"add\", \"path\": \"/metadata/labels\", \"value\": {\"a\": \"b\"}}]",
    "top/e.env": "A=b\n", "top/f.txt": "text",
    "top/conf.yaml": "namePrefix:\n- path: metadata/other\n",
    "top/repl.yaml":
      "source: {kind: ConfigMap, name: settings, fieldPath: data.key}\ntargets:\n- select: {kind: Deployment}\n  fieldPaths: [spec.replicas]\n",
    "top/t.yaml":
      "apiVersion: builtin\nkind: LabelTransformer\nmetadata:\n  name: t\nlabels: {x: y}\nfieldSpecs:\n- path: metadata/labels\n  create: true\n",
    "base/kustomization.yaml": "resources: [all.yaml]\n",
    "base/all.yaml": Sample.deployment + "---\n" + Sample.configMap + "---\n" + Sample.service,
  ]

  private static func attempt(_ path: String, _ bytes: [UInt8]) {
    var files = tree.mapValues { Array($0.utf8) }
    files[path] = bytes
    // Either is fine: a result, or a message. A crash ends the test run.
    _ = try? Overlay.build(tree: MemoryFileTree(files), directory: "top")
  }

  @Test("Random bytes in any file give a result or an error", arguments: tree.keys.sorted())
  func noise(path: String) {
    var dice = SeededGenerator(seed: 7)
    for round in 0..<60 {
      let bytes = (0..<(round * 7)).map { _ in UInt8.random(in: 0...255, using: &dice) }
      Self.attempt(path, bytes)
    }
  }

  @Test("Bytes changed, dropped and doubled in any file give a result or an error", arguments: tree.keys.sorted())
  func mutations(path: String) throws {
    let original = Array(try #require(Self.tree[path]).utf8)
    var dice = SeededGenerator(seed: 11)
    let interesting = Array("[]{}:-#&*!|>'\"%@`, \n\t?~0123456789.$/\\".utf8) + [0, 0x7F, 0xC3, 0xFF]
    for _ in 0..<150 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &dice) where !bytes.isEmpty {
        let index = Int.random(in: 0..<bytes.count, using: &dice)
        switch Int.random(in: 0..<4, using: &dice) {
        case 0: bytes.remove(at: index)
        case 1: bytes[index] = interesting[Int.random(in: 0..<interesting.count, using: &dice)]
        case 2: bytes.insert(interesting[Int.random(in: 0..<interesting.count, using: &dice)], at: index)
        default:
          let end = min(bytes.count, index + Int.random(in: 1...40, using: &dice))
          bytes.insert(contentsOf: bytes[index..<end], at: Int.random(in: 0..<bytes.count, using: &dice))
        }
      }
      Self.attempt(path, bytes)
    }
  }

  @Test("Deep nesting is refused", arguments: ["[", "{a: ", "- "])
  func depth(open: String) {
    let deep = String(repeating: open, count: 20_000)
    for path in Self.tree.keys { Self.attempt(path, Array(deep.utf8)) }
  }

  @Test("Large files are refused")
  func size() {
    var options = Overlay.Options()
    options.limits.file = 1000
    let files = ["kustomization.yaml": "resources: [c.yaml]\n", "c.yaml": String(repeating: "# comment\n", count: 200)]
    #expect(firstLine(files, options: options).contains("1000"))
    options.limits.file = 10_000
    options.limits.total = 1 << 10
    #expect(firstLine(files, options: options).contains("limit"))
  }
}
