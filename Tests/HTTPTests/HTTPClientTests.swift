import GitTestSupport
import HTTP
import Structure
import Testing

@Suite("HTTP client", .serialized) struct HTTPClientTests {
  private let bench: Workbench
  private let server: WebServer
  private let client: HTTPClient

  init() async throws {
    bench = try await Workbench()
    server = try await WebServer(serving: "\(bench.folder)/served", script: Peers.webServer)
    client = try HTTPClient()
  }

  @Test("sends method, headers and body, and names itself")
  func exchange() async throws {
    var request = HTTPRequest(.post, server.url("echo?a=b"))
    request.headers["X-Test"] = "one two"
    request.body = Array("hello".utf8)
    let response = try await client.send(request)
    let text = String(decoding: response.body, as: UTF8.self)
    #expect(response.status == 200)
    #expect(text.hasPrefix("POST /echo?a=b\n"))
    #expect(text.contains("X-Test: one two"))
    #expect(text.contains("User-Agent: martlet/"))
    #expect(!text.contains("Content-Type"))
    #expect(text.hasSuffix("hello"))
    #expect(response.headers["content-TYPE"] == "text/plain")
  }

  @Test("a status is an answer, not an error", arguments: [404, 500, 429])
  func status(_ status: Int) async throws {
    #expect(try await client.send(HTTPRequest(.get, server.url("status/\(status)"))).status == status)
  }

  @Test("other methods reach the server", arguments: [HTTPRequest.Method.put, .patch, .delete])
  func methods(_ method: HTTPRequest.Method) async throws {
    var request = HTTPRequest(method, server.url("echo"))
    if method != .delete { request.body = Array("x".utf8) }
    let text = String(decoding: try await client.send(request).body, as: UTF8.self)
    #expect(text.hasPrefix("\(method.rawValue) /echo"))
  }

  @Test("cancelling a request to a silent server takes no time")
  func cancellation() async throws {
    let (client, url, server) = (client, server.url("silent"), server)
    let quickest = try await Peers.quickest {
      server.forget()
      let task = Task { try await client.send(HTTPRequest(.get, url)) }
      try await eventually { !server.requests.isEmpty }
      let start = ContinuousClock.now
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      return ContinuousClock.now - start
    }
    #expect(quickest < .milliseconds(500))
  }

  @Test("a request that was cancelled before it began is not sent")
  func earlyCancellation() async throws {
    let (client, url) = (client, server.url("echo"))
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await client.send(HTTPRequest(.get, url))
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test("a silent server is given up at the timeout", arguments: ["silent", "slow"])
  func timeout(_ path: String) async throws {
    var request = HTTPRequest(.get, server.url(path))
    request.timeout = .milliseconds(300)
    let start = ContinuousClock.now
    let error = await #expect(throws: HTTPError.self) { try await client.send(request) }
    #expect(error?.code == .timeout)
    #expect(error?.isTransient == true)
    #expect(ContinuousClock.now - start < .seconds(15))
  }

  @Test("a server that falls silent is given up before the timeout")
  func silence() async throws {
    var request = HTTPRequest(.get, server.url("slow"))
    request.silenceTimeout = .seconds(1)
    let error = await #expect(throws: HTTPError.self) { try await client.send(request) }
    #expect(error?.code == .silence)
    #expect(error?.message.contains("fell silent for 1s") == true)
  }

  @Test("a body over the limit is refused")
  func limit() async throws {
    var request = HTTPRequest(.get, server.url("large"))
    request.maximumBody = 1 << 20
    let error = await #expect(throws: HTTPError.self) { try await client.send(request) }
    #expect(error?.code == .tooLarge)
    request.maximumBody = 16 << 20
    #expect(try await client.send(request).body.count == 16 << 20)
  }

  @Test("a stream pauses for its reader and brings every byte")
  func stream() async throws {
    let (client, url) = (client, server.url("large"))
    let count = try await BlockingPool(threads: 1).run { _ in
      let stream = try client.open(HTTPRequest(.get, url))
      #expect(try stream.head().status == 200)
      var count = 0
      while let bytes = try stream.read() { count += bytes.count }
      return count
    }
    #expect(count == 16 << 20)
  }

  @Test("credentials are sent at once, and never to another origin after a redirect")
  func redirect() async throws {
    let other = try await WebServer(serving: "\(bench.folder)/served", script: Peers.webServer)
    let away = try await WebServer(
      serving: "\(bench.folder)/served", script: Peers.webServer,
      options: ["--redirect", "http://127.0.0.1:\(other.port)"])
    var request = HTTPRequest(.get, away.url("away/x"))
    request.credentials = .basic(username: "dev", password: "s3cret")
    request.headers["Private-Token"] = "also secret"
    _ = try await client.send(request)
    #expect(away.requests == ["GET /away/x credentials"])
    #expect(other.requests == ["GET /git/x anonymous"])
  }

  @Test("a redirect loop ends")
  func loop() async throws {
    let error = await #expect(throws: HTTPError.self) { try await client.send(HTTPRequest(.get, server.url("loop"))) }
    #expect(error?.code == .redirect)
  }

  @Test("TLS is checked against the authorities given, and only those")
  func tls() async throws {
    let (certificate, key) = ("\(bench.folder)/c.pem", "\(bench.folder)/k.pem")
    try await ChildProcess.run([
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
      "-subj", "/CN=martlet test", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate,
    ])
    let secure = try await WebServer(
      serving: "\(bench.folder)/served", script: Peers.webServer, options: ["--tls", certificate, key])
    var request = HTTPRequest(.get, secure.url("echo", scheme: "https"))
    let error = await #expect(throws: HTTPError.self) { try await client.send(request) }
    #expect(error?.code == .tls)
    #expect(error?.isTransient == false)
    request.tls.authorities = Array(try await ChildProcess.run(["cat", certificate]).utf8)
    #expect(try await client.send(request).status == 200)
    request.tls.authorities = Array("no certificate".utf8)
    await #expect(throws: HTTPError.self) { try await client.send(request) }
  }

  @Test("errors say what happened, without secrets")
  func errors() async throws {
    let port = try Workbench.freePort()
    let url = "http://dev:s3cret@127.0.0.1:\(port)/x?token=hush&a"
    let error = await #expect(throws: HTTPError.self) { try await client.send(HTTPRequest(.get, url)) }
    #expect(error?.code == .connect)
    #expect(error?.url == "http://127.0.0.1:\(port)/x?token=…&a")
    #expect(error.map { "\($0)".contains("s3cret") || "\($0)".contains("hush") } == false)

    let unknown = await #expect(throws: HTTPError.self) {
      try await client.send(HTTPRequest(.get, "http://no-such-host.invalid/"))
    }
    #expect(unknown?.code == .dns)
  }

