import GRDB

/// One SQLite file where all controllers and commands of a machine meet: resources and their watch log, artifacts,
/// events with their deliveries, and leases.
///
/// Any number of processes open it at once. A read sees one snapshot and never waits for writers; writes follow one
/// another, each a transaction that is there entirely or not at all, also after `kill -9`. After each transaction
/// that changed something, the ``wakeups()`` of all processes fire.
package final class Store: Sendable {
  /// The path that was opened.
  package let path: String
  /// How it was opened.
  package let configuration: Configuration

  let pool: DatabasePool
  private let bell: Doorbell
  private let listener: DoorbellListener

  init(path: String, configuration: Configuration, pool: DatabasePool) {
    self.path = path
    self.configuration = configuration
    self.pool = pool
    bell = Doorbell(store: path)
    listener = DoorbellListener(bell: bell)
  }

  /// Opens the store at `path`, creates it if it is missing (and may be), and brings it to the current version.
  ///
  /// Blocks for milliseconds, longer when a large file is checked.
  /// - Throws: ``StoreError`` that says what is wrong with the path or the file, and what to do.
  package static func open(at path: String, configuration: Configuration = Configuration()) throws -> Store {
    try StoreOpening(path: path, configuration: configuration).open()
  }

  /// Ends all ``wakeups()`` and watches, waits for running calls and closes the file. Later calls throw.
  ///
  /// Blocks; from asynchronous code call ``closeWithoutBlocking()``.
  package func close() throws {
    listener.stop()
    // The readers first: the last connection to go copies the log into the file, and a reader cannot.
    pool.invalidateReadOnlyConnections()
    try translatingErrors { try pool.close() }
  }

  // MARK: Reading and writing

  /// Reads in one snapshot of the file.
  package func read<T: Sendable>(_ body: @Sendable (StoreReader) throws -> T) async throws -> T {
    do {
      return try await pool.read { database in try body(StoreReader(database, self)) }
    } catch {
      throw translated(error)
    }
  }

  /// Runs one transaction: all that `body` writes is committed when it returns, nothing when it throws.
  ///
  /// Keep it short, since the writers of all processes wait for one another: no network, no rendering inside.
  package func write<T: Sendable>(_ body: @Sendable (StoreWriter) throws -> T) async throws -> T {
    do {
      return try await pool.writeWithoutTransaction { database in try transact(database, body) }
    } catch {
      throw translated(error)
    }
  }

  /// ``read(_:)`` for a thread that may block; never call it from Swift's cooperative threads, nor inside another call.
  package func readBlocking<T>(_ body: (StoreReader) throws -> T) throws -> T {
    try translatingErrors { try pool.read { database in try body(StoreReader(database, self)) } }
  }

  /// ``write(_:)`` for a thread that may block; never call it from Swift's cooperative threads, nor inside another call.
  package func writeBlocking<T>(_ body: (StoreWriter) throws -> T) throws -> T {
    try translatingErrors { try pool.writeWithoutTransaction { database in try transact(database, body) } }
  }

  private func transact<T>(_ database: Database, _ body: (StoreWriter) throws -> T) throws -> T {
    let changes = database.totalChangesCount
    let writer = StoreWriter(database, self)
    // Immediate: the lock is waited for here, where nothing has been read yet, so a transaction never fails half-way
    // because another process wrote in between.
    try database.beginTransaction(.immediate)
    let result: T
    do {
      result = try body(writer)
      try database.commit()
    } catch {
      try? database.rollback()
      throw error
    }
    // A transaction that changed no row adds nothing to the file, and wakes nobody. (Counting rows sees what SQLite's
    // update hook does not: tables without rowid.)
    if database.totalChangesCount != changes, !writer.isQuiet { bell.ring() }
    return result
  }

  // MARK: Change notification

  /// Fires after every commit of any process on this file, at least once for those that come close together.
  ///
  /// It may also fire when nothing that concerns the caller has changed. Costs nothing while nobody writes. Ends when
  /// the store is closed or the consuming task is cancelled.
  package func wakeups() -> AsyncStream<Void> { listener.subscribe() }

  // MARK: Errors

  func translatingErrors<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch { throw translated(error) }
  }

  func translated(_ error: any Error) -> any Error { StoreError.translating(error, path: path) }
}
