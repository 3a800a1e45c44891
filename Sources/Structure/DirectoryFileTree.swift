import Glibc

/// A folder on disk as a file tree.
///
/// Every step of a path is opened relative to the one before without following links, so a link that appears while
/// the tree is read cannot lead outside.
package struct DirectoryFileTree: FileTree {
  /// The folder's path as it was given.
  package let root: String

  package init(root: String) { self.root = root }

  package func entry(at path: String) throws -> FileTreeEntry? {
    guard let (parent, name) = try openParent(of: path) else { return nil }
    defer { close(parent) }
    return try Self.entry(name, in: parent, path: path)
  }

  package func read(_ path: String, limit: Int) throws -> [UInt8] {
    guard let (parent, name) = try openParent(of: path) else { throw FileTreeError.notFound(path) }
    defer { close(parent) }
    // Non-blocking, so that a named pipe in the folder cannot hang the reader.
    let file = openat(parent, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else {
      throw errno == ENOENT || errno == ENOTDIR ? FileTreeError.notFound(path) : FileTreeError.notAFile(path)
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw FileTreeError.notAFile(path) }
    guard status.st_size <= limit else { throw FileTreeError.tooLarge(path, limit: limit) }
    return try Self.readAll(file, expected: Int(status.st_size), limit: limit, path: path)
  }

  package func list(_ path: String) throws -> [(name: String, entry: FileTreeEntry)] {
    let folder: Int32
    if path.isEmpty {
      folder = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    } else {
      guard let (parent, name) = try openParent(of: path) else { throw FileTreeError.notFound(path) }
      defer { close(parent) }
      folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    }
    guard folder >= 0 else {
      throw errno == ENOENT ? FileTreeError.notFound(path) : FileTreeError.notADirectory(path)
    }
    guard let stream = fdopendir(folder) else {
      close(folder)
      throw FileTreeError.notADirectory(path)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let found = readdir(stream) {
      let name = withUnsafePointer(to: &found.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
    names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return try names.compactMap { name in
      try Self.entry(name, in: dirfd(stream), path: path.isEmpty ? name : "\(path)/\(name)").map { (name, $0) }
    }
  }

  /// Opens the folder that holds the last name of `path`; nil when a step on the way is missing or no folder.
  private func openParent(of path: String) throws -> (descriptor: Int32, name: String)? {
    var current = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard current >= 0 else { return nil }
    let names = path.split(separator: "/").map(String.init)
    guard !names.contains("..") else {
      close(current)
      throw FileTreeError.escapes(path)
    }
    for name in names.dropLast() {
      let next = openat(current, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      close(current)
      guard next >= 0 else { return nil }
      current = next
    }
    return (current, names.last ?? ".")
  }

  private static func entry(_ name: String, in folder: Int32, path: String) throws -> FileTreeEntry? {
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      guard errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG else { throw FileTreeError.notAFile(path) }
      return nil
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR: return .directory(digest: nil)
    case S_IFREG: return .file(size: Int(status.st_size), executable: status.st_mode & S_IXUSR != 0, digest: nil)
    case S_IFLNK:
      var target = [UInt8](repeating: 0, count: 4096)
      let count = readlinkat(folder, name, &target, target.count)
      guard count > 0 else { return nil }
      return .symbolicLink(target: String(decoding: target.prefix(count), as: UTF8.self))
    default: return nil  // sockets, pipes and devices are no content
    }
  }

  private static func readAll(_ file: Int32, expected: Int, limit: Int, path: String) throws -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(expected)
    var chunk = [UInt8](repeating: 0, count: min(max(expected + 1, 512), 1 << 20))
    while true {
      let count = Glibc.read(file, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw FileTreeError.notAFile(path) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: chunk.prefix(count))
      guard bytes.count <= limit else { throw FileTreeError.tooLarge(path, limit: limit) }
    }
  }
}
