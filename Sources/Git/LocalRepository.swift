import CLibGit2
import Glibc

/// A repository on this machine, read in place: nothing is copied and no process is started.
enum LocalRepository {
  /// Opens the bare or ordinary repository at `path`.
  /// - Throws: ``GitError`` with `repositoryNotFound`.
  static func open(_ path: String, shown: String) throws -> (ReferenceAdvertisement, ObjectDatabase) {
    try LibGit2.start()
    var repository: OpaquePointer?
    // The folder itself, not one above it.
    guard git_repository_open_ext(&repository, path, GIT_REPOSITORY_OPEN_NO_SEARCH.rawValue, nil) == 0,
      let repository
    else {
      var info = stat()
      let what = stat(path, &info) == 0 ? "is no Git repository" : "does not exist"
      throw GitError(.repositoryNotFound, "\(path) \(what)", url: shown)
    }
    let objects: ObjectDatabase
    do {
      objects = try ObjectDatabase(repository: repository)
    } catch {
      git_repository_free(repository)
      throw error
    }
    return (try references(of: repository), objects)
  }

  private static func references(of repository: OpaquePointer) throws -> ReferenceAdvertisement {
    var references: [String: GitObjectID] = [:]
    var peeled: [String: GitObjectID] = [:]
    var iterator: OpaquePointer?
    try LibGit2.check(git_reference_iterator_new(&iterator, repository), .malformed, "cannot list the references")
    defer { git_reference_iterator_free(iterator) }
    while true {
      var reference: OpaquePointer?
      let result = git_reference_next(&reference, iterator)
      if result == GIT_ITEROVER.rawValue { break }
      try LibGit2.check(result, .malformed, "cannot list the references")
      guard let reference else { break }
      defer { git_reference_free(reference) }
      let name = String(cString: git_reference_name(reference))
      guard let id = target(of: reference) else { continue }
      references[name] = id
      if name.hasPrefix("refs/tags/"), let commit = peel(reference), commit != id { peeled[name] = commit }
    }
    var head: String?
    var reference: OpaquePointer?
    if git_reference_lookup(&reference, repository, "HEAD") == 0, let reference {
      head = git_reference_symbolic_target(reference).map { String(cString: $0) }
      references["HEAD"] = target(of: reference)
      git_reference_free(reference)
    }
    return ReferenceAdvertisement(references: references, peeled: peeled, head: head)
  }

  /// The object that a direct or symbolic reference names; nil when it leads nowhere.
  private static func target(of reference: OpaquePointer) -> GitObjectID? {
    var resolved: OpaquePointer?
    guard git_reference_resolve(&resolved, reference) == 0, let resolved else { return nil }
    defer { git_reference_free(resolved) }
    return git_reference_target(resolved)?.pointee.objectID
  }

  private static func peel(_ reference: OpaquePointer) -> GitObjectID? {
    var object: OpaquePointer?
    guard git_reference_peel(&object, reference, GIT_OBJECT_COMMIT) == 0, let object else { return nil }
    defer { git_object_free(object) }
    return git_object_id(object)?.pointee.objectID
  }
}
