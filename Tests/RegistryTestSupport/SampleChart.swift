import GitTestSupport
package import Registry
package import Structure

/// A chart that does next to nothing, packed as Helm packs it.
package struct SampleChart: Sendable {
  package static let configType = "application/vnd.cncf.helm.config.v1+json"
  package static let contentType = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"

  package let name: String
  package let version: String
  /// The `.tgz`.
  package let archive: [UInt8]

  package init(_ name: String, _ version: String) async throws {
    self.name = name
    self.version = version
    let folder = try PeerFolder()
    try await ChildProcess.run(["mkdir", "-p", "\(folder.path)/\(name)/templates"])
    try folder.write("\(name)/Chart.yaml", "apiVersion: v2\nname: \(name)\nversion: \(version)\n")
    try folder.write("\(name)/values.yaml", "greeting: hello\n")
    try folder.write(
      "\(name)/templates/config.yaml",
      "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\ndata:\n  a: {{ .Values.greeting }}\n")
    try await ChildProcess.run(["tar", "-czf", "\(folder.path)/chart.tgz", "-C", folder.path, name])
    archive = try PeerFolder.read("\(folder.path)/chart.tgz")
  }

  /// What Helm makes of `Chart.yaml` for a registry.
  package var config: [UInt8] {
    JSON.bytes(["apiVersion": "v2", "name": .string(name), "version": .string(version)])
  }

  package var digest: Digest { Digest(of: archive) }

  /// The text of an image manifest.
  package static func manifest(config: RegistryDescriptor, layers: [RegistryDescriptor]) -> [UInt8] {
    JSON.bytes([
      "schemaVersion": 2, "mediaType": .string(MediaType.imageManifest), "config": value(config),
      "layers": .array(layers.map(value)),
    ])
  }

  private static func value(_ descriptor: RegistryDescriptor) -> Value {
    [
      "mediaType": .string(descriptor.mediaType), "digest": .string("\(descriptor.digest)"),
      "size": .int(Int64(descriptor.size)),
    ]
  }
}
