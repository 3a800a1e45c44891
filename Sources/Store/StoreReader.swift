import GRDB
import Kube
import Structure

/// One snapshot of the store. Valid inside the closure that it was given to.
package class StoreReader {
  let database: Database
  let store: Store

  init(_ database: Database, _ store: Store) {
    self.database = database
    self.store = store
  }

  /// The moment by the store's clock, in microseconds since 1970.
  var now: Int64 { store.configuration.now().microsecondsSinceEpoch }

  func one<T: DatabaseValueConvertible & StatementColumnConvertible>(
    _ type: T.Type, _ sql: String, _ arguments: StatementArguments = StatementArguments()
  ) throws -> T? {
    try T.fetchOne(database.cachedStatement(sql: sql), arguments: arguments)
  }

  func row(_ sql: String, _ arguments: StatementArguments) throws -> Row? {
    try Row.fetchOne(database.cachedStatement(sql: sql), arguments: arguments)
  }

  func rows(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws -> [Row] {
    try Row.fetchAll(database.cachedStatement(sql: sql), arguments: arguments)
  }
}

/// The transaction that is running. Valid inside the closure that it was given to.
package final class StoreWriter: StoreReader {
  /// Whether the commit wakes nobody: for writes that no watcher waits for, such as the renewal of a lease.
  var isQuiet = false

  func execute(_ sql: String, _ arguments: StatementArguments = StatementArguments()) throws {
    try database.cachedStatement(sql: sql).execute(arguments: arguments)
  }
}
