package import Kube
package import Overlay
package import Structure

/// Puts the manifests of a chart through an overlay before they are applied.
package enum OverlayPostRenderer {
  /// The objects of `manifests` after the patches, images and other additions of an overlay; for `spec.postRenderers`.
  /// - Parameter manifests: A stream of YAML. Its order stays.
  /// - Throws: ``OverlayError`` for what is no object, and for patches that do not fit.
  package static func render(
    _ manifests: [UInt8], _ additions: Overlay.Additions
  ) throws(OverlayError) -> [KubeObject] {
    let tree = MemoryFileTree(texts: [
      "kustomization.yaml": "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: []\n"
    ])
    var options = Overlay.Options()
    options.additions = additions
    return try render(manifests, tree: tree, directory: "", options: options)
  }

  /// The objects of `manifests` after the overlay of a directory, as if its kustomization named them as its first
  /// resource.
  package static func render(
    _ manifests: [UInt8], tree: some FileTree, directory: String, options: Overlay.Options
  ) throws(OverlayError) -> [KubeObject] {
    var options = options
    options.order = .fifo
    options.additions.manifests = manifests
    return try Overlay.build(tree: tree, directory: directory, options: options).objects
  }
}
