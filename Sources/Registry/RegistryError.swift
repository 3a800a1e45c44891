package import HTTP

/// Why a registry did not give what was asked for: a line for the operator, free of secrets.
package struct RegistryError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: Sendable, Hashable {
    /// The text is no reference to a registry.
    case invalidReference
    /// The registry wants to know who we are, or does not believe us.
    case authentication
    /// The registry knows who we are, and that is not enough.
    case forbidden
    case notFound
    case tooManyRequests
    /// The registry cannot be reached or fails.
    case network
    /// The registry breaks the protocol.
    case malformed
    case tooLarge
    /// What came is not what its digest names.
    case digestMismatch
    /// Going on would show a secret to somebody else.
    case insecure
    /// The artifact is of a kind that is not read here.
    case unsupported
  }

  package var code: Code
  package var message: String
  /// What it is about: a reference or an address, without secrets; empty where the message says it.
  package var subject: String
  /// How long the registry asks us to wait.
  package var retryAfter: Duration?
  /// Whether the same request may succeed later without anybody changing it.
  package var isTransient: Bool

  package init(_ code: Code, _ message: String, subject: String = "", isTransient: Bool? = nil) {
    self.code = code
    self.message = message
    self.subject = subject
    self.isTransient = isTransient ?? [.network, .tooManyRequests].contains(code)
  }

  /// For an exchange that came to no response.
  package init(_ error: HTTPError, _ what: String, subject: String) {
    let code: Code = error.code == .tooLarge ? .tooLarge : error.code == .invalidRequest ? .invalidReference : .network
    var message = "cannot \(what): \(error.message)"
    if error.code == .tls { message += "; a registry without TLS is used only when plain HTTP is asked for" }
    self.init(code, message, subject: subject, isTransient: error.isTransient)
  }

  package var description: String { subject.isEmpty ? message : "\(message) (\(subject))" }
}
