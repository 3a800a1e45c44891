import Structure

/// Reads files for one kustomization: none outside of its directory, unless that is allowed.
final class RootLoader {
  let sources: Sources
  /// The directory, without symbolic links.
  let root: String
  let options: Overlay.Options
  private let referrer: RootLoader?
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
    guard !PathText.isRemote(path) || !path.contains("://") else { throw Failure(Self.remoteRefusal(path)) }
    let target = try place(path)
    let real = try sources.resolve(target)
    if !options.allowsFilesOutsideRoot || containment != nil, !PathText.isWithin(real, root) {
      throw Failure(
        "security: file '\(path)' is not in or below '\(shown(root))'; "
          + "move it there, or allow it with '--load-restrictor LoadRestrictionsNone'")
    }
    switch try sources.kind(of: real) {
    case .file: return (try sources.read(real), real)
    case .directory: throw Failure("'\(path)' is a directory where a file was expected")
    case .missing: throw Failure("file '\(path)' does not exist\(hint(for: real))")
    }
  }

  /// A loader for another directory.
  /// - Throws: When there is no such directory, or it leads back to one that is being built.
  func directory(_ path: String) throws(Failure) -> RootLoader {
    guard !path.isEmpty else { throw Failure("the path of a base cannot be empty") }
    if PathText.isRemote(path) { return try remote(path) }
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
    while let loader = visited {
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

  private func remote(_ url: String) throws(Failure) -> RootLoader {
    guard let loader = options.remoteBases else { throw Failure(Self.remoteRefusal(url)) }
    do {
      let base = try loader.load(url)
      let remoteSources = Sources(tree: base.tree, limits: options.limits, absoluteLinks: false)
      var options = options
      options.treeIsFileSystem = false
      let root = try remoteSources.resolve(base.directory)
      return RootLoader(sources: remoteSources, root: root, options: options, referrer: nil, containment: "")
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure("cannot load the remote base '\(Self.withoutUser(url))': \(error)")
    }
  }

  static func remoteRefusal(_ url: String) -> String {
    "'\(withoutUser(url))' is remote, and remote bases are refused: copy it into the repository and name the copy"
  }

  /// The URL without user name and password.
  private static func withoutUser(_ url: String) -> String {
    guard let scheme = url.firstRange(of: "://") else { return url }
    let host = url[scheme.upperBound...]
    let end = host.firstIndex(of: "/") ?? host.endIndex
    guard let at = host[..<end].lastIndex(of: "@") else { return url }
    return String(url[..<scheme.upperBound]) + String(host[host.index(after: at)...])
  }

  /// A file of nearly that name in the same directory.
  private func hint(for path: String) -> String {
    let parent = PathText.parent(of: path)
    guard (try? sources.kind(of: parent)) == .directory, let children = try? sources.list(parent) else { return "" }
    return NearestName.hint(PathText.lastName(of: path), among: children.map(\.name))
  }

  /// A path of the tree in a message.
  func shown(_ path: String) -> String { path.isEmpty ? "." : path }
}
