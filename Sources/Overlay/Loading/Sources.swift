import Crypto
import Structure

/// The files of a build: a tree, with what was put in front of it, and a record of all that was looked up.
final class Sources {
  private let tree: any FileTree
  private let limits: Overlay.Limits
  /// Files that stand in front of the tree's own, such as a kustomization made up for a directory without one.
  private var overlays: [String: [UInt8]] = [:]
  /// Whether absolute links lead from the root of the tree, which is then that of the file system.
  private let absoluteLinks: Bool
  /// The repository that the tree is, when that was fetched.
  let remote: RemoteBase?
  private(set) var readSet = ReadSet()
  private let recordsReads: Bool
  private var resolved: [String: String] = [:]
  private var bytesRead = 0

  init(
    tree: any FileTree, limits: Overlay.Limits, absoluteLinks: Bool, remote: RemoteBase? = nil,
    recordsReads: Bool = true
  ) {
    self.tree = tree
    self.recordsReads = recordsReads
    self.remote = remote
    self.limits = limits
    self.absoluteLinks = absoluteLinks
  }

  private func record(_ path: String, _ found: @autoclosure () -> ReadSet.Found) {
    if recordsReads { readSet.record(path, found()) }
  }

  /// A path of the tree as messages name it: below the address of a repository that was fetched.
  func name(_ path: String) -> String { remote.map { "\($0.shown)//\(path)" } ?? path }

  func put(_ bytes: [UInt8], at path: String) { overlays[path] = bytes }

  enum Kind { case file, directory, missing }

  /// What stands at a path without symbolic links in it.
  func kind(of path: String) throws(Failure) -> Kind {
    if overlays[path] != nil { return .file }
    if path.isEmpty { return .directory }
    switch try entry(path) {
    case .file: return .file
    case .directory:
      record(path, .directory)
      return .directory
    case .symbolicLink, nil: return .missing
    }
  }

  /// The content of a file.
  func read(_ path: String) throws(Failure) -> [UInt8] {
    if let bytes = overlays[path] { return bytes }
    do {
      let bytes = try tree.read(path, limit: limits.file)
      bytesRead += bytes.count
      guard bytesRead <= limits.total else {
        throw Failure("the build reads more than the limit of \(limits.total >> 20) MiB")
      }
      record(path, .file(Self.digest(of: bytes)))
      return bytes
    } catch let failure as Failure {
      throw failure
    } catch {
      if case .notFound? = error as? FileTreeError { record(path, .missing) }
      throw Failure("\(error)")
    }
  }

  /// The children of a directory, sorted by name.
  func list(_ path: String) throws(Failure) -> [(name: String, entry: FileTreeEntry)] {
    do {
      let children = try tree.list(path)
      record(path, .listing(Self.digest(of: children)))
      return children
    } catch {
      throw Failure("\(error)")
    }
  }

  /// The path that `path` leads to once all symbolic links are followed, also when nothing stands there.
  func resolve(_ path: String) throws(Failure) -> String {
    if let known = resolved[path] { return known }
    var pending = path.pathParts.reversed().map(String.init)
    var names: [String] = []
    var links = 0
    while let name = pending.popLast() {
      switch name {
      case ".": continue
      case "..":
        if names.popLast() == nil, !absoluteLinks { throw Failure("'\(path)' leads outside the tree") }
        continue
      default: break
      }
      names.append(name)
      let candidate = names.joined(separator: "/")
      guard resolved[candidate] != candidate, overlays[candidate] == nil else { continue }
      guard case .symbolicLink(let target)? = try entry(candidate) else {
        if !pending.isEmpty { resolved[candidate] = candidate }
        continue
      }
      record(candidate, .link(target))
      links += 1
      guard links <= 40 else { throw Failure("'\(path)': too many symbolic links") }
      names.removeLast()
      if target.hasPrefix("/") {
        guard absoluteLinks else { throw Failure("'\(candidate)' is a symbolic link that leads outside the tree") }
        names = []
      }
      pending.append(contentsOf: target.pathParts.reversed().map(String.init))
    }
    let result = names.joined(separator: "/")
    resolved[path] = result
    return result
  }

  private func entry(_ path: String) throws(Failure) -> FileTreeEntry? {
    do {
      let entry = try tree.entry(at: path)
      if entry == nil { record(path, .missing) }
      return entry
    } catch let error as FileTreeError {
      switch error {
      case .notFound, .notADirectory:
        record(path, .missing)
        return nil
      default: throw Failure("\(error)")
      }
    } catch {
      throw Failure("\(path): \(error)")
    }
  }

  /// What stands at a path now, said the way `like` was.
  func look(at path: String, like: ReadSet.Found) throws -> ReadSet.Found {
    guard let entry = path.isEmpty ? .directory(digest: nil) : try tree.entry(at: path) else { return .missing }
    switch entry {
    case .symbolicLink(let target): return .link(target)
    case .directory:
      if case .listing = like { return .listing(Self.digest(of: try tree.list(path))) }
      return .directory
    case .file(_, _, let digest):
      return .file(try digest ?? Self.digest(of: tree.read(path, limit: limits.file)))
    }
  }

  static func digest(of bytes: [UInt8]) -> Structure.Digest {
    guard let digest = Digest(bytes: Array(SHA256.hash(data: bytes))) else {
      preconditionFailure("a SHA-256 digest has 32 bytes")
    }
    return digest
  }

  private static func digest(of children: [(name: String, entry: FileTreeEntry)]) -> Structure.Digest {
    var text: [UInt8] = []
    for (name, entry) in children {
      text.append(contentsOf: name.utf8)
      switch entry {
      case .file: text.append(1)
      case .directory: text.append(2)
      case .symbolicLink: text.append(3)
      }
    }
    return digest(of: text)
  }
}

extension String {
  /// The names of a path, empty ones left out.
  var pathParts: [Substring] { split(separator: "/") }
}
