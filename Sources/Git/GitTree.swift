package import Structure
import Synchronization

/// The files of a commit, read from the objects of its repository when they are asked for.
package final class GitTree: FileTree {
  private let objects: ObjectDatabase
  private let root: GitObjectID
  /// The directories that were read; there are as many as were looked into.
  private let directories = Mutex<[GitObjectID: [String: GitTreeEntry]]>([:])

  package init(_ checkout: GitCheckout) {
    objects = checkout.objects
    root = checkout.commit.tree
  }

  package func entry(at path: String) throws -> FileTreeEntry? {
    guard !path.isEmpty else { return .directory(digest: nil) }
    return try find(path).map(entry)
  }

  package func read(_ path: String, limit: Int) throws -> [UInt8] {
    guard let found = try find(path) else { throw FileTreeError.notFound(path) }
    guard case .file = found.kind else { throw FileTreeError.notAFile(path) }
    guard try objects.size(of: found.id) <= limit else { throw FileTreeError.tooLarge(path, limit: limit) }
    return try objects.blob(found.id, limit: limit)
  }

  package func list(_ path: String) throws -> [(name: String, entry: FileTreeEntry)] {
    let children = try children(of: directory(path))
    return try children.values.map { ($0.name, try entry($0)) }
      .sorted { Array($0.0.utf8).lexicographicallyPrecedes(Array($1.0.utf8)) }
  }

  // MARK: Parts

  private func directory(_ path: String) throws -> GitObjectID {
    guard !path.isEmpty else { return root }
    guard let found = try find(path) else { throw FileTreeError.notFound(path) }
    guard case .directory = found.kind else { throw FileTreeError.notADirectory(path) }
    return found.id
  }

  private func find(_ path: String) throws -> GitTreeEntry? {
    var directory = root
    var found: GitTreeEntry?
    for name in path.split(separator: "/") {
      switch found?.kind {
      case .directory?, nil: break
      case .submodule?:
        throw GitError(
          .repositoryNotFound, "\(path) lies in a submodule, and submodules are not fetched: name its repository itself"
        )
      case .file?, .symbolicLink?: return nil
      }
      guard let next = try children(of: directory)[String(name)] else { return nil }
      found = next
      directory = next.id
    }
    return found
  }

  private func children(of directory: GitObjectID) throws -> [String: GitTreeEntry] {
    if let known = directories.withLock({ $0[directory] }) { return known }
    let entries = try objects.tree(directory)
    let children = Dictionary(entries.map { ($0.name, $0) }) { first, _ in first }
    directories.withLock { $0[directory] = children }
    return children
  }

  private func entry(_ entry: GitTreeEntry) throws -> FileTreeEntry {
    switch entry.kind {
    case .directory: .directory(digest: nil)
    case .file(let executable): .file(size: try objects.size(of: entry.id), executable: executable, digest: nil)
    case .symbolicLink:
      .symbolicLink(target: String(decoding: try objects.blob(entry.id, limit: 4_096), as: UTF8.self))
    case .submodule: .directory(digest: nil)
    }
  }
}
