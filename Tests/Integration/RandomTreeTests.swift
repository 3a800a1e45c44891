import TestSupport
import TestRandomness
import Testing

/// Whatever stands in the files of a tree, a build ends by itself, with a result or a message, and in bounded memory.
@Suite("Random trees", .serialized)
struct RandomTreeTests {
  private static let memoryLimit = 256 << 20

  private static let tree: [String: String] = [
    "top/kustomization.yaml": """
    resources: [../base]
    namePrefix: p-
    commonLabels: {app: web}
    images: [{name: nginx, newTag: "2"}]
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
    "top/e.env": "A=b\n",
    "top/f.txt": "text",
    "top/conf.yaml": "namePrefix:\n- path: metadata/other\n",
    "top/repl.yaml":
      "- source: {kind: Deployment, fieldPath: spec.replicas}\n  targets:\n  - select: {kind: Deployment}\n"
      + "    fieldPaths: [metadata.labels.count]\n    options: {create: true}\n",
    "top/t.yaml":
      "apiVersion: builtin\nkind: LabelTransformer\nmetadata:\n  name: t\nlabels: {x: y}\nfieldSpecs:\n"
      + "- path: metadata/labels\n  create: true\n",
    "base/kustomization.yaml": "resources: [all.yaml]\n",
    "base/all.yaml":
      "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 1\n  template:\n    spec:\n"
      + "      containers:\n      - {name: main, image: nginx}\n",
  ]

  /// A generator whose numbers are the same in each run.
  @Test("The tree itself builds")
  func untouched() throws {
    let end = try Self.build { _ in }
    #expect(end.status == 0, "\(end.errors)")
  }

  @Test("Random bytes as any file end in a result or a message, below 256 MiB", arguments: tree.keys.sorted())
  func noise(path: String) throws {
    var dice = SeededGenerator(seed: 17)
    // Bytes of any kind, and of the kinds that mean something; few, as many as a page, and a lot.
    let meaningful = Array("[]{}:-#&*!|>'\"%@`, \n\n\t?~01ab<$/\\".utf8)
    for count in [1, 40, 700, 4096, 65536, 1 << 20] {
      try Self.check(path, (0..<count).map { _ in UInt8.random(in: 0...255, using: &dice) })
      try Self.check(path, (0..<count).map { _ in meaningful[Int.random(in: 0..<meaningful.count, using: &dice)] })
    }
  }

  private static func check(_ path: String, _ bytes: [UInt8]) throws {
    let end = try build { folder in try Files.write(bytes, to: folder.file(path)) }
    #expect(end.status == 0 || end.status == 1, "\(bytes.count) bytes as \(path): it ended with \(end.status)")
    if end.status == 1 { #expect(!end.errors.isEmpty, "\(bytes.count) bytes as \(path): no message") }
    #expect(end.peakBytes <= memoryLimit, "\(bytes.count) bytes as \(path) took \(end.peakBytes >> 20) MiB")
  }

  /// Builds the tree with a change to its files, as a process of its own.
  private static func build(_ change: (TemporaryFolder) throws -> Void) throws -> MeasuredChild {
    let folder = try TemporaryFolder("martlet-random")
    for (path, text) in tree { try Files.write(text, to: folder.file(path)) }
    try change(folder)
    return try MeasuredChild.run(
      [try MartletBinary.beside(store: "").path, "build", "kustomization", folder.file("top")])
  }
}
