import CLibGit2
import Glibc

/// A bare repository on our disk that holds what was fetched of one remote, so that only new objects travel.
///
/// It holds the trees of the commits it knows, not always their history: ``Tip``. One process at a time writes to it.
/// It is a cache: whatever is wrong with it, it may be removed and fetched again.
final class Mirror {
  /// A commit whose whole tree is here.
  struct Tip: Equatable {
    var id: GitObjectID
    /// Whether its history was cut off.
    var isShallow: Bool
  }

  /// As many packs are kept beside each other before they are made one.
  private static let maximumPacks = 40
  private static let maximumTips = 16

  let path: String
  private(set) var objects: ObjectDatabase
  /// The newest last.
  private(set) var tips: [Tip]
  private let lock: Int32
  private let repository: OpaquePointer

  /// Opens the mirror at `path`, or makes an empty one; waits for another process that has it open.
  /// - Throws: ``GitError`` with `mirror`.
  init(at path: String, limits: OperationLimits) throws {
    try LibGit2.start()
    self.path = path
    try Self.makeDirectories(path)
    lock = Glibc.open("\(path)/martlet.lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard lock >= 0 else {
      throw GitError(.mirror, "cannot write to the mirror's folder \(path): \(String(cString: strerror(errno)))")
    }
    do {
      while flock(lock, LOCK_EX | LOCK_NB) != 0 {
        try limits.check("waiting for another process to leave the mirror \(path)")
        usleep(20_000)
      }
      repository = try Self.openRepository(path)
      objects = try ObjectDatabase(repository: repository)
      tips = Self.readTips(path)
    } catch {
      close(lock)
      throw error
    }
  }

  deinit { close(lock) }

  /// Takes over what `feed` gives and remembers `tip`.
  func take(
    _ tip: Tip, limits: OperationLimits, _ feed: ((ArraySlice<UInt8>) throws -> Void) throws -> Void
  ) throws {
    try objects.takePack(limits: limits, feed)
    // The server may send anything: what counts is whether the commit asked for is here now.
    _ = try objects.commit(tip.id)
    tips.removeAll { $0.id == tip.id }
    tips = (tips + [tip]).suffix(Self.maximumTips)
    try writeTips()
  }

  /// Makes one pack of the newest tip when there are many, and drops the rest.
  func compactIfNeeded() throws {
    let folder = "\(path)/objects/pack"
    let old = Self.names(in: folder).filter { $0.hasSuffix(".pack") }
    guard old.count > Self.maximumPacks, let tip = tips.last else { return }
    var builder: OpaquePointer?
    try LibGit2.check(git_packbuilder_new(&builder, repository), .mirror, "cannot compact the mirror")
    guard let builder else { return }
    defer { git_packbuilder_free(builder) }
    var id = git_oid(tip.id)
    if tip.isShallow {
      try LibGit2.check(git_packbuilder_insert_commit(builder, &id), .mirror, "cannot compact the mirror")
    } else {
      var walk: OpaquePointer?
      try LibGit2.check(git_revwalk_new(&walk, repository), .mirror, "cannot compact the mirror")
      defer { git_revwalk_free(walk) }
      try LibGit2.check(git_revwalk_push(walk, &id), .mirror, "cannot compact the mirror")
      try LibGit2.check(git_packbuilder_insert_walk(builder, walk), .mirror, "cannot compact the mirror")
    }
    try LibGit2.check(git_packbuilder_write(builder, folder, 0, nil, nil), .mirror, "cannot compact the mirror")
    let kept = git_packbuilder_name(builder).map { "pack-\(String(cString: $0))" }
    tips = [tip]
    try writeTips()
    for name in old where !name.hasPrefix(kept ?? "-") {
      unlink("\(folder)/\(name)")
      unlink("\(folder)/\(name.dropLast(5)).idx")
    }
  }

  /// Removes a mirror and all in it.
  static func remove(_ path: String) {
    for name in names(in: path) {
      let child = "\(path)/\(name)"
      var info = stat()
      guard lstat(child, &info) == 0 else { continue }
      if info.st_mode & S_IFMT == S_IFDIR { remove(child) } else { unlink(child) }
    }
    rmdir(path)
  }

  // MARK: Files

  private static func openRepository(_ path: String) throws -> OpaquePointer {
    var repository: OpaquePointer?
    if git_repository_open_bare(&repository, path) != 0 {
      try LibGit2.check(git_repository_init(&repository, path, 1), .mirror, "cannot make the mirror \(path)")
    }
    guard let repository else { throw GitError(.mirror, "cannot open the mirror \(path)") }
    return repository
  }

  private static func readTips(_ path: String) -> [Tip] {
    guard let file = fopen("\(path)/martlet.tips", "re") else { return [] }
    defer { fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 4_096)
    let count = fread(&buffer, 1, buffer.count, file)
    return buffer.prefix(count).split(separator: UInt8(ascii: "\n")).compactMap { line in
      GitObjectID(hex: line.prefix(40)).map { Tip(id: $0, isShallow: line.dropFirst(41).elementsEqual("shallow".utf8)) }
    }
  }

  private func writeTips() throws {
    let text = tips.map { "\($0.id) \($0.isShallow ? "shallow" : "full")\n" }.joined()
    let draft = "\(path)/martlet.tips.new"
    guard let file = fopen(draft, "we") else {
      throw GitError(.mirror, "cannot write to the mirror \(path): \(String(cString: strerror(errno)))")
    }
    let bytes = Array(text.utf8)
    let written = fwrite(bytes, 1, bytes.count, file)
    guard fclose(file) == 0, written == bytes.count, rename(draft, "\(path)/martlet.tips") == 0 else {
      throw GitError(.mirror, "cannot write to the mirror \(path): \(String(cString: strerror(errno)))")
    }
  }

  private static func names(in folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  private static func makeDirectories(_ path: String) throws {
    var made = path.hasPrefix("/") ? "" : "."
    for part in path.split(separator: "/") {
      made += "/\(part)"
      if mkdir(made, 0o700) != 0 && errno != EEXIST {
        throw GitError(.mirror, "cannot make the folder \(made): \(String(cString: strerror(errno)))")
      }
    }
  }
}
