package import Structure

/// What a build looked up in its tree: while all of it stays the same, so does the result.
package struct ReadSet: Sendable, Hashable {
  /// What stood at a path.
  package enum Found: Sendable, Hashable {
    case missing
    /// A file that was read, and the digest of its content.
    case file(Digest)
    /// A directory that was entered. Its listing counts only where it was listed.
    case directory
    /// A directory whose children were listed, by the digest of their names and types.
    case listing(Digest)
    /// A symbolic link and the text it holds.
    case link(String)
  }

  /// Each path that was looked up, relative to the tree.
  package private(set) var paths: [String: Found] = [:]

  package init() {}

  /// Remembers what stood at a path; content says more than mere presence.
  package mutating func record(_ path: String, _ found: Found) {
    switch (paths[path], found) {
    case (.file, .directory), (.listing, .directory): return
    default: paths[path] = found
    }
  }

  /// One digest for all of it, for comparing with that of an earlier build.
  package var digest: Digest { Sources.digest(of: canonicalText) }

  private var canonicalText: [UInt8] {
    var text = ""
    for path in paths.keys.sorted() {
      let found =
        switch paths[path] {
        case .file(let digest): "file \(digest.hex)"
        case .listing(let digest): "listing \(digest.hex)"
        case .directory: "directory"
        case .link(let target): "link \(target)"
        case .missing, nil: "missing"
        }
      text += "\(path)\u{0}\(found)\n"
    }
    return Array(text.utf8)
  }

  /// Whether every path still leads to the same in `tree`.
  /// - Throws: What the tree throws.
  package func isCurrent(in tree: some FileTree) throws -> Bool {
    let sources = Sources(tree: tree, limits: Overlay.Limits(), absoluteLinks: false)
    for (path, found) in paths where try sources.look(at: path, like: found) != found { return false }
    return true
  }
}
