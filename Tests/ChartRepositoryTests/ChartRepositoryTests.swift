import GitTestSupport
import HTTP
import Registry
import RegistryTestSupport
import Structure
import Testing

@testable import ChartRepository

@Suite("A chart repository", .serialized) struct ChartRepositoryTests {
  private let fetcher: ChartFetcher
  private let server: ScriptedServer
  private let chart: SampleChart
  private static let basic = "Basic \(Base64.encode(Array("dev:s3cret".utf8)))"

  init() async throws {
    fetcher = ChartFetcher(http: try HTTPClient())
    server = try await ScriptedServer()
    chart = try await SampleChart("hello", "1.2.0")
  }

  private func index(_ url: String, digest: String? = nil) -> [UInt8] {
    Array(
      """
      apiVersion: v1
      entries:
        hello:
        - {name: hello, version: 1.10.0-rc.1, urls: ["\(url)"]}
        - {name: hello, version: not-a-version, urls: ["\(url)"]}
        - {name: hello, version: 1.2.0, urls: ["\(url)"], digest: "\(digest ?? chart.digest.hex)"}
        - {name: hello, version: 1.0.0, urls: ["old.tgz"]}
        - null
        - {name: hello}
        other: []
      """.utf8)
  }

  private func request(_ repository: String, version: String? = nil, credentials: Bool = false) throws -> ChartRequest {
    var request = ChartRequest(try ChartLocation("hello", repository: repository), version: version)
    if credentials { request.access.credentials = .basic(username: "dev", password: "s3cret") }
    return request
  }

  private func refusal(_ request: ChartRequest) async throws -> ChartFetchError {
    try #require(await #expect(throws: ChartFetchError.self) { try await fetcher.fetch(request) })
  }

  @Test("gives the newest release, from an address beside the index", arguments: ["/charts", "/charts/"])
  func newest(_ path: String) async throws {
    try await server.answer(
      .init("/charts/index.yaml", body: index("files/hello-1.2.0.tgz")),
      .init("/charts/files/hello-1.2.0.tgz", body: chart.archive))
    let found = try await fetcher.fetch(request(server.url(path)))
    #expect(found.bytes == chart.archive)
    #expect(found.version == "1.2.0")
    #expect(found.digest == chart.digest)
    #expect(found.manifestDigest == nil)
  }

  @Test(
    "chooses as Helm does",
    arguments: [
      (nil, "1.2.0"), ("", "1.2.0"), ("1.0.0", "1.0.0"), ("~1.0", "1.0.0"), (">=1.0.0-0", "1.10.0-rc.1"),
      ("^1.0", "1.2.0"), ("v1.0.0", "1.0.0"), ("1", "1.2.0"), ("1.10.0-rc.1", "1.10.0-rc.1"), ("<1.2", "1.0.0"),
    ] as [(String?, String)])
  func choice(_ version: String?, _ expected: String) async throws {
    try await server.answer(.init("/index.yaml", body: index("/x.tgz")))
    #expect(try await fetcher.resolve(request(server.url(""), version: version)).version == expected)
  }

  @Test("says which versions and charts there are")
  func missing() async throws {
    try await server.answer(.init("/index.yaml", body: index("/x.tgz")))
    let version = try await refusal(request(server.url(""), version: ">2"))
    #expect(version.code == .notFound)
    #expect(version.message == "no version fits '>2'; there is 1.10.0-rc.1, 1.2.0, 1.0.0")
    let other = try ChartRequest(ChartLocation("hullo", repository: server.url("")))
    #expect(try await refusal(other).message == "the repository has no chart 'hullo'; it has hello, other")
    let empty = try ChartRequest(ChartLocation("other", repository: server.url("")))
    #expect(try await refusal(empty).message == "there is no version of the chart")
    let range = try await refusal(request(server.url(""), version: "latest please"))
    #expect(range.code == .invalidReference)
  }

