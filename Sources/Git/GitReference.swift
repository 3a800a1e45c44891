/// Which commit of a repository is wanted, as `spec.ref` of a GitRepository says it.
package enum GitReference: Sendable {
  case branch(String)
  case tag(String)
  /// The highest version among the tags that the range takes.
  case semver(VersionConstraint)
  /// A full name: `refs/heads/main`, `refs/pull/420/head`.
  case name(String)
  /// Whatever `git fetch` would take it for: a full name, a tag, a branch, `HEAD`, or a whole commit id.
  case revision(String)
  /// One commit, expected in a branch if that is given.
  case commit(GitObjectID, branch: String?)

  /// The text between the revision's reference and its commit, as Flux writes revisions.
  func revision(_ commit: GitObjectID, tag: String?) -> String {
    switch self {
    case .branch(let branch): "\(branch)@sha1:\(commit)"
    case .tag(let tag): "\(tag)@sha1:\(commit)"
    case .semver: "\(tag ?? "")@sha1:\(commit)"
    case .name(let name), .revision(let name): "\(name)@sha1:\(commit)"
    case .commit(_, let branch?): "\(branch)@sha1:\(commit)"
    case .commit(_, nil): "sha1:\(commit)"
    }
  }
}

/// A reference found in a repository.
package struct ResolvedReference: Sendable, Hashable {
  package var commit: GitObjectID
  /// As Flux writes it: `main@sha1:…`, `v1.0.0@sha1:…`, `refs/…@sha1:…`, `sha1:…`.
  package var revision: String
  /// What to ask the server for: the tag object of an annotated tag, else the commit.
  var want: GitObjectID
}

extension ReferenceAdvertisement {
  /// Finds what `reference` means in this listing.
  /// - Throws: ``GitError`` with `referenceNotFound`, which names what there is.
  package func resolve(_ reference: GitReference) throws(GitError) -> ResolvedReference {
    func missing(_ message: String) -> GitError { GitError(.referenceNotFound, message) }
    guard !references.isEmpty || isCommit(reference) else { throw missing("the repository is empty") }
    switch reference {
    case .branch(let branch):
      guard let found = resolved("refs/heads/\(branch)", reference) else {
        throw missing("branch '\(branch)' does not exist\(list("refs/heads/", "branches"))")
      }
      return found
    case .tag(let tag):
      guard let found = resolved("refs/tags/\(tag)", reference) else {
        throw missing("tag '\(tag)' does not exist\(list("refs/tags/", "tags"))")
      }
      return found
    case .name(let name):
      guard let found = resolved(name.hasSuffix("^{}") ? String(name.dropLast(3)) : name, reference) else {
        throw missing("reference '\(name)' does not exist; expected a full name such as refs/heads/main")
      }
      return found
    case .semver(let range):
      guard let tag = highestTag(in: range), let found = resolved("refs/tags/\(tag)", reference, tag: tag) else {
        throw missing("no tag matches the version range '\(range)'\(list("refs/tags/", "tags"))")
      }
      return found
    case .revision(let text):
      for name in [text, "refs/\(text)", "refs/tags/\(text)", "refs/heads/\(text)"] {
        if let found = resolved(name, reference) { return found }
      }
      guard let commit = GitObjectID(text) else {
        throw missing("there is no branch, tag or reference '\(text)'\(list("refs/heads/", "branches"))")
      }
      return ResolvedReference(commit: commit, revision: reference.revision(commit, tag: nil), want: commit)
    case .commit(let commit, let branch):
      if let branch, references["refs/heads/\(branch)"] == nil {
        throw missing("branch '\(branch)' does not exist\(list("refs/heads/", "branches"))")
      }
      return ResolvedReference(commit: commit, revision: reference.revision(commit, tag: nil), want: commit)
    }
  }

  private func isCommit(_ reference: GitReference) -> Bool {
    switch reference {
    case .commit: true
    case .revision(let text): GitObjectID(text) != nil
    case .branch, .tag, .semver, .name: false
    }
  }

  private func resolved(_ name: String, _ reference: GitReference, tag: String? = nil) -> ResolvedReference? {
    guard let target = references[name], let commit = commit(of: name) else { return nil }
    return ResolvedReference(commit: commit, revision: reference.revision(commit, tag: tag), want: target)
  }

  private func highestTag(in range: VersionConstraint) -> String? {
    references.keys.lazy.filter { $0.hasPrefix("refs/tags/") }.map { String($0.dropFirst(10)) }
      .compactMap { tag in SemanticVersion(tag: tag).map { (tag: tag, version: $0) } }
      .filter { range.contains($0.version) }
      .max { ($0.version, $0.tag) < ($1.version, $1.tag) }?.tag
  }

  /// What there is instead, a few names of it.
  private func list(_ prefix: String, _ what: String) -> String {
    let names = references.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }.sorted()
    guard !names.isEmpty else { return "; the repository has no \(what)" }
    let shown = names.prefix(6).map { PacketReader.remoteText(Array($0.utf8)) }.joined(separator: ", ")
    return "; the repository has the \(what) \(shown)\(names.count > 6 ? " and \(names.count - 6) more" : "")"
  }
}
