package import Kube
package import Structure

/// Why the store could not do what was asked, in words for the person who must act.
package enum StoreError: Error, Sendable, Hashable {
  // Objects.
  /// There is no such object.
  case notFound(ObjectKey)
  /// An object with this key exists already.
  case alreadyExists(ObjectKey)
  /// Somebody else has written the object since it was read (or replaced it by another of the same name):
  /// read it again and repeat the change.
  case conflict(ObjectKey, expected: String, found: String)
  /// The object cannot be stored as it is.
  case invalid(ObjectKey, reason: String)
  /// The watch log no longer (or not yet) has this version: list again and watch from there.
  case expired(version: UInt64, oldest: UInt64, newest: UInt64)

  // Content.
  /// No blob or tree has this digest.
  case missingContent(Digest)
  /// A blob or tree is not what its digest says: the file is damaged or was edited.
  case damagedContent(Digest)
  /// A tree cannot be stored as it is.
  case invalidTree(reason: String)

  // The file.
  /// There is no store at this path, and the caller did not ask for a new one.
  case noFile(path: String)
  /// The path cannot be opened for reading and writing.
  case cannotOpen(path: String, reason: String)
  /// The file is something else than a SQLite database.
  case notADatabase(path: String)
  /// The file is a SQLite database, but not one of ours.
  case notAStore(path: String)
  /// The file was written by a newer version of Martlet.
  case newerVersion(path: String, found: Int, supported: Int)
  /// The file is damaged.
  case corrupt(path: String, reason: String)
  /// Another process kept the file locked for longer than the configured patience.
  case busy(path: String)
  /// No space is left for the file.
  case full(path: String)
  /// Anything else that SQLite reports.
  case failed(path: String, reason: String)
}

extension StoreError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .notFound(let key): "\(key) not found"
    case .alreadyExists(let key): "\(key) exists already"
    case .conflict(let key, let expected, let found):
      "\(key) was changed by somebody else (expected version \(expected), found \(found)); read it again and repeat"
    case .invalid(let key, let reason): "\(key): \(reason)"
    case .expired(let version, let oldest, let newest):
      "version \(version) is outside the watch log (\(oldest) to \(newest)); list again and watch from there"
    case .missingContent(let digest): "content \(digest) is not in the store; fetch its source again"
    case .damagedContent(let digest):
      "content \(digest) in the store is damaged; remove the store file and let the sources be fetched again"
    case .invalidTree(let reason): "the tree cannot be stored: \(reason)"
    case .noFile(let path): "\(path): there is no store; start a controller with this path to create one"
    case .cannotOpen(let path, let reason): "\(path): cannot be opened: \(reason)"
    case .notADatabase(let path):
      "\(path): is not a store (file is not a SQLite database); choose another path, or move the file away"
    case .notAStore(let path):
      "\(path): is a SQLite database of another program, not a store; choose another path"
    case .newerVersion(let path, let found, let supported):
      "\(path): was written by a newer version (schema \(found), this program knows up to \(supported)); "
        + "install that version, or choose another path"
    case .corrupt(let path, let reason):
      "\(path): the store is damaged (\(reason)); stop the controllers, then restore a backup or move the file away "
        + "and declare the sources again"
    case .busy(let path): "\(path): another process keeps the store locked; see who has it open with fuser \(path)"
    case .full(let path): "\(path): no space left on the device; free some and try again"
    case .failed(let path, let reason): "\(path): \(reason)"
    }
  }
}

extension StoreError {
  /// Whether the same call may succeed later without anybody's help.
  package var isTransient: Bool {
    switch self {
    case .conflict, .busy, .full, .expired: true
    default: false
    }
  }
}
