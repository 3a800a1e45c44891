import Structure

/// Reads files for one kustomization: none outside of its directory, unless that is allowed.
final class RootLoader {
  let sources: Sources
  /// The directory, without symbolic links.
  let root: String
  let options: Overlay.Options
  let referrer: RootLoader?
  /// Set for a directory that came from a remote repository, which may not lead out of that.
  private let containment: String?

  init(
    sources: Sources, root: String, options: Overlay.Options, referrer: RootLoader? = nil, containment: String? = nil
  ) {
    self.sources = sources
    self.root = root
    self.options = options
    self.referrer = referrer
    self.containment = containment ?? referrer?.containment
  }

  /// The content of a file and its path in the tree.
  /// - Throws: When there is no such file, or it lies outside of the directory.
  func load(_ path: String) throws(Failure) -> (bytes: [UInt8], path: String) {
    if PathText.isWeb(path) { return (try remoteFile(path), Self.withoutSecrets(path)) }
    guard !PathText.isRemote(path) || !path.contains("://") else {
      throw Failure("'\(Self.withoutSecrets(path))' is a repository where a file was expected")
    }
    let target = try place(path)
    let real = try sources.resolve(target)
    try checkPlace(real, path)
    switch try sources.kind(of: real) {
    case .file: return (try sources.read(real), sources.name(real))
    case .directory: throw Failure("'\(path)' is a directory where a file was expected")
    case .missing: throw Failure("file '\(path)' does not exist\(hint(for: real))")
    }
  }

  /// - Throws: When a file lies outside of the directory and may not.
  func checkPlace(_ real: String, _ path: String) throws(Failure) {
    guard !options.allowsFilesOutsideRoot || containment != nil, !PathText.isWithin(real, root) else { return }
    throw Failure(
      "security: file '\(path)' is not in or below '\(shown(root))'; "
        + "move it there, or allow it with '--load-restrictor LoadRestrictionsNone'")
  }

  /// The place of a folder with files for the kustomization; nil when there is none.
  /// - Throws: When it lies outside of the directory and may not.
  func folder(_ path: String) throws(Failure) -> String? {
    let real = try sources.resolve(try place(path))
    guard try sources.kind(of: real) == .directory else { return nil }
    try checkPlace(real, path)
    return real
  }

  /// A loader for another directory.
  /// - Throws: When there is no such directory, or it leads back to one that is being built.
  func directory(_ path: String) throws(Failure) -> RootLoader {
    guard !path.isEmpty else { throw Failure("the path of a base cannot be empty") }
    if try remoteKind(path) != nil { return try remote(path) }
    guard !path.hasPrefix("/") else { throw Failure("'\(path)' cannot be absolute: give a path relative to this file") }
    let real = try sources.resolve(try place(path))
    switch try sources.kind(of: real) {
    case .directory: break
    case .file: throw Failure("'\(path)' is a file where a directory was expected")
    case .missing: throw Failure("'\(path)' does not exist\(hint(for: real))")
    }
    if let containment, !PathText.isWithin(real, containment) {
      throw Failure("security: '\(path)' leads out of the remote repository")
    }
    var visited: RootLoader? = self
    while let loader = visited, loader.sources === sources {
      if PathText.isWithin(loader.root, real) {
        throw Failure(
          "cycle: '\(path)' is '\(shown(real))', which contains '\(shown(loader.root))' that is being built")
      }
      visited = loader.referrer
    }
    return RootLoader(sources: sources, root: real, options: options, referrer: self)
  }

  private func place(_ path: String) throws(Failure) -> String {
    if path.hasPrefix("/") {
      guard options.treeIsFileSystem else { throw Failure("'\(path)' is absolute and leads outside the tree") }
      return PathText.clean(path)
    }
    // `..` is taken by the text of the path, before symbolic links, as the original does.
    guard let target = PathText.join(root, path, stopsAtRoot: !options.treeIsFileSystem) else {
      throw Failure("security: '\(path)' leads outside the tree")
    }
    return target
  }

  /// A file of nearly that name in the same directory.
  private func hint(for path: String) -> String {
    let parent = PathText.parent(of: path)
    guard (try? sources.kind(of: parent)) == .directory, let children = try? sources.list(parent) else { return "" }
    return NearestName.hint(PathText.lastName(of: path), among: children.map(\.name))
  }

  /// A path of the tree in a message.
  func shown(_ path: String) -> String { path.isEmpty && sources.remote == nil ? "." : sources.name(path) }
}
