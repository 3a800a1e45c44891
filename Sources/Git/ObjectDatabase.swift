import CLibGit2

/// One child of a Git tree.
package struct GitTreeEntry: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case directory
    case file(executable: Bool)
    case symbolicLink
    /// A commit of another repository, which is not fetched.
    case submodule
  }

  package var name: String
  package var kind: Kind
  package var id: GitObjectID
}

/// What a commit says.
package struct GitCommit: Sendable, Hashable {
  package var id: GitObjectID
  package var tree: GitObjectID
  /// The first line of its message.
  package var summary: String
  /// The committer's name and the time of the commit in seconds since 1970.
  package var committer: String
  package var time: Int64
}

/// The objects of a repository: a mirror of ours or one on this machine. Reads check each object against its id.
///
/// Calls block, and are safe from any thread: libgit2 locks its object database.
package final class ObjectDatabase: @unchecked Sendable {  // guarded by libgit2's own locks
  private let database: OpaquePointer
  private let repository: OpaquePointer

  /// Takes over both.
  init(repository: OpaquePointer, database: OpaquePointer) {
    self.repository = repository
    self.database = database
  }

  /// Opens the repository at `path`.
  convenience init(repository: OpaquePointer) throws {
    var database: OpaquePointer?
    try LibGit2.check(git_repository_odb(&database, repository), .mirror, "cannot open the objects of the repository")
    guard let database else { throw GitError(.mirror, "cannot open the objects of the repository") }
    self.init(repository: repository, database: database)
  }

  deinit {
    git_odb_free(database)
    git_repository_free(repository)
  }

  package func contains(_ id: GitObjectID) -> Bool {
    var oid = git_oid(id)
    return git_odb_exists(database, &oid) == 1
  }

  /// The bytes of an object, without reading it.
  func size(of id: GitObjectID) throws -> Int {
    var size = 0
    var type = GIT_OBJECT_INVALID
    var oid = git_oid(id)
    try LibGit2.check(git_odb_read_header(&size, &type, database, &oid), .mirror, "cannot read object \(id)")
    return size
  }

  /// The content of a file.
  /// - Throws: ``GitError`` when it is missing, damaged, or larger than `limit`.
  package func blob(_ id: GitObjectID, limit: Int) throws -> [UInt8] {
    var size = 0
    var type = GIT_OBJECT_INVALID
    var oid = git_oid(id)
    try LibGit2.check(git_odb_read_header(&size, &type, database, &oid), .mirror, "cannot read object \(id)")
    guard size <= limit else {
      throw GitError(.tooLarge, "a file of \(size) bytes is larger than the limit of \(limit)")
    }
    return try read(id, as: GIT_OBJECT_BLOB) { Array($0) }
  }

  /// 32 MiB: about a million names. A tree of identical names shrinks to next to nothing in a pack.
  private static let maximumTreeSize = 32 << 20

  /// The children of a directory in Git's order.
  /// - Throws: ``GitError`` when it is missing, damaged, or has names that no tree may have.
  package func tree(_ id: GitObjectID) throws -> [GitTreeEntry] {
    var size = 0
    var type = GIT_OBJECT_INVALID
    var oid = git_oid(id)
    try LibGit2.check(git_odb_read_header(&size, &type, database, &oid), .mirror, "cannot read object \(id)")
    guard size <= Self.maximumTreeSize else {
      throw GitError(.tooLarge, "directory \(id) is larger than the limit of \(Self.maximumTreeSize) bytes")
    }
    return try read(id, as: GIT_OBJECT_TREE) { try Self.parseTree($0, id) }
  }

  package func commit(_ id: GitObjectID) throws -> GitCommit {
    try read(id, as: GIT_OBJECT_COMMIT) { bytes in
      guard let commit = Self.parseCommit(bytes, id) else { throw GitError(.malformed, "commit \(id) is malformed") }
      return commit
    }
  }

  /// Whether `ancestor` is in the history of `descendant`, as far as it is here; the commit itself counts.
  package func isAncestor(_ ancestor: GitObjectID, of descendant: GitObjectID) -> Bool {
    guard ancestor != descendant else { return true }
    var (lower, upper) = (git_oid(ancestor), git_oid(descendant))
    return git_graph_descendant_of(repository, &upper, &lower) == 1
  }

  /// Takes a pack in: `feed` is called with a function that takes its bytes.
  /// - Throws: ``GitError``; what `feed` throws. Nothing of a pack that fails is kept.
  func takePack(
    limits: OperationLimits, _ feed: ((ArraySlice<UInt8>) throws -> Void) throws -> Void
  ) throws {
    var pack: UnsafeMutablePointer<git_odb_writepack>?
    let patience = Patience(limits)
    try LibGit2.check(Self.open(&pack, database, patience), .mirror, "cannot write to the mirror")
    guard let pack else { throw GitError(.mirror, "cannot write to the mirror") }
    defer { cgit2_writepack_free(pack) }
    var progress = git_indexer_progress()
    let inspection = try PackGuard()
    try feed { bytes in
      try inspection.take(bytes)
      let result = bytes.withUnsafeBytes { cgit2_writepack_append(pack, $0.baseAddress, $0.count, &progress) }
      try limits.check("indexing the pack")
      try LibGit2.check(result, .mirror, "the pack from the server is damaged")
    }
    // Resolving deltas may take long; libgit2 asks after each object whether to go on.
    let result = withExtendedLifetime(patience) { cgit2_writepack_commit(pack, &progress) }
    try limits.check("indexing the pack")
    try LibGit2.check(result, .mirror, "the pack from the server is damaged")
    git_odb_refresh(database)
  }

  private static func open(
    _ pack: inout UnsafeMutablePointer<git_odb_writepack>?, _ database: OpaquePointer, _ patience: Patience
  ) -> Int32 {
    git_odb_write_pack(
      &pack, database,
      { _, context in
        guard let context else { return 0 }
        return Unmanaged<Patience>.fromOpaque(context).takeUnretainedValue().isOver ? GIT_EUSER.rawValue : 0
      }, Unmanaged.passUnretained(patience).toOpaque())
  }

  /// What libgit2's callback looks at.
  private final class Patience {
    private let limits: OperationLimits
    init(_ limits: OperationLimits) { self.limits = limits }
    var isOver: Bool { limits.interruption.isRaised || limits.remaining == .zero }
  }

  private func read<T>(_ id: GitObjectID, as type: git_object_t, _ body: (UnsafeBufferPointer<UInt8>) throws -> T)
    throws -> T
  {
    var object: OpaquePointer?
    var oid = git_oid(id)
    try LibGit2.check(git_odb_read(&object, database, &oid), .mirror, "cannot read object \(id)")
    guard let object else { throw GitError(.mirror, "cannot read object \(id)") }
    defer { git_odb_object_free(object) }
    guard git_odb_object_type(object) == type else {
      let kind = String(cString: git_object_type2string(type))
      throw GitError(.malformed, "object \(id) is no \(kind)")
    }
    let count = git_odb_object_size(object)
    let start = git_odb_object_data(object)?.assumingMemoryBound(to: UInt8.self)
    return try body(UnsafeBufferPointer(start: start, count: count))
  }
}

