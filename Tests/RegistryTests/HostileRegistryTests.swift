import GitTestSupport
import HTTP
import Registry
import RegistryTestSupport
import Structure
import Testing

@Suite("A hostile registry", .serialized) struct HostileRegistryTests {
  private let http: HTTPClient
  private let server: ScriptedServer

  init() async throws {
    http = try HTTPClient()
    server = try await ScriptedServer()
  }

  private var client: RegistryClient { RegistryClient(http: http) }

  private func reference(_ text: String) throws -> RegistryReference {
    try RegistryReference("oci://\(server.host)/\(text)")
  }

  private static let manifest = SampleChart.manifest(
    config: RegistryDescriptor(mediaType: "c", digest: Digest(of: [1]), size: 1), layers: [])

  private func manifestRule(_ body: [UInt8], type: String = MediaType.imageManifest, told: Digest? = nil)
    -> ScriptedServer.Rule
  {
    var headers = [("Content-Type", type)]
    if let told { headers.append(("Docker-Content-Digest", "\(told)")) }
    return ScriptedServer.Rule("/v2/a/manifests/1", headers: headers, body: body)
  }

  @Test("another manifest than the digest names is refused")
  func tamperedManifest() async throws {
    let digest = Digest(of: Self.manifest)
    try await server.answer(.init("/v2/a/manifests/\(digest)", body: Self.manifest + [0x20]))
    let error = await #expect(throws: RegistryError.self) { try await client.manifest(reference("a@\(digest)")) }
    #expect(error?.code == .digestMismatch)
  }

  @Test("a manifest that is not what the registry's own header names is refused")
  func tamperedTag() async throws {
    try await server.answer(manifestRule(Self.manifest, told: Digest(of: [1])))
    let error = await #expect(throws: RegistryError.self) { try await client.manifest(reference("a:1")) }
    #expect(error?.code == .digestMismatch)
  }

  @Test("another blob than the digest names is refused, and so are one too long and one too short")
  func tamperedBlob() async throws {
    let bytes = Array("hello".utf8)
    let descriptor = RegistryDescriptor(mediaType: "x", digest: Digest(of: bytes), size: 5)
    let path = "/v2/a/blobs/\(descriptor.digest)"
    for body in ["hallo", "hello!", "hell"] {
      try await server.answer(.init(path, times: 1, body: Array(body.utf8)))
      let error = await #expect(throws: RegistryError.self) {
        try await client.blob(descriptor, in: reference("a:1"), limit: 100)
      }
      #expect(error?.code == .digestMismatch)
    }
    try await server.answer(.init(path, body: bytes))
    #expect(try await client.blob(descriptor, in: reference("a:1"), limit: 5) == bytes)
  }

  @Test("a blob over the limit is not asked for")
  func largeBlob() async throws {
    let descriptor = RegistryDescriptor(mediaType: "x", digest: Digest(of: [1]), size: 1 << 40)
    let error = await #expect(throws: RegistryError.self) {
      try await client.blob(descriptor, in: reference("a:1"), limit: 1 << 20)
    }
    #expect(error?.code == .tooLarge)
    #expect(server.requests.isEmpty)
  }

  @Test("a large manifest is refused")
  func largeManifest() async throws {
    try await server.answer(manifestRule([UInt8](repeating: 0x20, count: 5 << 20)))
    let error = await #expect(throws: RegistryError.self) { try await client.manifest(reference("a:1")) }
    #expect(error?.code == .tooLarge)
  }

  @Test(
    "a malformed manifest is refused",
    arguments: [
      "", "{", "[]", "{}", #"{"schemaVersion":1}"#, #"{"schemaVersion":2}"#,
      #"{"schemaVersion":2,"config":{},"layers":[]}"#, #"{"schemaVersion":2,"manifests":{}}"#,
      #"{"schemaVersion":2,"manifests":[],"layers":[]}"#,
      #"{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","config":{},"layers":[]}"#,
      #"{"schemaVersion":2,"manifests":[{"mediaType":"x","digest":"sha256:12","size":1}]}"#,
      #"{"schemaVersion":2,"manifests":[{"mediaType":"x","digest":"\#(Digest(of: []))","size":-1}]}"#,
      String(repeating: "[", count: 10_000),
    ])
  func malformedManifest(_ text: String) async throws {
    try await server.answer(manifestRule(Array(text.utf8), type: "application/json"))
    let error = await #expect(throws: RegistryError.self) { try await client.manifest(reference("a:1")) }
    #expect(error?.code == .malformed || error?.code == .unsupported)
  }

  @Test("a list of tags without an end is given up")
  func endlessTags() async throws {
    var options = RegistryClient.Options()
    options.limits.tags = 1_000
    let bounded = RegistryClient(http: http, options: options)
    let error = await #expect(throws: RegistryError.self) { try await bounded.tags(in: reference("endless")) }
    #expect(error?.code == .tooLarge)
    #expect(server.requests.count == 11)
    options.limits.pages = 3
    let fewPages = RegistryClient(http: http, options: options)
    await #expect(throws: RegistryError.self) { try await fewPages.tags(in: reference("endless")) }
    #expect(server.requests.count == 14)
    let circle = await #expect(throws: RegistryError.self) { try await client.tags(in: reference("circle")) }
    #expect(circle?.code == .malformed)
  }

  @Test("a list of tags does not go on at another host")
  func tagsElsewhere() async throws {
    let other = try await ScriptedServer()
    try await server.answer(
      .init(
        "/v2/a/tags/list", headers: [("Link", "<\(other.url("/v2/a/tags/list"))>; rel=next")],
        body: Array(#"{"tags":["1"]}"#.utf8)))
    let error = await #expect(throws: RegistryError.self) { try await client.tags(in: reference("a")) }
    #expect(error?.code == .malformed)
    #expect(other.requests.isEmpty)
  }

  @Test(
    "each refusal says what to do",
    arguments: [
      (403, RegistryError.Code.forbidden, "does not let us read it (DENIED)"), (404, .notFound, "check the repository"),
      (429, .tooManyRequests, "try again in 17 seconds"), (500, .network, "fails with status 500"),
      (418, .malformed, "status 418"), (401, .authentication, "give credentials"),
    ])
  func refusals(_ status: Int, code: RegistryError.Code, words: String) async throws {
    let body = #"{"errors":[{"code":"DENIED","message":"s3cret \u001b[31m"}]}"#
    try await server.answer(
      .init("/v2/a/manifests/1", status: status, headers: [("Retry-After", "17")], body: Array(body.utf8)))
    let error = await #expect(throws: RegistryError.self) { try await client.manifest(reference("a:1")) }
    #expect(error?.code == code)
    #expect(error?.description.contains(words) == true)
    #expect(error?.description.contains("s3cret") == false)
    #expect(error?.isTransient == [429, 500].contains(status))
    #expect(error?.retryAfter == (status == 429 ? .seconds(17) : nil))
  }
}
