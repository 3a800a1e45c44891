import Structure

/// Makes up a kustomization for a directory that has none, as Flux does: every manifest in and below it is a resource;
/// a directory below with a kustomization of its own counts as a whole.
struct MissingKustomization {
  let build: Build

  func provide(at root: String) throws(Failure) {
    for name in Layer.fileNames where try kind(root, name) == .file { return }
    var resources: [String] = []
    try collect(root, "", &resources, depth: 0)
    let list = Value.array(resources.map { .string("./" + $0) })
    let value: Value = ["apiVersion": "kustomize.config.k8s.io/v1beta1", "kind": "Kustomization", "resources": list]
    build.sources.put(YAML.write(value), at: root.isEmpty ? Layer.fileNames[0] : root + "/" + Layer.fileNames[0])
  }

  private func kind(_ directory: String, _ name: String) throws(Failure) -> Sources.Kind {
    let path = directory.isEmpty ? name : directory + "/" + name
    return try build.sources.kind(of: path)
  }

  private func collect(
    _ directory: String, _ relative: String, _ resources: inout [String], depth: Int
  ) throws(Failure) {
    guard depth <= Build.depthLimit else { throw Failure("directories nest deeper than \(Build.depthLimit) levels") }
    for (name, entry) in try build.sources.list(directory) {
      let path = directory.isEmpty ? name : directory + "/" + name
      let shown = relative.isEmpty ? name : relative + "/" + name
      switch entry {
      case .directory:
        var hasKustomization = false
        for file in Layer.fileNames where try kind(path, file) == .file { hasKustomization = true }
        if hasKustomization { resources.append(shown) } else { try collect(path, shown, &resources, depth: depth + 1) }
      case .file:
        guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else { continue }
        do throws(Failure) {
          _ = try build.factory.resources(in: build.sources.read(path), file: path)
        } catch {
          throw error.at(path, nil)
        }
        resources.append(shown)
      case .symbolicLink: continue
      }
    }
  }
}
