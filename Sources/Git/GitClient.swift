package import HTTP

/// Lists and fetches repositories over http, ssh, git and from this machine.
///
/// A poll costs one request; a fetch one more, which brings only what is new. Every wait ends at the timeout and at the
/// cancellation of the task.
package final class GitClient: Sendable {
  private let http: HTTPClient

  package init(http: HTTPClient) { self.http = http }

  /// Lists the references of a repository: the one request of a poll.
  /// - Throws: ``GitError``; `CancellationError`.
  package func list(
    _ remote: GitRemote, _ authentication: GitAuthentication = GitAuthentication(), timeout: Duration = .seconds(60)
  ) async throws -> ReferenceAdvertisement {
    let interruption = Interruption()
    let limits = OperationLimits(interruption: interruption, deadline: .now.advanced(by: timeout))
    let http = http
    return try await OwnThread.run(interruption) {
      guard let session = try remote.session(authentication, client: http, limits: limits) else {
        return try LocalRepository.open(remote.path, shown: remote.shown).0
      }
      defer { session.close() }
      return try session.list()
    }
  }

  /// Looks for the commit that `request` wants and, unless `isCurrent` says that its revision needs nothing more, gets
  /// it and hands it to `use`, on a thread that may block and while no other process changes the mirror.
  /// - Parameter isCurrent: Asked with the revision found by the one listing; true ends the operation.
  /// - Throws: ``GitError``; `CancellationError`; what the closures throw.
  package func synchronize<T: Sendable>(
    _ request: GitSyncRequest, isCurrent: @escaping @Sendable (String) throws -> Bool,
    use: @escaping @Sendable (GitCheckout) throws -> T
  ) async throws -> GitSyncOutcome<T> {
    let interruption = Interruption()
    let limits = OperationLimits(interruption: interruption, deadline: .now.advanced(by: request.timeout))
    let http = http
    return try await OwnThread.run(interruption) {
      let run = SyncRun(request, client: http, limits: limits)
      do {
        return try run.run(isCurrent: isCurrent, use: use)
      } catch let error as GitError where error.code == .mirror && run.usedMirror && !interruption.isRaised {
        // A mirror is a cache: a damaged one is dropped, and all is fetched again, once.
        Mirror.remove(request.mirror)
        return try run.run(isCurrent: isCurrent, use: use)
      }
    }
  }

  /// Removes a folder of mirrors with all in it; not an error when there is none.
  package static func removeMirror(at path: String) async throws {
    try await OwnThread.run(Interruption()) { Mirror.remove(path) }
  }
}

/// What to synchronize with what.
package struct GitSyncRequest: Sendable {
  package var remote: GitRemote
  package var authentication: GitAuthentication
  package var reference: GitReference
  /// The folder of the mirror; made when missing.
  package var mirror: String
  package var timeout: Duration
  /// The most bytes that one fetch may bring.
  package var maximumPack = 2 << 30

  package init(
    _ remote: GitRemote, _ reference: GitReference, mirror: String,
    authentication: GitAuthentication = GitAuthentication(), timeout: Duration = .seconds(60)
  ) {
    self.remote = remote
    self.reference = reference
    self.mirror = mirror
    self.authentication = authentication
    self.timeout = timeout
  }
}

/// What a synchronization came to.
package enum GitSyncOutcome<T: Sendable>: Sendable {
  /// The revision is the one that the caller has; nothing was fetched.
  case current(revision: String)
  case checkedOut(revision: String, T)
}

/// A commit whose whole tree can be read.
package struct GitCheckout: Sendable {
  package let revision: String
  package let commit: GitCommit
  package let objects: ObjectDatabase
  let limits: OperationLimits

  /// For long work on the checkout: throws once the task is cancelled. The timeout is for the network and no longer
  /// counts here.
  package func checkCancellation() throws { try limits.interruption.check() }
}
