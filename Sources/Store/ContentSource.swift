import Structure

/// Where an import takes its trees from: a Git repository, or anything else that names its content.
package protocol ContentSource {
  /// The entries of a directory.
  func list(tree: [UInt8]) throws -> [ContentSourceEntry]
  /// The bytes of a file, or the target of a symbolic link.
  func read(blob: [UInt8]) throws -> [UInt8]
}

/// One name in a directory of a ``ContentSource``.
package struct ContentSourceEntry: Sendable, Hashable {
  package enum Kind: Sendable, Hashable { case file, executable, directory, symbolicLink }

  package var name: String
  package var kind: Kind
  /// The Git object id.
  package var id: [UInt8]

  package init(name: String, kind: Kind, id: [UInt8]) {
    self.name = name
    self.kind = kind
    self.id = id
  }
}

extension ContentImport {
  /// How deep directories may nest.
  private static var depthLimit: Int { 256 }

  /// Stores a tree of a source. Directories and files that are known by their Git object ids are neither listed nor
  /// read again, so a commit costs what it changed.
  ///
  /// - Parameters:
  ///   - rules: Names the rules by which `isIncluded` decides, such as a digest of the ignore patterns; empty when
  ///     everything is taken. A directory is known only under the same rules at the same path.
  ///   - isIncluded: Whether a path is taken; of a directory it is asked before those in it. A directory of which
  ///     nothing is left is not stored.
  /// - Throws: What the source throws; ``StoreError/invalidTree(reason:)``.
  package func importTree(
    _ tree: [UInt8], from source: some ContentSource, rules: [UInt8] = [],
    isIncluded: (_ path: String, _ isDirectory: Bool) -> Bool = { _, _ in true }
  ) throws -> TreeReference {
    func known(_ id: [UInt8], _ path: String) -> [UInt8] {
      guard !rules.isEmpty else { return id }
      var name = rules
      name.append(0)
      name.append(contentsOf: path.utf8)
      name.append(0)
      name.append(contentsOf: id)
      return Digest.sha256(name).bytes
    }
    func walk(_ id: [UInt8], _ path: String, _ depth: Int) throws -> TreeReference {
      let origin = known(id, path)
      if let tree = try self.tree(gitObject: origin) { return tree }
      guard depth < Self.depthLimit else {
        throw StoreError.invalidTree(reason: "\(path): directories nest deeper than \(Self.depthLimit)")
      }
      func below(_ name: String) -> String { path.isEmpty ? name : "\(path)/\(name)" }
      let found = try source.list(tree: id).filter { isIncluded(below($0.name), $0.kind == .directory) }
      let files = found.filter { $0.kind == .file || $0.kind == .executable }.map(\.id)
      var stored = try blobs(gitObjects: files)[...]
      var entries: [TreeEntry] = []
      entries.reserveCapacity(found.count)
      for entry in found {
        switch entry.kind {
        case .file, .executable:
          let known: BlobReference? = stored.popFirst() ?? nil
          let blob = try known ?? putBlob(source.read(blob: entry.id), gitObject: entry.id)
          entries.append(TreeEntry(name: entry.name, content: .file(blob, executable: entry.kind == .executable)))
        case .directory:
          let tree = try walk(entry.id, below(entry.name), depth + 1)
          if tree.files > 0 { entries.append(TreeEntry(name: entry.name, content: .directory(tree))) }
        case .symbolicLink:
          let target = String(decoding: try source.read(blob: entry.id), as: UTF8.self)
          entries.append(TreeEntry(name: entry.name, content: .symbolicLink(target: target)))
        }
      }
      return try putTree(entries, gitObject: origin)
    }
    return try walk(tree, "", 0)
  }
}
