/// Why a Git operation failed: a line for the operator, with an address free of secrets.
package struct GitError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: Sendable, Hashable {
    /// The address is none that we fetch from.
    case invalidURL
    /// The server refuses us, or our credentials are not usable.
    case authentication
    /// There is no such repository.
    case repositoryNotFound
    /// The repository holds no such branch, tag or commit, or none that a version range takes.
    case referenceNotFound
    /// The server's key or certificate is not the one to trust.
    case untrustedHost
    case network
    case timeout
    /// The other side does not speak Git's protocol, or breaks it.
    case malformed
    /// What the other side sends is larger than we take.
    case tooLarge
    /// The mirror on our disk is damaged or cannot be written.
    case mirror
  }

  package var code: Code
  package var message: String
  /// Without user info; empty where the message needs none.
  package var url: String

  package init(_ code: Code, _ message: String, url: String = "") {
    self.code = code
    self.message = message
    self.url = url
  }

  package var description: String { url.isEmpty ? message : "\(message) (\(url))" }

  /// Whether the same operation may succeed later without anybody changing it or the repository.
  package var isTransient: Bool {
    switch code {
    case .network, .timeout, .mirror, .malformed: true
    case .invalidURL, .authentication, .repositoryNotFound, .referenceNotFound, .untrustedHost, .tooLarge: false
    }
  }
}