  @Test("the query of a repository, which may be a token, is kept for relative addresses and shown nowhere")
  func query() async throws {
    try await server.answer(
      .init("/index.yaml", query: "sig=s3cret", body: index("hello.tgz")),
      .init("/hello.tgz", query: "sig=s3cret", body: chart.archive))
    let found = try await fetcher.fetch(request(server.url("/?sig=s3cret")))
    #expect(found.bytes == chart.archive)
    #expect(!found.source.contains("s3cret"))
    let error = try await refusal(request(server.url("/none?sig=s3cret")))
    #expect(!error.description.contains("s3cret"))
  }

  @Test("credentials go to the repository's host")
  func credentials() async throws {
    try await server.answer(
      .init("/index.yaml", authorization: Self.basic, body: index(server.url("/hello.tgz"))),
      .init("/index.yaml", status: 401), .init("/hello.tgz", authorization: Self.basic, body: chart.archive))
    #expect(try await fetcher.fetch(request(server.url("/"), credentials: true)).bytes == chart.archive)
    let inAddress = try request("http://dev:s3cret@\(server.host)/")
    #expect(try await fetcher.fetch(inAddress).bytes == chart.archive)
    let error = try await refusal(request(server.url("/")))
    #expect(error.code == .authentication)
    #expect(!error.isTransient)
  }

  @Test("credentials go to no other host that the index names, unless told to", arguments: [false, true])
  func otherHost(_ passes: Bool) async throws {
    let other = try await ScriptedServer()
    try await other.answer(.init("/hello.tgz", body: chart.archive))
    try await server.answer(.init("/index.yaml", body: index(other.url("/hello.tgz"))))
    var request = try request(server.url("/"), credentials: true)
    request.access.passesCredentials = passes
    #expect(try await fetcher.fetch(request).bytes == chart.archive)
    #expect(other.requests == ["GET /hello.tgz \(passes ? Self.basic : "-") "])
  }

  @Test("credentials follow no redirect to another host")
  func redirect() async throws {
    let other = try await ScriptedServer()
    try await other.answer(.init("/x", body: chart.archive))
    try await server.answer(
      .init("/index.yaml", body: index("hello.tgz")),
      .init("/hello.tgz", status: 302, headers: [("Location", other.url("/x"))]))
    #expect(try await fetcher.fetch(request(server.url("/"), credentials: true)).bytes == chart.archive)
    #expect(other.requests == ["GET /x - "])
  }

  @Test("another archive than the index tells of is refused")
  func tampered() async throws {
    try await server.answer(
      .init("/index.yaml", body: index("hello.tgz")), .init("/hello.tgz", body: chart.archive + [0]))
    #expect(try await refusal(request(server.url("/"))).code == .digestMismatch)
  }

  @Test("a digest that is none is not passed over")
  func strangeDigest() async throws {
    try await server.answer(
      .init("/index.yaml", body: index("hello.tgz", digest: "md5:12")), .init("/hello.tgz", body: chart.archive))
    #expect(try await refusal(request(server.url("/"))).code == .unsupported)
  }

  @Test("an archive arrives as it lies there, whatever the server calls it")
  func contentEncoding() async throws {
    try await server.answer(
      .init("/index.yaml", body: index("hello.tgz")),
      .init("/hello.tgz", headers: [("Content-Encoding", "x-gzip")], body: chart.archive))
    #expect(try await fetcher.fetch(request(server.url("/"))).bytes == chart.archive)
  }

  @Test("a page is no archive, and sizes are bounded")
  func limits() async throws {
    try await server.answer(
      .init("/hello.tgz", body: Array("<html>".utf8)),
      .init("/large.tgz", body: chart.archive + [UInt8](repeating: 0, count: 5_000)))
    let page = ChartRequest(try ChartLocation(server.url("/hello.tgz")))
    #expect(try await refusal(page).code == .malformed)
    var large = ChartRequest(try ChartLocation(server.url("/large.tgz")))
    large.limits.archive = 4_000
    #expect(try await refusal(large).code == .tooLarge)
    try await server.answer(.init("/index.yaml", body: [UInt8](repeating: 0x23, count: 5_000)))
    var index = try request(server.url("/"))
    index.limits.index = 4_000
    #expect(try await refusal(index).code == .tooLarge)
  }

