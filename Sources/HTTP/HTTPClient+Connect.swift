/// A bare connection on its way: what other protocols than HTTP start from.
package struct PendingConnection: Sendable {
  let stream: HTTPStream

  /// Waits until connected; the descriptor belongs to the caller.
  /// - Throws: ``HTTPError``, or `CancellationError` after ``cancel()``.
  package func socket() throws -> Int32 { try stream.socket() }

  /// Gives the attempt up, from any thread.
  package func cancel() { stream.cancel() }
}

extension HTTPClient {
  /// Connects to `authority` (`host:port`) through curl's resolver, with its timeouts, and through `proxy` if any.
  package func connect(_ authority: String, proxy: HTTPProxy?, timeout: Duration) throws -> PendingConnection {
    var request = HTTPRequest(.get, "http://\(authority)/")
    request.proxy = proxy
    request.timeout = timeout
    request.connectTimeout = timeout
    return PendingConnection(stream: try open(request, connectsOnly: true))
  }
}
