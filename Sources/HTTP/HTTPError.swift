/// Why an exchange did not come to a response: a line for the operator, with an address free of secrets.
package struct HTTPError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: Sendable, Hashable {
    /// The request cannot be made as written: address, header or certificate.
    case invalidRequest
    case dns
    case connect
    case tls
    /// The whole exchange took longer than ``HTTPRequest/timeout``, or connecting longer than its limit.
    case timeout
    /// The peer sent nothing for ``HTTPRequest/silenceTimeout``.
    case silence
    case tooLarge
    case redirect
    case proxy
    /// The peer broke the connection or the protocol.
    case broken
    case cancelled
    /// The client was closed.
    case closed
  }

  package var code: Code
  package var message: String
  /// Without user info and without the values of its query.
  package var url: String

  package init(code: Code, message: String, url: String) {
    self.code = code
    self.message = message
    self.url = url
  }

  package var description: String { url.isEmpty ? message : "\(message) (\(url))" }

  /// Whether the same request may succeed later without anybody changing it.
  package var isTransient: Bool {
    switch code {
    case .dns, .connect, .timeout, .silence, .broken, .proxy, .closed: true
    case .invalidRequest, .tls, .tooLarge, .redirect, .cancelled: false
    }
  }
}
