import GRDB

extension StoreError {
  /// What an error of SQLite means for the operator; other errors pass unchanged.
  static func translating(_ error: any Error, path: String) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    let reason = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
    return switch error.resultCode {
    case .SQLITE_NOTADB: StoreError.notADatabase(path: path)
    case .SQLITE_CORRUPT: StoreError.corrupt(path: path, reason: reason)
    case .SQLITE_BUSY, .SQLITE_LOCKED: StoreError.busy(path: path)
    case .SQLITE_FULL: StoreError.full(path: path)
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY: StoreError.cannotOpen(path: path, reason: reason)
    case .SQLITE_INTERRUPT, .SQLITE_ABORT: CancellationError()
    default: StoreError.failed(path: path, reason: reason)
    }
  }
}
