package import Controller
import Git
import HTTP
package import Kube
package import Store
import Structure
import Toolkit

/// Keeps the artifact of each GitRepository at the commit that its reference names.
///
/// A look that finds nothing new makes one request and writes nothing.
package struct GitRepositoryReconciler: Reconciler {
  /// What a daemon is told by its flags.
  package struct Settings: Sendable {
    /// The folder of the mirrors.
    package var cache: String
    /// Whether `file://` addresses may be used: they read what this process can read.
    package var allowsFileURLs = false
    /// The most bytes that one fetch may bring.
    package var maximumPack = 2 << 30

    package init(cache: String) { self.cache = cache }
  }

  static let controllerName = "source-controller"

  package let kind = GitRepository.kind
  package let finalizer: String? = ToolkitNames.finalizer
  package let dependencies = DependencyScope.kinds([GroupKind(group: "", kind: "Secret")])

  let settings: Settings
  private let client: GitClient

  /// - Throws: When no thread can be started for the HTTP client.
  package init(settings: Settings) throws {
    self.settings = settings
    client = GitClient(http: try HTTPClient())
  }

  package func reconcile(_ request: ReconcileRequest) async throws -> ReconcileResult {
    let spec = try GitRepository.spec(of: request.object)
    let remote: GitRemote
    let reference: GitReference
    do throws(GitError) {
      remote = try GitRemote(spec.url, allowing: settings.allowsFileURLs ? .file : [])
      reference = try GitReference(spec.reference)
    } catch {
      let reason = error.code == .invalidURL ? ConditionReason.urlInvalid : ConditionReason.invalidSpec
      let field = error.code == .invalidURL ? "spec.url" : "spec.ref"
      return ReconcileResult(.stalled(reason: reason, message: "\(field): \(error)"))
    }
    let authentication = try await authentication(spec, remote, request)
    let status = GitRepository.status(of: request.object)
    if status.artifact == nil, request.attempt == 0 {
      await request.progress(message: "building artifact: fetching \(remote.shown)")
    }
    let publication = Publication(request, spec, status)
    var sync = GitSyncRequest(
      remote, reference, mirror: mirrorPath(of: request.key, remote), authentication: authentication,
      timeout: spec.timeout)
    sync.maximumPack = settings.maximumPack
    do {
      let outcome = try await client.synchronize(
        sync, isCurrent: publication.isCurrent(revision:), use: publication.publish)
      return publication.result(outcome)
    } catch {
      throw failure(error)
    }
  }

  package func finalize(_ request: ReconcileRequest) async throws {
    let key = request.key
    try await request.store.write { try $0.retireArtifacts(owner: key) }
    try await GitClient.removeMirror(at: folder(of: key))
  }

  package func dependents(on change: ObjectChange, reader: StoreReader) throws -> [ObjectKey] {
    let repositories = try reader.objects(
      ObjectQuery(group: kind.group, kind: kind.kind, namespace: change.key.namespace))
    return repositories.filter { $0.spec?["secretRef"]?["name"]?.string == change.key.name }.map(\.key)
  }

  // MARK: Steps

  private func authentication(
    _ spec: GitRepository.Spec, _ remote: GitRemote, _ request: ReconcileRequest
  ) async throws -> GitAuthentication {
    guard let name = spec.secretName else { return GitAuthentication() }
    let key = ObjectKey(group: "", kind: "Secret", namespace: request.key.namespace, name: name)
    guard let secret = try await request.store.read({ try $0.object(key) }) else {
      throw ReconcileFailure(
        reason: ConditionReason.authenticationFailed,
        message:
          "Secret '\(key.namespace)/\(name)' of spec.secretRef does not exist; it is looked at again once it does")
    }
    do {
      return try GitAuthentication(SecretData(secret), for: remote)
    } catch {
      throw ReconcileFailure(reason: ConditionReason.authenticationFailed, message: error.description)
    }
  }

  /// The words of the condition for a failed fetch.
  private func failure(_ error: any Error) -> any Error {
    switch error {
    case is CancellationError: return error
    case let error as GitError:
      let reason =
        switch error.code {
        case .authentication: ConditionReason.authenticationFailed
        case .mirror: ConditionReason.storageOperationFailed
        case .invalidURL, .repositoryNotFound, .referenceNotFound, .untrustedHost, .network, .timeout, .malformed,
          .tooLarge:
          ConditionReason.gitOperationFailed
        }
      return ReconcileFailure(reason: reason, message: "failed to checkout and determine revision: \(error)")
    default:
      return ReconcileFailure(
        reason: ConditionReason.storageOperationFailed, message: "failed to store the artifact: \(error)")
    }
  }

  /// Where all that is kept for one object lies.
  private func folder(of key: ObjectKey) -> String {
    "\(settings.cache)/\(Naming.folder("\(key.namespace)/\(key.name)"))"
  }

  /// A mirror of its own for each address, so that two repositories never mix.
  private func mirrorPath(of key: ObjectKey, _ remote: GitRemote) -> String {
    "\(folder(of: key))/\(Naming.folder("\(remote.shown)\n\(remote.path)"))"
  }
}

extension GitReference {
  /// What `spec.ref` asks for, by Flux's precedence.
  /// - Throws: ``GitError`` with `referenceNotFound` for a commit or range that is none.
  init(_ reference: GitRepository.Reference) throws(GitError) {
    if let text = reference.commit {
      guard let commit = GitObjectID(text) else {
        throw GitError(.referenceNotFound, "\(text.debugDescription) is no commit; expected 40 hexadecimal digits")
      }
      self = .commit(commit, branch: reference.branch)
    } else if let name = reference.name {
      self = .name(name)
    } else if let semver = reference.semver {
      self = .semver(try VersionConstraint(semver))
    } else if let tag = reference.tag {
      self = .tag(tag)
    } else {
      self = .branch(reference.branch ?? "master")
    }
  }
}