  @Test(
    "addresses and headers that are none are refused before anything is sent",
    arguments: ["", "ftp://a/b", "http://", "http://a b/", "http://a/\u{1}", "file:///etc/passwd", "http://-oProxy/x"])
  func addresses(_ text: String) async throws {
    let error = await #expect(throws: HTTPError.self) { try await client.send(HTTPRequest(.get, text)) }
    #expect(error?.code == .invalidRequest)
  }

  @Test("a header cannot smuggle another one in")
  func injection() async throws {
    var request = HTTPRequest(.get, server.url("echo"))
    request.headers["X-Test"] = "a\r\nX-Other: b"
    let error = await #expect(throws: HTTPError.self) { try await client.send(request) }
    #expect(error?.code == .invalidRequest)
    request.headers = [:]
    request.credentials = .bearer("a\r\nX-Other: b")
    await #expect(throws: HTTPError.self) { try await client.send(request) }
    #expect(server.requests.isEmpty)
  }

  @Test("many requests at once are all answered")
  func many() async throws {
    let (client, url) = (client, server.url("echo"))
    let count = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<100 { group.addTask { try await client.send(HTTPRequest(.get, url)).status } }
      return try await group.reduce(0) { $0 + ($1 == 200 ? 1 : 0) }
    }
    #expect(count == 100)
  }

  @Test("a body that nobody has asked to be compressed is not unpacked")
  func compression() async throws {
    var request = HTTPRequest(.get, server.url("echo"))
    #expect(String(decoding: try await client.send(request).body, as: UTF8.self).contains("Accept-Encoding: "))
    request.acceptsCompression = false
    #expect(!String(decoding: try await client.send(request).body, as: UTF8.self).contains("Accept-Encoding"))
  }
}

@Suite("Web address") struct WebAddressTests {
  @Test(
    "a relative one is resolved as a link is",
    arguments: [
      ("b", "https://h/x/b"), ("/b?c=d", "https://h/b?c=d"), ("../b", "https://h/b"), ("//o/b", "https://o/b"),
      ("?n=1", "https://h/x/a?n=1"), ("http://o:1/b", "http://o:1/b"),
    ])
  func relative(_ text: String, _ expected: String) throws {
    #expect(try WebAddress(text, relativeTo: WebAddress("https://h/x/a?q=1")).text == expected)
  }

  @Test(
    "one that leads to no web address is refused", arguments: ["file:///etc/passwd", "javascript:x", "a b", "\u{1}"])
  func refused(_ text: String) {
    #expect(throws: HTTPError.self) { try WebAddress(text, relativeTo: WebAddress("https://h/")) }
  }

  @Test(
    "this machine is told from others that call themselves so",
    arguments: [
      ("localhost", true), ("LOCALHOST:5000", true), ("a.localhost", true), ("127.0.0.1", true), ("127.9.8.7:1", true),
      ("[::1]:5000", true), ("127.0.0.1.example.com", false), ("localhost.example.com", false), ("127.1.1.x", false),
      ("128.0.0.1", false), ("[::2]", false), ("mylocalhost", false),
    ])
  func loopback(_ host: String, _ expected: Bool) throws {
    #expect(try WebAddress("http://\(host)/").isLoopback == expected)
  }
}
