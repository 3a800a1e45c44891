import GRDB
package import Structure
import Synchronization

/// A stored tree as a ``FileTree``: directories are read when they are looked into, files when they are opened, and both
/// are checked against their digests.
package final class StoreFileTree: FileTree {
  /// The digest of the root directory.
  package let root: Digest

  private let store: Store
  /// Directories that were looked into, up to ``cachedEntries`` entries in all.
  private let cache = Mutex<(trees: [Digest: [TreeEntry]], entries: Int)>(([:], 0))

  /// About 2 MiB, a directory tree of a large repository.
  private static let cachedEntries = 20_000

  init(store: Store, root: Digest) {
    self.store = store
    self.root = root
  }

  package func entry(at path: String) throws -> FileTreeEntry? {
    if path.isEmpty { return .directory(digest: root) }
    return try find(path).map(Self.entry)
  }

  package func read(_ path: String, limit: Int) throws -> [UInt8] {
    guard let entry = try find(path) else {
      throw path.isEmpty ? FileTreeError.notAFile(path) : FileTreeError.notFound(path)
    }
    guard case .file(let blob, _) = entry.content else { throw FileTreeError.notAFile(path) }
    guard blob.size <= limit else { throw FileTreeError.tooLarge(path, limit: limit) }
    return try look { try $0.content(blob.digest) }
  }

  package func list(_ path: String) throws -> [(name: String, entry: FileTreeEntry)] {
    var directory = root
    if !path.isEmpty {
      guard let entry = try find(path) else { throw FileTreeError.notFound(path) }
      guard case .directory(let tree) = entry.content else { throw FileTreeError.notADirectory(path) }
      directory = tree.digest
    }
    return try entries(of: directory).map { ($0.name, Self.entry($0)) }
  }

  // MARK: Walking

  private func find(_ path: String) throws -> TreeEntry? {
    var directory = root
    var names = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)[...]
    while let name = names.popFirst() {
      guard let entry = Self.search(name, in: try entries(of: directory)) else { return nil }
      if names.isEmpty { return entry }
      guard case .directory(let tree) = entry.content else { return nil }
      directory = tree.digest
    }
    return nil
  }

  private static func search(_ name: String, in entries: [TreeEntry]) -> TreeEntry? {
    var range = 0..<entries.count
    while !range.isEmpty {
      let middle = range.lowerBound + range.count / 2
      if TreeEncoding.precedes(entries[middle].name, name) {
        range = (middle + 1)..<range.upperBound
      } else {
        range = range.lowerBound..<middle
      }
    }
    guard range.lowerBound < entries.count, entries[range.lowerBound].name.utf8.elementsEqual(name.utf8) else {
      return nil
    }
    return entries[range.lowerBound]
  }

  private func entries(of tree: Digest) throws -> [TreeEntry] {
    if let cached = cache.withLock({ $0.trees[tree] }) { return cached }
    let entries = try look { try $0.entries(of: tree) }
    cache.withLock { cache in
      if cache.entries + entries.count > Self.cachedEntries { cache = ([:], 0) }
      if cache.trees.updateValue(entries, forKey: tree) == nil { cache.entries += entries.count }
    }
    return entries
  }

  /// Content never changes under its digest, so each look may be at another snapshot, also inside another read.
  private func look<T>(_ body: (StoreReader) throws -> T) throws -> T {
    try store.translatingErrors { try store.pool.unsafeReentrantRead { try body(StoreReader($0, store)) } }
  }

  private static func entry(_ entry: TreeEntry) -> FileTreeEntry {
    switch entry.content {
    case .file(let blob, let executable): .file(size: blob.size, executable: executable, digest: blob.digest)
    case .directory(let tree): .directory(digest: tree.digest)
    case .symbolicLink(let target): .symbolicLink(target: target)
    }
  }
}
