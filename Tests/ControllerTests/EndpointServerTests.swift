import Controller
import Glibc
import Logging
import Structure
import Synchronization
import Testing

@Suite("The endpoints of a daemon")
struct EndpointServerTests {
  @Test("say whether it is alive and ready, and give its metrics")
  func answers() async throws {
    let ready = Mutex(false)
    let server = Server(
      EndpointServer.Answers(
        metrics: { "up 1\n" }, health: { nil },
        readiness: { ready.withLock(\.self) ? nil : "the objects have not been listed yet" }))
    try await server.running { port in
      #expect(try await get("/metrics", port).hasSuffix("up 1\n"))
      #expect(try await get("/healthz", port).hasPrefix("HTTP/1.1 200"))
      let waiting = try await get("/readyz", port)
      #expect(waiting.hasPrefix("HTTP/1.1 503"))
      #expect(waiting.contains("the objects have not been listed yet"))
      ready.withLock { $0 = true }
      #expect(try await get("/readyz", port).hasPrefix("HTTP/1.1 200"))
      #expect(try await get("/else", port).hasPrefix("HTTP/1.1 404"))
    }
  }

  @Test("that cannot listen say where and what to do")
  func portTaken() async throws {
    let first = Server(EndpointServer.Answers(health: { nil }))
    try await first.running { port in
      let second = EndpointServer(
        address: ListenAddress(host: "127.0.0.1", port: port), answers: .init(), log: Logger(label: "test"))
      let error = await #expect(throws: DaemonError.self) { try await second.run() }
      #expect(error?.message.hasPrefix("cannot listen on 127.0.0.1:\(port): ") == true)
      #expect(error?.message.contains("--health-address") == true)
    }
  }

  private struct Server {
    let answers: EndpointServer.Answers
    init(_ answers: EndpointServer.Answers) { self.answers = answers }

    func running(_ body: (Int) async throws -> Void) async throws {
      let (ports, found) = AsyncStream.makeStream(of: Int.self, bufferingPolicy: .bufferingNewest(1))
      let server = EndpointServer(
        address: ListenAddress(host: "127.0.0.1", port: 0), answers: answers,
        log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, onListening: { found.yield($0) })
      let task = Task { try await server.run() }
      defer { task.cancel() }
      var iterator = ports.makeAsyncIterator()
      try await body(try #require(await iterator.next()))
    }
  }

  /// The whole answer to a GET, on a thread that may block.
  private func get(_ path: String, _ port: Int) async throws -> String {
    try await BlockingPool(threads: 1).run { _ in
      let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      try #require(socket >= 0)
      defer { close(socket) }
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_port = UInt16(port).bigEndian
      address.sin_addr.s_addr = inet_addr("127.0.0.1")
      let connected = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      try #require(connected == 0)
      let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".utf8)
      try #require(write(socket, request, request.count) == request.count)
      var answer: [UInt8] = []
      var chunk = [UInt8](repeating: 0, count: 4096)
      while case let count = read(socket, &chunk, chunk.count), count > 0 { answer += chunk[..<count] }
      return String(decoding: answer, as: UTF8.self)
    }
  }
}
