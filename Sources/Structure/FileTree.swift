/// A read-only tree of files: an artifact in the store, a directory on disk, or a test's dictionary.
///
/// Paths are relative to the root, with `/` between names, without `.` or `..` and without a leading or trailing
/// slash; the root is the empty path. A tree never follows symbolic links by itself: it reports them, and the caller
/// decides (see ``FileTree/resolve(_:)``). Calls block; make them on a thread that may.
package protocol FileTree: Sendable {
  /// What stands at `path`, or nil when nothing does.
  func entry(at path: String) throws -> FileTreeEntry?
  /// The content of the regular file at `path`, at most `limit` bytes.
  /// - Throws: ``FileTreeError`` when there is no such file, it is no regular file, or it is larger than `limit`.
  func read(_ path: String, limit: Int) throws -> [UInt8]
  /// The children of the directory at `path`, sorted by name in byte order.
  func list(_ path: String) throws -> [(name: String, entry: FileTreeEntry)]
}

/// What stands at a path of a ``FileTree``.
package enum FileTreeEntry: Sendable, Hashable {
  /// A regular file: its size in bytes, and its content digest where the tree knows it without reading.
  case file(size: Int, executable: Bool, digest: Digest?)
  /// A directory, and the digest of all below it where the tree knows it.
  case directory(digest: Digest?)
  /// A symbolic link and the text it holds.
  case symbolicLink(target: String)
}

/// Why a path of a ``FileTree`` could not be used.
package enum FileTreeError: Error, Sendable, Hashable, CustomStringConvertible {
  case notFound(String)
  case notAFile(String)
  case notADirectory(String)
  /// The path leaves the tree, by `..`, an absolute path or a symbolic link.
  case escapes(String)
  case linkLoop(String)
  case tooLarge(String, limit: Int)

  package var description: String {
    switch self {
    case .notFound(let path): "\(path): no such file or directory"
    case .notAFile(let path): "\(path): is not a regular file"
    case .notADirectory(let path): "\(path): is not a directory"
    case .escapes(let path): "\(path): leads outside the tree"
    case .linkLoop(let path): "\(path): too many symbolic links"
    case .tooLarge(let path, let limit): "\(path): is larger than the limit of \(limit) bytes"
    }
  }
}

extension FileTree {
  /// 64 MiB, the most that one file of a source may have.
  package static var defaultLimit: Int { 64 << 20 }

  package func read(_ path: String) throws -> [UInt8] { try read(path, limit: Self.defaultLimit) }

  /// Follows the symbolic links on the way to `path` and gives the path that they lead to.
  /// - Throws: ``FileTreeError/escapes(_:)`` when one leaves the tree, ``FileTreeError/linkLoop(_:)`` past 40 links.
  package func resolve(_ path: String) throws -> String {
    var pending = Array(path.split(separator: "/").map(String.init).reversed())
    var resolved: [String] = []
    var links = 0
    while let name = pending.popLast() {
      switch name {
      case ".": continue
      case "..":
        guard resolved.popLast() != nil else { throw FileTreeError.escapes(path) }
        continue
      default: break
      }
      let candidate = (resolved + [name]).joined(separator: "/")
      guard case .symbolicLink(let target)? = try entry(at: candidate) else {
        resolved.append(name)
        continue
      }
      links += 1
      guard links <= 40 else { throw FileTreeError.linkLoop(path) }
      guard !target.hasPrefix("/") else { throw FileTreeError.escapes(path) }
      pending.append(contentsOf: target.split(separator: "/").map(String.init).reversed())
    }
    return resolved.joined(separator: "/")
  }
}
