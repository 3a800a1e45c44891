import Synchronization

/// Sends requests over libcurl. One thread owns all connections, keeps them open for the next request, and notices a
/// cancellation at once; any number of tasks may use a client together. A process needs one.
package final class HTTPClient: Sendable {
  private let engine: CurlEngine

  /// - Throws: ``HTTPError`` with `closed` when no thread can be started.
  package init() throws(HTTPError) { engine = try CurlEngine() }

  deinit { engine.stop() }

  /// Sends `request` and waits for the whole response, of whatever status.
  /// - Throws: ``HTTPError``; `CancellationError` when the task is cancelled, within milliseconds.
  package func send(_ request: HTTPRequest) async throws -> HTTPResponse {
    let transfer = try Transfer(request)
    let engine = engine
    let token = transfer.token
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let collector = Collector(limit: request.maximumBody, continuation: continuation)
        transfer.sink = collector
        engine.start(transfer)
      }
    } onCancel: {
      engine.cancel(token)
    }
  }

  /// Starts `request` for a thread of its own that may block: the response's body is read piece by piece.
  /// ``HTTPRequest/maximumBody`` does not apply.
  package func open(_ request: HTTPRequest) throws -> HTTPStream { try open(request, connectsOnly: false) }

  func open(_ request: HTTPRequest, connectsOnly: Bool) throws -> HTTPStream {
    let transfer = try Transfer(request, connectsOnly: connectsOnly)
    let stream = HTTPStream(token: transfer.token, engine: engine)
    transfer.sink = stream
    engine.start(transfer)
    return stream
  }
}

/// Gathers a body up to a limit and hands the response to a waiting task.
private final class Collector: TransferSink {
  private let limit: Int
  private let continuation: CheckedContinuation<HTTPResponse, any Error>
  private let state = Mutex(State())

  private struct State {
    var head: HTTPResponseHead?
    var body: [UInt8] = []
  }

  init(limit: Int, continuation: CheckedContinuation<HTTPResponse, any Error>) {
    self.limit = limit
    self.continuation = continuation
  }

  func begin(_ head: HTTPResponseHead) { state.withLock { $0.head = head } }

  func receive(_ bytes: UnsafeRawBufferPointer) -> TransferVerdict {
    state.withLock { state in
      guard state.body.count + bytes.count <= limit else { return .tooLarge(limit) }
      state.body.append(contentsOf: bytes)
      return .taken
    }
  }

  func end(_ error: (any Error)?) {
    if let error { return continuation.resume(throwing: error) }
    let response = state.withLock { state in
      state.head.map { HTTPResponse(head: $0, body: state.body) }
    }
    guard let response else {
      return continuation.resume(
        throwing: HTTPError(code: .broken, message: "the server closed the connection without an answer", url: ""))
    }
    continuation.resume(returning: response)
  }
}
