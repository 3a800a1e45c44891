import GRDB
import Glibc

/// What happens between a path and a usable ``Store``.
struct StoreOpening {
  let path: String
  let configuration: Store.Configuration

  func open() throws -> Store {
    try prepareFile()
    do {
      let pool = try connect()
      if configuration.check == .quick { try quickCheck(pool) }
      return Store(path: path, configuration: configuration, pool: pool)
    } catch {
      throw StoreError.translating(error, path: path)
    }
  }

  /// Opens the database and brings it up to date.
  ///
  /// SQLite does not wait for others while it turns a new file into one with a write-ahead log: who comes second there is
  /// told at once that it is busy, and has to begin again.
  private func connect() throws -> DatabasePool {
    let start = ContinuousClock.now
    while true {
      do {
        try refuseForeignFile()
        let pool = try DatabasePool(path: path, configuration: connectionConfiguration)
        try migrate(pool)
        return pool
      } catch let error as DatabaseError
        where error.resultCode == .SQLITE_BUSY && start.duration(to: .now) < configuration.patience
      {
        usleep(1_000)
      }
    }
  }

  private func migrate(_ pool: DatabasePool) throws {
    // In one snapshot: whoever looks at the mark and then at the tables, while another process makes both, takes the file
    // for somebody else's.
    guard try pool.read({ try Schema.check($0, path: path) }) < Schema.current else { return }
    try pool.writeWithoutTransaction { database in
      try database.inTransaction(.immediate) {
        try Schema.migrate(database, path: path)
        return .commit
      }
    }
  }

  // MARK: The file

  /// Creates the folder and the file when they are missing and may be created. Both are for the owner only, since the
  /// store holds Secrets; SQLite gives its `-wal` and `-shm` files the permissions of the file itself.
  private func prepareFile() throws {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFREG else {
        throw StoreError.cannotOpen(path: path, reason: "it is not a regular file")
      }
      return
    }
    guard errno == ENOENT else { throw StoreError.cannotOpen(path: path, reason: systemMessage(errno)) }
    guard configuration.createsFile else { throw StoreError.noFile(path: path) }
    try createFolder(of: path)
    let descriptor = Glibc.open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreError.cannotOpen(path: path, reason: systemMessage(errno)) }
    Glibc.close(descriptor)
  }

  private func createFolder(of path: String) throws {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    let folder = String(path[..<slash])
    if mkdir(folder, 0o700) == 0 || errno == EEXIST { return }
    guard errno == ENOENT else { throw StoreError.cannotOpen(path: folder, reason: systemMessage(errno)) }
    try createFolder(of: folder)
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      throw StoreError.cannotOpen(path: folder, reason: systemMessage(errno))
    }
  }

  /// Looks at an existing file read-only, so that a file that is not ours is left exactly as it was.
  private func refuseForeignFile() throws {
    var status = stat()
    guard stat(path, &status) == 0, status.st_size > 0 else { return }
    // A read-only connection cannot build the index of a log that a killed process left; the log can only be ours.
    if access(path + "-wal", F_OK) == 0 { return }
    var readOnly = Configuration()
    readOnly.readonly = true
    readOnly.busyMode = busyMode
    let queue = try DatabaseQueue(path: path, configuration: readOnly)
    defer { try? queue.close() }
    _ = try queue.read { try Schema.check($0, path: path) }
  }

  private func quickCheck(_ pool: DatabasePool) throws {
    let findings = try pool.read { try String.fetchAll($0, sql: "PRAGMA quick_check(3)") }
    guard findings == ["ok"] else {
      throw StoreError.corrupt(path: path, reason: findings.joined(separator: "; "))
    }
  }

  // MARK: The connections

  private var connectionConfiguration: Configuration {
    var result = Configuration()
    result.label = "store"
    result.maximumReaderCount = configuration.readers
    result.foreignKeysEnabled = true
    result.busyMode = busyMode
    result.prepareDatabase { database in
      if !database.configuration.readonly {
        // Both count only for a new file, before its first table. 4 KiB pages keep a small commit small in the log;
        // incremental vacuum lets collection give space back without copying the file.
        try database.execute(sql: "PRAGMA page_size = 4096; PRAGMA auto_vacuum = INCREMENTAL")
        // The log is copied into the file when it has 4 MiB, and cut to 16 MiB after a burst.
        try database.execute(sql: "PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = \(16 << 20)")
        // NORMAL, which GRDB sets with WAL, is what we want: it syncs at checkpoints, not at commits. A killed process
        // loses nothing, since the log is in the kernel's hands. A power cut may take the last transactions, but
        // whole ones and in order: status and event go together, and the next reconcile makes them again.
      }
      // 0.5 MiB a connection: the rest is left to the kernel's page cache, which all processes share. No mmap: its
      // pages would count as memory of each daemon, and a read error would be a signal instead of an error code.
      try database.execute(sql: "PRAGMA cache_size = -512; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY")
    }
    return result
  }

  /// Waits for a lock in short steps. SQLite's own handler soon sleeps for 100 ms at a time, and the transactions that
  /// are waited for take less than one.
  private var busyMode: Database.BusyMode {
    let limit = configuration.patience
    return .callback { attempts in
      let step = attempts < 50 ? 500 : attempts < 500 ? 2_000 : 10_000
      let waited = min(attempts, 50) * 500 + max(0, min(attempts, 500) - 50) * 2_000 + max(0, attempts - 500) * 10_000
      guard .microseconds(waited) < limit else { return false }
      usleep(UInt32(step))
      return true
    }
  }
}

/// The system's words for an `errno`.
func systemMessage(_ code: Int32) -> String { String(cString: strerror(code)) }
