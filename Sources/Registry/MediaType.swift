/// The media types of what registries hold.
package enum MediaType {
  package static let imageManifest = "application/vnd.oci.image.manifest.v1+json"
  package static let imageIndex = "application/vnd.oci.image.index.v1+json"
  package static let dockerManifest = "application/vnd.docker.distribution.manifest.v2+json"
  package static let dockerManifestList = "application/vnd.docker.distribution.manifest.list.v2+json"

  /// What a manifest request takes.
  static let manifests = [imageManifest, imageIndex, dockerManifest, dockerManifestList]

  static func isIndex(_ type: String) -> Bool { type == imageIndex || type == dockerManifestList }
}