  @Test(
    "a malformed index is refused",
    arguments: [
      "", "[]", "x", "{}", "apiVersion: v1", "apiVersion: v1\nentries: []", "entries: {hello: []}",
      "apiVersion: v1\nentries: {hello: 1}", "apiVersion: v1\nentries: {hello: [{name: ../x, version: 1.0.0}]}",
      "apiVersion: v1\nentries: {hello: [{name: hello, version: 1.0.0}]}", "{\"apiVersion\": \"v1\", \"entries\":",
      "apiVersion: v1\nentries: {hello: [{name: hello, version: 1.0.0, urls: ['file:///etc/passwd']}]}",
      "apiVersion: v1\nentries: {hello: [{name: hello, version: 1.0.0, urls: ['oci://']}]}",
      "apiVersion: v1\nentries: {hello: [], hello: [{name: hello, version: 1.0.0}]}",
      "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
        + "d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e]\n"
        + "g: &g [*f,*f,*f,*f,*f,*f,*f,*f]\nh: [*g,*g,*g,*g,*g,*g,*g,*g]\n",
    ])
  func malformed(_ text: String) async throws {
    try await server.answer(.init("/index.yaml", body: Array(text.utf8)))
    let error = try await refusal(request(server.url("/")))
    #expect([.malformed, .notFound, .invalidReference].contains(error.code))
  }

  @Test("an index of JSON is read too")
  func json() async throws {
    let text = #"{"apiVersion":"v1","entries":{"hello":[{"name":"hello","version":"1.0.0","urls":["hello.tgz"]}]}}"#
    try await server.answer(.init("/index.yaml", body: Array(text.utf8)), .init("/hello.tgz", body: chart.archive))
    #expect(try await fetcher.fetch(request(server.url("/"))).version == "1.0.0")
  }

  @Test("an index may name an archive in a registry, which does not get the repository's credentials")
  func registry() async throws {
    let registry = try await DockerRegistry()
    let manifest = try await registry.push(chart, to: "charts/hello")
    try await server.answer(.init("/index.yaml", body: index("oci://\(registry.host)/charts/hello:1.2.0")))
    let found = try await fetcher.fetch(request(server.url("/"), credentials: true))
    #expect(found.bytes == chart.archive)
    #expect(found.manifestDigest == manifest)
  }

  @Test("the address of an archive is enough, and takes no version")
  func archive() async throws {
    try await server.answer(.init("/a/hello.tgz", body: chart.archive))
    var request = ChartRequest(try ChartLocation(server.url("/a/hello.tgz")))
    let found = try await fetcher.fetch(request)
    #expect(found.bytes == chart.archive)
    #expect(found.version == nil)
    request.version = "1.0.0"
    #expect(try await refusal(request).code == .invalidReference)
  }

  @Test("a large index is read")
  func largeIndex() async throws {
    var text = "apiVersion: v1\nentries:\n"
    for chart in 0..<300 {
      text += "  chart-\(chart):\n"
      for version in 0..<100 {
        text += """
            - annotations: {category: Infrastructure, licenses: Apache-2.0}
              apiVersion: v2
              appVersion: 1.\(version).0
              created: "2024-01-01T00:00:00.000000000Z"
              description: A chart that stands in a large index among many others of its kind, with some text.
              digest: \(String(repeating: "0a", count: 32))
              home: https://example.com
              keywords: [one, two, three]
              maintainers: [{name: A, url: "https://example.com"}]
              name: chart-\(chart)
              urls: ["https://example.com/charts/chart-\(chart)-1.\(version).0.tgz"]
              version: 1.\(version).0

          """
      }
    }
    let bytes = Array(text.utf8)
    #expect(bytes.count > 12 << 20)
    let index = try ChartIndex(bytes, chart: "chart-7", source: "x")
    #expect(index.entries.count == 100)
  }
}
