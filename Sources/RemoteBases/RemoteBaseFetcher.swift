package import Git
import Glibc
import HTTP
package import Overlay
import Structure
import Synchronization

/// Fetches the bases and files that a kustomization names by an address: repositories through Git, one commit of each
/// without its history, into a folder of its own; files over HTTP. Each is fetched once.
///
/// Its calls block. The folder goes with ``close()``.
package final class RemoteBaseFetcher: RemoteBaseLoader {
  /// How many repositories and files one build may fetch.
  private static let maximumFetches = 100
  /// The most bytes that one repository may bring.
  private static let maximumPack = 512 << 20
  /// The most bytes of a file that is looked at to see whether it is one.
  private static let maximumFile = 64 << 20

  private struct State {
    var repositories: [Repository: RemoteBase] = [:]
    /// The files at web addresses; nil where no file is.
    var files: [String: [UInt8]?] = [:]
    var fetches = 0
  }

  /// A repository at a commit.
  private struct Repository: Hashable {
    var address: String
    var reference: String
  }

  private let http: HTTPClient
  private let git: GitClient
  private let folder: String
  private let identity: SSHIdentity?
  private let state = Mutex(State())

  /// - Parameter identity: For repositories that are reached by ssh.
  /// - Throws: When no folder can be made below the system's temporary one, or no thread be started.
  package init(identity: SSHIdentity? = nil) throws {
    http = try HTTPClient()
    git = GitClient(http: http)
    self.identity = identity
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/martlet-remote-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw GitError(.mirror, "cannot make a folder below \(parent): \(String(cString: strerror(errno)))")
    }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Removes the folder with all that was fetched.
  package func close() {
    let folder = folder
    state.withLock { $0 = State() }
    _ = try? BlockingWait.run { try await GitClient.removeMirror(at: folder) }
  }

  // MARK: What the overlay engine asks

  package func kind(of address: String) throws -> RemoteKind? {
    let base = RemoteBaseAddress(address)
    guard Self.isWeb(address) else { return base == nil ? nil : .directory }
    let path = address.prefix { $0 != "?" }
    let looksLikeFile = [".yaml", ".yml", ".json"].contains { path.hasSuffix($0) }
    if let base, base.isMarked, !looksLikeFile { return .directory }
    // As kustomize does, look whether there is a file; what is none may still be a repository.
    do {
      return try content(of: address, limit: Self.maximumFile) == nil ? .directory : .file
    } catch {
      guard let base, base.isMarked || !looksLikeFile else { throw error }
      return .directory
    }
  }

  package func base(_ address: String, from referrer: RemoteBase?) throws -> RemoteBase {
    guard let found = RemoteBaseAddress(address) else {
      throw GitError(
        .invalidURL, "expected the address of a repository: https://HOST/ORGANIZATION/REPOSITORY//PATH?ref=REFERENCE")
    }
    let remote = try GitRemote(found.repository, allowing: .file)
    if case .file = remote.transport, let referrer, !referrer.identity.hasPrefix("file://") {
      throw GitError(
        .invalidURL, "a repository from elsewhere (\(referrer.shown)) may not name files of this machine")
    }
    let key = Repository(address: found.repository, reference: found.reference)
    var base: RemoteBase
    if let known = state.withLock({ $0.repositories[key] }) {
      base = known
    } else {
      base = try fetch(remote, found)
      state.withLock { $0.repositories[key] = base }
    }
    base.directory = found.path
    return base
  }

  package func file(_ address: String, limit: Int) throws -> [UInt8] {
    guard let content = try content(of: address, limit: limit) else {
      throw HTTPError(code: .broken, message: "there is no file, but a web page", url: WebAddress.redacted(address))
    }
    return content
  }

  package func origin(of address: String) -> RemoteOrigin? {
    RemoteBaseAddress(address).map {
      // kustomize shows a name of its own for the root of a repository.
      RemoteOrigin(repository: $0.repository, path: $0.path.isEmpty ? "notCloned" : $0.path, reference: $0.reference)
    }
  }

  // MARK: Fetching

  private func fetch(_ remote: GitRemote, _ found: RemoteBaseAddress) throws -> RemoteBase {
    let number = try countFetch()
    var authentication = GitAuthentication()
    if remote.isSSH {
      guard let identity else {
        throw GitError(
          .authentication,
          "a repository reached by ssh needs a key without passphrase in ~/.ssh (id_ed25519, id_ecdsa or id_rsa) and "
            + "its host in ~/.ssh/known_hosts", url: remote.shown)
      }
      authentication.identity = identity
    }
    var request = GitSyncRequest(
      remote, .revision(found.reference.isEmpty ? "HEAD" : found.reference), mirror: "\(folder)/\(number)",
      authentication: authentication, timeout: found.timeout)
    request.maximumPack = Self.maximumPack
    let (git, synchronization) = (git, request)
    let outcome = try BlockingWait.run {
      try await git.synchronize(synchronization, isCurrent: { _ in false }) { checkout in
        (tree: GitTree(checkout), commit: checkout.commit.id)
      }
    }
    guard case .checkedOut(_, let (tree, commit)) = outcome else {
      throw GitError(.network, "the repository was not fetched", url: remote.shown)
    }
    return RemoteBase(
      tree: tree, directory: "", identity: "\(WebAddress.redacted(found.repository))@\(commit)",
      shown: WebAddress.redacted(found.repository))
  }

  /// The file at a web address; nil when there is a web page, or nothing.
  private func content(of address: String, limit: Int) throws -> [UInt8]? {
    if let known = state.withLock({ $0.files[address] }) { return known }
    _ = try countFetch()
    var request = HTTPRequest(.get, address)
    request.maximumBody = limit
    let (http, get) = (http, request)
    let response = try BlockingWait.run { try await http.send(get) }
    let isPage =
      response.headers["Content-Type"]?.lowercased().hasPrefix("text/html") == true
      || response.body.first { $0 > 0x20 } == UInt8(ascii: "<")
    guard response.isSuccess else {
      throw HTTPError(
        code: .broken, message: "the server answers with status \(response.status)", url: WebAddress.redacted(address))
    }
    let content = isPage ? nil : response.body
    state.withLock { $0.files[address] = .some(content) }
    return content
  }

  private func countFetch() throws -> Int {
    try state.withLock { state in
      state.fetches += 1
      guard state.fetches <= Self.maximumFetches else {
        throw GitError(.tooLarge, "a build fetches at most \(Self.maximumFetches) repositories and files")
      }
      return state.fetches
    }
  }

  private static func isWeb(_ address: String) -> Bool {
    let start = address.prefix(8).lowercased()
    return start.hasPrefix("http://") || start.hasPrefix("https://")
  }
}