// MARK: - Parsing

extension ObjectDatabase {
  /// Parses the bytes of a tree object: `<octal mode> <name>\0<20 bytes>` repeated.
  static func parseTree(_ bytes: UnsafeBufferPointer<UInt8>, _ id: GitObjectID) throws -> [GitTreeEntry] {
    var entries: [GitTreeEntry] = []
    var index = 0
    while index < bytes.count {
      var mode = 0
      while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(bytes[index]), mode < 1 << 20 {
        mode = mode << 3 | Int(bytes[index] - UInt8(ascii: "0"))
        index += 1
      }
      guard index < bytes.count, bytes[index] == UInt8(ascii: " ") else {
        throw GitError(.malformed, "tree \(id) is malformed")
      }
      let start = index + 1
      guard let end = bytes[start...].firstIndex(of: 0), end + 21 <= bytes.count,
        let child = GitObjectID(bytes: bytes[(end + 1)..<(end + 21)])
      else { throw GitError(.malformed, "tree \(id) is malformed") }
      let name = bytes[start..<end]
      guard isSafe(name) else {
        throw GitError(
          .malformed,
          "tree \(id) holds the name \(PacketReader.remoteText(name).debugDescription), which no file may have")
      }
      let kind: GitTreeEntry.Kind
      switch mode & 0o170000 {
      case 0o040000: kind = .directory
      case 0o100000: kind = .file(executable: mode & 0o111 != 0)
      case 0o120000: kind = .symbolicLink
      case 0o160000: kind = .submodule
      default: throw GitError(.malformed, "tree \(id) holds an entry of the unknown mode \(String(mode, radix: 8))")
      }
      entries.append(GitTreeEntry(name: String(decoding: name, as: UTF8.self), kind: kind, id: child))
      index = end + 21
    }
    return entries
  }

  /// Names that could lead elsewhere when a path is made of them.
  private static func isSafe(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard !name.isEmpty, name.count <= 4_096, !name.contains(UInt8(ascii: "/")) else { return false }
    return !name.elementsEqual(".".utf8) && !name.elementsEqual("..".utf8) && !name.elementsEqual(".git".utf8)
  }

  private static func parseCommit(_ bytes: UnsafeBufferPointer<UInt8>, _ id: GitObjectID) -> GitCommit? {
    let text = bytes.prefix(1 << 20)
    guard text.starts(with: "tree ".utf8), text.count > 46, let tree = GitObjectID(hex: text[5..<45]) else {
      return nil
    }
    var committer = ""
    var time = Int64(0)
    var index = 46
    while index < text.count, text[index] != UInt8(ascii: "\n") {
      let end = text[index...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
      let line = text[index..<end]
      if line.starts(with: "committer ".utf8) {
        let words = line.dropFirst(10)
        let open = words.firstIndex(of: UInt8(ascii: "<")) ?? words.endIndex
        committer = PacketReader.remoteText(words[..<open])
        let numbers = words[open...].split(separator: UInt8(ascii: " "))
        time = numbers.dropLast().last.flatMap { Int64(String(decoding: $0, as: UTF8.self)) } ?? 0
      }
      index = end + 1
    }
    let message = index < text.count ? text[(index + 1)...] : text[text.count...]
    let summary = message.drop { $0 == UInt8(ascii: "\n") }.prefix { $0 != UInt8(ascii: "\n") }
    return GitCommit(
      id: id, tree: tree, summary: PacketReader.remoteText(summary), committer: committer, time: time)
  }
}
