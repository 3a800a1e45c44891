/// What a rendered chart would put into a cluster: its objects in the order of installation, and its hooks.
package struct ReleaseManifests: Sendable {
  package var objects: [Manifest] = []
  package var hooks: [Hook] = []
  /// Hooks that were dropped, for people.
  package var warnings: [String] = []

  /// Splits what the templates wrote into documents and sorts them as Helm does.
  /// - Throws: ``ChartError`` for what is no manifest.
  package init(_ rendered: RenderedChart) throws(ChartError) {
    try self.init(rendered.files)
  }

  init(_ files: [RenderedChart.File]) throws(ChartError) {
    for file in files where !file.name.hasSuffix(RenderedChart.notesSuffix) {
      for document in ManifestSplitter.split(file.content) { try add(document, file.name) }
    }
    objects = InstallOrder.sort(objects) { $0.kind }
    hooks = InstallOrder.sort(hooks) { $0.manifest.kind }
  }

  private mutating func add(_ document: ArraySlice<UInt8>, _ source: String) throws(ChartError) {
    let head = try ManifestHead(document, file: source)
    let manifest = Manifest(
      source: source, apiVersion: head.apiVersion, kind: head.kind, content: Array(document))
    switch Hook.read(manifest, head) {
    case .noHook: objects.append(manifest)
    case .hook(let hook): hooks.append(hook)
    case .unknown(let event):
      warnings.append(
        "\(source): \(head.kind) '\(head.name)' is left out: there is no hook '\(event)'")
    }
  }

  /// The objects as one stream of YAML, each under a comment with the template it comes from.
  package func write() -> [UInt8] { Self.write(objects) }

  /// Manifests as one stream of YAML.
  package static func write(_ manifests: [Manifest]) -> [UInt8] {
    var bytes: [UInt8] = []
    for manifest in manifests { write(manifest.content, source: manifest.source, into: &bytes) }
    return bytes
  }

  /// Files as one stream of YAML, as the definitions of a chart are written.
  package static func write(_ files: [ChartFile]) -> [UInt8] {
    var bytes: [UInt8] = []
    for file in files { write(file.content, source: file.path, into: &bytes) }
    return bytes
  }

  private static func write(_ content: [UInt8], source: String, into bytes: inout [UInt8]) {
    bytes += "---\n# Source: \(source)\n".utf8
    bytes += content
    bytes.append(0x0A)
  }
}
