/// Why a command did not do what it was asked; the message is what the user sees.
package struct CommandFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The exit status, for scripts.
  package enum Status: Int32, Sendable {
    /// The operation failed: an object was refused, a reconciliation failed.
    case failed = 1
    /// The command line is wrong: an unknown flag or kind, a missing file.
    case usage = 2
    /// The named object does not exist.
    case notFound = 3
    /// What was waited for did not happen in time.
    case timedOut = 4
    /// The store cannot be opened.
    case store = 5
  }

  package var status: Status
  package var message: String

  package init(_ status: Status, _ message: String) {
    self.status = status
    self.message = message
  }

  package var description: String { message }
}
