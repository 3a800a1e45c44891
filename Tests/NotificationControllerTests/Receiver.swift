import Hummingbird
import Logging
import NIOCore
import Structure
import Synchronization

/// A receiver on a loopback port that answers as a test says.
final class Receiver: Sendable {
  /// What to do with a message.
  enum Answer: Sendable {
    case status(Int, retryAfter: String? = nil, body: String = "")
    /// Keep the sender waiting until the receiver stops.
    case nothing
  }

  /// All that came in, in order, accepted or not.
  struct Message: Sendable {
    var body: Value
    var received: ContinuousClock.Instant
    var accepted: Bool
  }

  private struct State {
    var messages: [Message] = []
    var waiters: [AsyncStream<Void>.Continuation] = []
  }

  let port: Int
  private let state: Shared
  private let server: Task<Void, any Error>

  /// Lives as long as the handler, which the server keeps.
  private final class Shared: Sendable {
    let state = Mutex(State())

    func add(_ message: Message) {
      let waiters = state.withLock { state in
        state.messages.append(message)
        return state.waiters
      }
      for waiter in waiters { waiter.yield() }
    }
  }

  /// - Parameter answer: Asked for each message with its number, from 0.
  init(port: Int = 0, _ answer: @escaping @Sendable (Int, Value) -> Answer = { _, _ in .status(200) }) async throws {
    let shared = Shared()
    let (ports, found) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingOldest(1))
    let router = Router()
    router.post("**") { request, _ -> Response in
      let buffer = try await request.body.collect(upTo: 1 << 20)
      let body = (try? JSON.parse(Array(buffer.readableBytesView))) ?? .null
      let number = shared.state.withLock { $0.messages.count }
      switch answer(number, body) {
      case .nothing:
        shared.add(Message(body: body, received: .now, accepted: false))
        try await Task.sleep(for: .seconds(3600))
        throw CancellationError()
      case .status(let code, let retryAfter, let text):
        shared.add(Message(body: body, received: .now, accepted: (200..<300).contains(code)))
        var fields = HTTPFields()
        if let retryAfter { fields[.retryAfter] = retryAfter }
        return Response(
          status: .init(code: code), headers: fields, body: .init(byteBuffer: ByteBuffer(string: text)))
      }
    }
    var logger = Logger(label: "receiver")
    logger.logLevel = .critical
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: port)),
      onServerRunning: { channel in found.yield(channel.localAddress?.port ?? 0) }, logger: logger)
    server = Task { try await application.run() }
    var iterator = ports.makeAsyncIterator()
    self.port = await iterator.next() ?? 0
    state = shared
  }

  deinit { server.cancel() }

  /// Stops listening: connections are refused from then on.
  func stop() async {
    server.cancel()
    _ = await server.result
  }

  var url: String { "http://127.0.0.1:\(port)/services/SECRETPATH" }
  var messages: [Message] { state.state.withLock(\.messages) }
  /// The `message` fields of what was accepted.
  var texts: [String] { messages.filter(\.accepted).compactMap { $0.body["message"]?.string } }

  /// Waits until `condition` holds for what came in.
  func waitUntil(
    within limit: Duration = .seconds(20), _ condition: @Sendable (Receiver) -> Bool
  ) async throws {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    state.state.withLock { $0.waiters.append(continuation) }
    let deadline = Task {
      try await Task.sleep(for: limit)
      continuation.finish()
    }
    defer { deadline.cancel() }
    if condition(self) { return }
    for await _ in stream where condition(self) { return }
    throw Missing(description: "did not come in time; there are \(messages)")
  }

  struct Missing: Error, CustomStringConvertible { let description: String }
}
