import Hummingbird
import Logging
import NIOCore
import Structure

/// A chat's incoming webhook on a loopback port: keeps what it is sent in its ``inbox``.
package final class MessageReceiver: Sendable {
  /// The port on 127.0.0.1.
  package let port: Int
  package let inbox: Inbox
  private let server: Task<Void, any Error>

  /// Starts to listen.
  /// - Parameters:
  ///   - port: 0 lets the system choose.
  ///   - inbox: Where messages go; pass the one of an earlier receiver to go on after a restart.
  package init(port: Int = 0, inbox: Inbox = Inbox()) async throws {
    let (ports, found) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingOldest(1))
    let router = Router()
    router.post("**") { request, _ -> HTTPResponse.Status in
      let bytes = try await request.body.collect(upTo: 1 << 20)
      let body = (try? JSON.parse(Array(buffer: bytes))) ?? .null
      let accepted = inbox.accept(Inbox.Message(path: request.uri.path, body: body, received: .now))
      return accepted ? .ok : .serviceUnavailable
    }
    var logger = Logger(label: "receiver")
    logger.logLevel = .critical
    let application = Application(
      router: router,
      configuration: .init(address: .hostname("127.0.0.1", port: port)),
      onServerRunning: { channel in found.yield(channel.localAddress?.port ?? 0) },
      logger: logger)
    server = Task { try await application.run() }
    var iterator = ports.makeAsyncIterator()
    guard let bound = await iterator.next(), bound != 0 else { throw TestFailure("the receiver has no port") }
    self.port = bound
    self.inbox = inbox
  }

  deinit { server.cancel() }

  /// Stops listening: connections are refused from then on.
  package func stop() async {
    server.cancel()
    _ = await server.result
  }

  /// Where messages are to be sent.
  package var url: String { "http://127.0.0.1:\(port)/hook" }
}
