import Structure

extension Layer {
  /// Adds what `resources` names: files, and directories with a kustomization of their own.
  func addResources(_ entries: [Located<String>], to accumulator: Accumulator) throws(Failure) {
    for entry in entries {
      try at(entry.pointer) { () throws(Failure) in try addResource(entry.part, to: accumulator) }
    }
  }

  private func addResource(_ path: String, to accumulator: Accumulator) throws(Failure) {
    if try isFile(path) {
      try addFile(path, to: accumulator)
    } else {
      let part = try directory(path, isComponent: false)
      try accumulator.merge(part.accumulate(into: Accumulator(scopes: build.schema.scopes)))
    }
  }

  /// Whether the path is for a file: what is missing is taken for one when its name has an extension.
  private func isFile(_ path: String) throws(Failure) -> Bool {
    guard !path.isEmpty else { throw Failure("an entry is empty: give the path of a file or directory") }
    if let kind = try loader.remoteKind(path) { return kind == .file }
    guard let target = PathText.join(path.hasPrefix("/") ? "" : loader.root, path, stopsAtRoot: false),
      case let real = try loader.sources.resolve(target)
    else { return true }
    switch try loader.sources.kind(of: real) {
    case .file: return true
    case .directory: return false
    case .missing:
      let name = PathText.lastName(of: path)
      return [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
    }
  }

  private func addFile(_ path: String, to accumulator: Accumulator) throws(Failure) {
    let (bytes, file) = try loader.load(path)
    let resources: [Resource]
    do throws(Failure) {
      resources = try build.factory.resources(in: bytes, file: file)
    } catch {
      var failure = error.at(file, nil)
      failure.chain = []
      throw failure
    }
    accumulator.map.reserve(resources.count)
    for resource in resources {
      if let origin {
        let text = origin.appending(path, remote: loader.remoteOrigin(path)).text
        try resource.setAnnotation(BuildAnnotation.origin, text)
      }
      do throws(Failure) {
        try accumulator.map.append(resource)
      } catch {
        throw error.at(resource)
      }
    }
  }

  /// The layer of another directory.
  func directory(_ path: String, isComponent: Bool) throws(Failure) -> Layer {
    let other = try loader.directory(path)
    let layer: Layer
    do throws(Failure) {
      layer = try Layer.load(other, build: build, isTop: false, depth: depth + 1)
    } catch {
      throw error
    }
    if isComponent, !layer.kustomization.isComponent {
      throw Failure("'\(path)' is a Kustomization, not a Component: name it in 'resources'")
    }
    if !isComponent, layer.kustomization.isComponent {
      throw Failure("'\(path)' is a Component: name it in 'components'")
    }
    layer.kustomization.buildMetadata = kustomization.buildMetadata
    layer.origin = origin?.appending(path, remote: loader.remoteOrigin(path))
    return layer
  }

  /// Components work on all that is there so far.
  func addComponents(to accumulator: Accumulator) throws(Failure) {
    for entry in kustomization.components {
      try at(entry.pointer) { () throws(Failure) in
        _ = try directory(entry.part, isComponent: true).accumulate(into: accumulator)
      }
    }
  }
}
