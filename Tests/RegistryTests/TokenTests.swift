import GitTestSupport
import HTTP
import Registry
import RegistryTestSupport
import Structure
import Testing

@Suite("Tokens of a registry", .serialized) struct TokenTests {
  private let http: HTTPClient
  private let server: ScriptedServer
  private let reference: RegistryReference
  private static let basic = "Basic \(Base64.encode(Array("dev:s3cret".utf8)))"
  private static let manifest = SampleChart.manifest(
    config: RegistryDescriptor(mediaType: "c", digest: Digest(of: [1]), size: 1), layers: [])

  init() async throws {
    http = try HTTPClient()
    server = try await ScriptedServer()
    reference = try RegistryReference("oci://\(server.host)/team/a:1")
  }

  private func client(_ credentials: RegistryCredentials? = .basic(username: "dev", password: "s3cret"))
    -> RegistryClient
  {
    var options = RegistryClient.Options()
    if let credentials { options.keychain.add(credentials, for: reference) }
    return RegistryClient(http: http, options: options)
  }

  private func challenge(realm: String) -> ScriptedServer.Rule {
    .init(
      "/v2/team/a/manifests/1", status: 401,
      headers: [("WWW-Authenticate", #"Bearer realm="\#(realm)",service="my registry",scope="repository:x:push""#)])
  }

  private func manifest(for token: String) -> ScriptedServer.Rule {
    .init("/v2/team/a/manifests/1", authorization: "Bearer \(token)", body: Self.manifest)
  }

  private func token(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test("a token is got with the credentials, used, and kept")
  func flow() async throws {
    try await server.answer(
      manifest(for: "t0ken"), challenge(realm: server.url("/token")),
      .init("/token", authorization: Self.basic, body: token(#"{"token":"t0ken","expires_in":300}"#)))
    let client = client()
    _ = try await client.manifest(reference)
    _ = try await client.manifest(reference)
    #expect(
      server.requests.map { $0.split(separator: " ").prefix(4).joined(separator: " ") } == [
        "GET /v2/team/a/manifests/1 -",
        "GET /token?service=my%20registry&scope=repository%3Ateam%2Fa%3Apull \(Self.basic)",
        "GET /v2/team/a/manifests/1 Bearer t0ken", "GET /v2/team/a/manifests/1 Bearer t0ken",
      ])
  }

  @Test("a public repository needs a token and no credentials")
  func anonymous() async throws {
    try await server.answer(
      manifest(for: "pub"), challenge(realm: server.url("/token?x=1")),
      .init("/token", query: "x=1&service=", body: token(#"{"access_token":"pub"}"#)))
    _ = try await client(nil).manifest(reference)
    #expect(server.requests.filter { $0.contains("/token") }.allSatisfy { $0.contains(" - ") })
  }

  @Test("an identity token is exchanged for a token")
  func identityToken() async throws {
    try await server.answer(
      manifest(for: "t"), challenge(realm: server.url("/token")),
      .init("/token", method: "POST", body: token(#"{"access_token":"t"}"#)))
    _ = try await client(.identityToken("r&fresh")).manifest(reference)
    let request = server.requests.first { $0.hasPrefix("POST /token - ") }
    #expect(request?.contains("grant_type=refresh_token&refresh_token=r%26fresh") == true)
    #expect(request?.contains("scope=repository%3Ateam%2Fa%3Apull") == true)
  }

  @Test("an expired token is got anew")
  func expiry() async throws {
    try await server.answer(
      manifest(for: "t"), challenge(realm: server.url("/token")),
      .init("/token", body: token(#"{"token":"t","expires_in":0}"#)))
    let client = client()
    _ = try await client.manifest(reference)
    _ = try await client.manifest(reference)
    #expect(server.requests.filter { $0.contains("/token") }.count == 2)
  }

  @Test("a token that is refused before its time is got anew, once")
  func revocation() async throws {
    try await server.answer(
      .init("/v2/team/a/manifests/1", authorization: "Bearer old", times: 1, body: Self.manifest),
      manifest(for: "new"), challenge(realm: server.url("/token")),
      .init("/token", times: 1, body: token(#"{"token":"old"}"#)),
      .init("/token", times: 1, body: token(#"{"token":"new"}"#)),
      .init("/token", body: token(#"{"token":"bad"}"#)))
    let client = client()
    _ = try await client.manifest(reference)
    _ = try await client.manifest(reference)
    #expect(server.requests.filter { $0.contains("/token") }.count == 2)
    let other = self.client()
    let error = await #expect(throws: RegistryError.self) { try await other.manifest(reference) }
    #expect(error?.code == .authentication)
    #expect(error?.description.contains("check the credentials") == true)
  }

  @Test(
    "a token server that gives none is reported",
    arguments: [
      (401, "{}", RegistryError.Code.authentication), (403, "{}", .authentication), (429, "", .tooManyRequests),
      (500, "", .network), (200, "", .malformed), (200, "{}", .malformed), (200, #"{"token":""}"#, .malformed),
      (200, #"{"token":"a\nb"}"#, .malformed), (200, #"{"token":7}"#, .malformed),
    ])
  func refusals(_ status: Int, _ body: String, _ code: RegistryError.Code) async throws {
    try await server.answer(
      challenge(realm: server.url("/token")), .init("/token", status: status, body: token(body)))
    let error = await #expect(throws: RegistryError.self) { try await client().manifest(reference) }
    #expect(error?.code == code)
    #expect(error?.description.contains("s3cret") == false)
  }

  @Test(
    "credentials go to no token server without TLS on another host",
    arguments: [
      "http://token.example.com/", "http://127.0.0.1.example.com/", "ftp://127.0.0.1/", "", "//127.0.0.1/x",
      "http://user@127.0.0.1/",
    ])
  func unencryptedRealm(_ realm: String) async throws {
    try await server.answer(challenge(realm: realm))
    let error = await #expect(throws: RegistryError.self) { try await client().manifest(reference) }
    #expect(error?.code == .insecure || error?.code == .malformed)
  }

  @Test("credentials do not follow a redirect of the registry, and its target may not ask for them")
  func redirect() async throws {
    let other = try await ScriptedServer()
    try await other.answer(
      .init(
        "/steal", status: 401, headers: [("WWW-Authenticate", #"Bearer realm="\#(other.url("/token"))",service="s""#)]),
      .init("/token", body: token(#"{"token":"t"}"#)))
    try await server.answer(
      .init(
        "/v2/team/a/manifests/1", authorization: Self.basic, status: 307, headers: [("Location", other.url("/steal"))]),
      .init("/v2/team/a/manifests/1", status: 401, headers: [("WWW-Authenticate", "Basic realm=x")]))
    let error = await #expect(throws: RegistryError.self) { try await client().manifest(reference) }
    #expect(error?.code == .authentication)
    #expect(other.requests == ["GET /steal - "])
  }

  @Test("an identity token does not follow a redirect of the token server")
  func redirectOfToken() async throws {
    let other = try await ScriptedServer()
    try await server.answer(
      challenge(realm: server.url("/token")),
      .init("/token", status: 307, headers: [("Location", other.url("/steal"))]))
    await #expect(throws: RegistryError.self) { try await client(.identityToken("r")).manifest(reference) }
    #expect(other.requests.isEmpty)
    await #expect(throws: RegistryError.self) { try await client().manifest(reference) }
    #expect(other.requests.allSatisfy { $0.contains(" - ") })
  }

  @Test("a token of one repository is not sent for another")
  func scopes() async throws {
    try await server.answer(
      manifest(for: "a"), challenge(realm: server.url("/token")),
      .init("/token", query: "team%2Fa", body: token(#"{"token":"a"}"#)),
      .init("/token", query: "team%2Fb", body: token(#"{"token":"b"}"#)),
      .init("/v2/team/b/manifests/1", authorization: "Bearer b", body: Self.manifest))
    let client = client()
    _ = try await client.manifest(reference)
    _ = try await client.manifest(RegistryReference("oci://\(server.host)/team/b:1"))
    #expect(server.requests.last?.hasPrefix("GET /v2/team/b/manifests/1 Bearer b") == true)
  }
}
