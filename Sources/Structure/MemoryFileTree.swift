/// A file tree held in memory: for tests, and for trees that are generated.
package struct MemoryFileTree: FileTree {
  private var files: [String: FileContent]
  private var folders: [String: Set<String>]

  private enum FileContent: Sendable {
    case file([UInt8])
    case link(String)
  }

  /// - Parameters:
  ///   - files: The content of each file by its path.
  ///   - links: The target of each symbolic link by its path.
  package init(_ files: [String: [UInt8]] = [:], links: [String: String] = [:]) {
    self.files = [:]
    self.folders = ["": []]
    for (path, bytes) in files { add(path, .file(bytes)) }
    for (path, target) in links { add(path, .link(target)) }
  }

  /// The tree of texts by path.
  package init(texts: [String: String]) { self.init(texts.mapValues { Array($0.utf8) }) }

  /// Adds a file, or replaces it.
  package mutating func set(_ path: String, _ bytes: [UInt8]) { add(path, .file(bytes)) }

  private mutating func add(_ path: String, _ content: FileContent) {
    files[path] = content
    var child = path
    while !child.isEmpty {
      let slash = child.lastIndex(of: "/")
      let parent = slash.map { String(child[..<$0]) } ?? ""
      let name = slash.map { String(child[child.index(after: $0)...]) } ?? child
      folders[parent, default: []].insert(name)
      child = parent
    }
  }

  package func entry(at path: String) throws -> FileTreeEntry? {
    switch files[path] {
    case .file(let bytes): .file(size: bytes.count, executable: false, digest: nil)
    case .link(let target): .symbolicLink(target: target)
    case nil: folders[path] == nil ? nil : .directory(digest: nil)
    }
  }

  package func read(_ path: String, limit: Int) throws -> [UInt8] {
    guard case .file(let bytes)? = files[path] else {
      throw try entry(at: path) == nil ? FileTreeError.notFound(path) : FileTreeError.notAFile(path)
    }
    guard bytes.count <= limit else { throw FileTreeError.tooLarge(path, limit: limit) }
    return bytes
  }

  package func list(_ path: String) throws -> [(name: String, entry: FileTreeEntry)] {
    guard let names = folders[path] else {
      throw files[path] == nil ? FileTreeError.notFound(path) : FileTreeError.notADirectory(path)
    }
    return try names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.compactMap { name in
      try entry(at: path.isEmpty ? name : "\(path)/\(name)").map { (name, $0) }
    }
  }
}
