import HTTP

/// One synchronization: list, resolve, fetch what is missing, hand over.
final class SyncRun {
  private let request: GitSyncRequest
  private let client: HTTPClient
  private let limits: OperationLimits
  /// Whether a failure may be the mirror's fault.
  private(set) var usedMirror = false

  init(_ request: GitSyncRequest, client: HTTPClient, limits: OperationLimits) {
    self.request = request
    self.client = client
    self.limits = limits
  }

  func run<T>(
    isCurrent: (String) throws -> Bool, use: (GitCheckout) throws -> T
  ) throws -> GitSyncOutcome<T> {
    do {
      guard let session = try request.remote.session(request.authentication, client: client, limits: limits) else {
        let (references, objects) = try LocalRepository.open(request.remote.path, shown: request.remote.shown)
        let target = try references.resolve(request.reference)
        if try isCurrent(target.revision) { return .current(revision: target.revision) }
        guard objects.contains(target.commit) else { throw missing(target.commit) }
        if let head = branchHead(in: references), !objects.isAncestor(target.commit, of: head) {
          throw missing(target.commit)
        }
        return .checkedOut(revision: target.revision, try use(checkout(target, objects)))
      }
      defer { session.close() }
      let references = try session.list()
      let target = try references.resolve(request.reference)
      if try isCurrent(target.revision) { return .current(revision: target.revision) }
      usedMirror = true
      let mirror = try Mirror(at: request.mirror, limits: limits)
      if let head = branchHead(in: references), head != target.commit {
        try fetchBranch(to: head, for: target, references, session, into: mirror)
      } else if !holds(target.commit, in: mirror) {
        try fetch(target, references, session, into: mirror)
      }
      session.close()
      let result = try use(checkout(target, mirror.objects))
      try mirror.compactIfNeeded()
      return .checkedOut(revision: target.revision, result)
    } catch var error as GitError where error.url.isEmpty {
      error.url = request.remote.shown
      throw error
    }
  }

  private func checkout(_ target: ResolvedReference, _ objects: ObjectDatabase) throws -> GitCheckout {
    GitCheckout(revision: target.revision, commit: try objects.commit(target.commit), objects: objects, limits: limits)
  }

  /// Whether the commit's whole tree is in the mirror: as a tip of its own, or in the history of one fetched whole.
  private func holds(_ commit: GitObjectID, in mirror: Mirror) -> Bool {
    guard mirror.objects.contains(commit) else { return false }
    return mirror.tips.contains { $0.id == commit || !$0.isShallow && mirror.objects.isAncestor(commit, of: $0.id) }
  }

  private func fetch(
    _ target: ResolvedReference, _ references: ReferenceAdvertisement, _ session: any UploadPackSession,
    into mirror: Mirror
  ) throws {
    guard references.capabilities.contains("side-band-64k") else {
      throw GitError(.malformed, "the server is too old: it does not offer Git's side-band-64k")
    }
    let offers = references.capabilities
    guard mayAsk(for: target.want, references) else {
      return try fetchHistory(of: target, references, session, into: mirror)
    }
    let isShallow = offers.contains("shallow")
    let negotiation = FetchNegotiation(
      wants: [target.want], depth: isShallow ? 1 : nil,
      // Without cut history on the other side, only what was fetched whole may be left out.
      haves: mirror.tips.filter { isShallow || !$0.isShallow }.map { ($0.id, $0.isShallow) })
    try receive(negotiation, Mirror.Tip(id: target.commit, isShallow: isShallow), offers, session, into: mirror)
  }

  /// The head of the branch that the commit asked for must be in; nil where none is named.
  private func branchHead(in references: ReferenceAdvertisement) -> GitObjectID? {
    guard case .commit(_, let branch?) = request.reference else { return nil }
    return references.references["refs/heads/\(branch)"]
  }

  /// Gets the history of a branch and looks for the commit in it: as with Flux, a commit of another branch is refused.
  /// That it is in the mirror, or that the server gives it by its id, says nothing about the branch.
  private func fetchBranch(
    to head: GitObjectID, for target: ResolvedReference, _ references: ReferenceAdvertisement,
    _ session: any UploadPackSession, into mirror: Mirror
  ) throws {
    if !mirror.tips.contains(Mirror.Tip(id: head, isShallow: false)) {
      try fetchHistory(of: target, references, session, into: mirror)
    }
    guard mirror.objects.isAncestor(target.commit, of: head) else { throw missing(target.commit) }
  }

  /// Servers give any advertised object, and others only where they say so.
  private func mayAsk(for id: GitObjectID, _ references: ReferenceAdvertisement) -> Bool {
    references.capabilities.contains("allow-reachable-sha1-in-want")
      || references.capabilities.contains("allow-any-sha1-in-want")
      || references.references.values.contains(id)
  }

  /// Gets a commit that the server does not give by its id: the whole history it should be in.
  private func fetchHistory(
    of target: ResolvedReference, _ references: ReferenceAdvertisement, _ session: any UploadPackSession,
    into mirror: Mirror
  ) throws {
    var wants: [GitObjectID]
    if case .commit(_, let branch?) = request.reference {
      wants = references.references["refs/heads/\(branch)"].map { [$0] } ?? []
    } else {
      wants = references.references.filter { $0.key.hasPrefix("refs/heads/") || $0.key.hasPrefix("refs/tags/") }
        .map(\.value)
    }
    wants = Array(Set(wants))
    guard let newest = wants.first else {
      throw GitError(.referenceNotFound, "the repository has no branch that could hold commit \(target.commit)")
    }
    var negotiation = FetchNegotiation(wants: wants, depth: nil)
    if mirror.tips.allSatisfy({ !$0.isShallow }) { negotiation.haves = mirror.tips.map { ($0.id, false) } }
    let tip = Mirror.Tip(id: wants.count == 1 ? newest : target.commit, isShallow: false)
    do {
      try receive(negotiation, tip, references.capabilities, session, into: mirror)
    } catch let error as GitError where error.code == .mirror && !mirror.objects.contains(target.commit) {
      throw missing(target.commit)
    }
    guard holds(target.commit, in: mirror) else { throw missing(target.commit) }
  }

  private func missing(_ commit: GitObjectID) -> GitError {
    if case .commit(_, let branch?) = request.reference {
      return GitError(.referenceNotFound, "commit \(commit) does not exist in branch '\(branch)'")
    }
    return GitError(.referenceNotFound, "commit \(commit) does not exist in the repository")
  }

  private func receive(
    _ negotiation: FetchNegotiation, _ tip: Mirror.Tip, _ capabilities: Set<String>, _ session: any UploadPackSession,
    into mirror: Mirror
  ) throws {
    var packets = try session.fetch(negotiation.message(capabilities: capabilities), limit: request.maximumPack)
    try mirror.take(tip, limits: limits) { sink in
      try FetchNegotiation.receivePack(from: &packets) { bytes in
        try limits.check("fetching the repository")
        try sink(bytes)
      }
    }
  }
}
