import Structure

extension RootLoader {
  /// How many repositories may lead to one another.
  private static let remoteDepthLimit = 16

  /// What an entry with the look of an address stands for; nil for a path.
  /// - Throws: When it is an address, and those are refused or cannot be looked at.
  func remoteKind(_ path: String) throws(Failure) -> RemoteKind? {
    guard PathText.isRemote(path) else { return nil }
    return try fetching(path) { loader in try loader.kind(of: path) }
  }

  /// A loader for a directory of a repository that is fetched.
  func remote(_ url: String) throws(Failure) -> RootLoader {
    let base = try fetching(url) { loader in try loader.base(url, from: sources.remote) }
    let remoteSources = Sources(tree: base.tree, limits: options.limits, absoluteLinks: false, remote: base)
    let root = try remoteSources.resolve(base.directory)
    guard try remoteSources.kind(of: root) == .directory else {
      throw Failure("there is no directory '\(base.directory)' in the repository \(base.shown)")
    }
    var depth = 0
    var visited: RootLoader? = self
    while let loader = visited {
      if loader.sources.remote?.identity == base.identity, PathText.isWithin(loader.root, root) {
        throw Failure(
          "cycle: '\(Self.withoutSecrets(url))' contains '\(loader.shown(loader.root))', which is being built")
      }
      if loader.referrer?.sources !== loader.sources { depth += 1 }
      visited = loader.referrer
    }
    guard depth <= Self.remoteDepthLimit else {
      throw Failure("remote bases lead to one another over more than \(Self.remoteDepthLimit) repositories")
    }
    var options = options
    options.treeIsFileSystem = false
    return RootLoader(sources: remoteSources, root: root, options: options, referrer: self, containment: "")
  }

  /// The content of the file at a web address.
  func remoteFile(_ url: String) throws(Failure) -> [UInt8] {
    try fetching(url) { loader in try loader.file(url, limit: options.limits.file) }
  }

  /// What origin annotations say of an entry that is an address.
  func remoteOrigin(_ path: String) -> RemoteOrigin? {
    PathText.isRemote(path) ? options.remoteBases?.origin(of: path) : nil
  }

  private func fetching<Found>(
    _ url: String, _ body: (any RemoteBaseLoader) throws -> Found
  ) throws(Failure) -> Found {
    let shown = Self.withoutSecrets(url)
    guard let loader = options.remoteBases else {
      // Only the command line has the flag.
      let flag = options.treeIsFileSystem ? ", or allow them with '--allow-remote-bases'" : ""
      throw Failure(
        "'\(shown)' is remote, and remote bases are refused: copy it into the repository and name the copy\(flag)")
    }
    do {
      return try body(loader)
    } catch {
      throw Failure("cannot load the remote base '\(shown)': \(error)")
    }
  }

  /// The URL without user name and password, and without the values of its query but those that choose a commit.
  static func withoutSecrets(_ url: String) -> String {
    var text = url
    if let scheme = url.firstRange(of: "://") {
      let host = url[scheme.upperBound...]
      let end = host.firstIndex(of: "/") ?? host.endIndex
      if let at = host[..<end].lastIndex(of: "@") {
        text = String(url[..<scheme.upperBound]) + String(host[host.index(after: at)...])
      }
    }
    guard let mark = text.firstIndex(of: "?") else { return text }
    let fields = text[text.index(after: mark)...].split(separator: "&").map { field in
      let name = field.prefix { $0 != "=" }
      return name == field || ["ref", "version", "timeout", "submodules"].contains(name) ? field : name + "=…"
    }
    return text[..<mark] + "?" + fields.joined(separator: "&")
  }
}
