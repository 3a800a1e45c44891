import HTTP
package import Registry

/// Why a chart could not be had: a line for the operator, free of secrets.
package struct ChartFetchError: Error, Sendable, Hashable, CustomStringConvertible {
  package typealias Code = RegistryError.Code

  package var code: Code
  package var message: String
  /// The chart, repository or address that it is about, without secrets.
  package var subject: String
  /// Whether the same request may succeed later without anybody changing it.
  package var isTransient: Bool

  package init(_ code: Code, _ message: String, subject: String, isTransient: Bool? = nil) {
    self.code = code
    self.message = message
    self.subject = subject
    self.isTransient = isTransient ?? [.network, .tooManyRequests].contains(code)
  }

  /// A registry's refusal.
  init(_ error: RegistryError) {
    self.init(error.code, error.message, subject: error.subject, isTransient: error.isTransient)
  }

  /// An exchange that came to no response.
  init(_ error: HTTPError, _ what: String) {
    let code: Code = error.code == .tooLarge ? .tooLarge : error.code == .invalidRequest ? .invalidReference : .network
    self.init(code, "cannot \(what): \(error.message)", subject: error.url, isTransient: error.isTransient)
  }

  /// A response that is no success.
  init(_ response: HTTPResponse, _ what: String, subject: String) {
    let host = (try? WebAddress(response.head.url))?.host ?? "the server"
    switch response.status {
    case 401:
      self.init(
        .authentication, "cannot \(what): \(host) wants a user name and password that it accepts", subject: subject)
    case 403: self.init(.forbidden, "cannot \(what): \(host) does not let us read it", subject: subject)
    case 404, 410: self.init(.notFound, "cannot \(what): \(host) has nothing there", subject: subject)
    case 429:
      let wait = response.headers["Retry-After"].flatMap { Int($0) }.map { " in \($0) seconds" } ?? " later"
      self.init(
        .tooManyRequests, "cannot \(what): \(host) says that there are too many requests; try again\(wait)",
        subject: subject)
    default:
      let code: Code = response.status >= 500 ? .network : .malformed
      self.init(code, "cannot \(what): \(host) answers with status \(response.status)", subject: subject)
    }
  }

  package var description: String { subject.isEmpty ? message : "\(message) (\(subject))" }
}
