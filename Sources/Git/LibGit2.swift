import CDeferred
import CLibGit2
import Glibc

/// The one-time set-up of libgit2, and its errors as ours.
enum LibGit2 {
  /// - Throws: ``GitError`` when the library cannot start.
  static func start() throws {
    if let problem = cdeferred_problem(CDEFERRED_GIT2) {
      throw GitError(.mirror, "cannot start libgit2: \(String(cString: problem))")
    }
    guard isReady else { throw GitError(.mirror, "cannot start libgit2") }
  }

  private static let isReady: Bool = {
    guard git_libgit2_init() > 0 else { return false }
    // We run no hooks and obey no configuration of a repository, so whose it is does not matter to us.
    _ = cgit2_set_owner_validation(0)
    // Each object is read once and goes to the store.
    _ = cgit2_set_caching(0)
    _ = cgit2_set_mapped_limit(256 << 20)
    return true
  }()

  /// - Throws: ``GitError`` with libgit2's own words when `result` is an error.
  static func check(_ result: Int32, _ code: GitError.Code, _ what: @autoclosure () -> String) throws {
    guard result < 0 else { return }
    let detail = git_error_last().flatMap(\.pointee.message).map { String(cString: $0) } ?? "error \(result)"
    throw GitError(code, "\(what()): \(detail)")
  }
}

extension git_oid {
  /// libgit2's form of an id.
  init(_ id: GitObjectID) {
    self.init()
    let bytes = id.bytes
    _ = bytes.withUnsafeBufferPointer { git_oid_fromraw(&self, $0.baseAddress) }
  }

  /// Our form of the id.
  var objectID: GitObjectID? { withUnsafeBytes(of: self) { GitObjectID(bytes: $0.prefix(20)) } }
}
