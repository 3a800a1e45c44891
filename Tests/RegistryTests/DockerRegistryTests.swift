import GitTestSupport
import HTTP
import Registry
import RegistryTestSupport
import Structure
import Testing

@Suite("A real registry", .serialized) struct DockerRegistryTests {
  private let http: HTTPClient

  init() throws { http = try HTTPClient() }

  private func client(_ credentials: RegistryCredentials? = nil, for reference: RegistryReference) -> RegistryClient {
    var options = RegistryClient.Options()
    if let credentials { options.keychain.add(credentials, for: reference) }
    return RegistryClient(http: http, options: options)
  }

  @Test("gives manifests by tag and digest, and blobs")
  func pull() async throws {
    let registry = try await DockerRegistry()
    let chart = try await SampleChart("hello", "1.2.3")
    let digest = try await registry.push(chart, to: "charts/hello")
    let tagged = try RegistryReference("oci://\(registry.host)/charts/hello:1.2.3")
    let client = client(for: tagged)
    let manifest = try await client.manifest(tagged)
    #expect(manifest.digest == digest)
    #expect(manifest.mediaType == MediaType.imageManifest)
    #expect(try await client.digest(of: tagged) == digest)
    guard case .image(let config, let layers) = manifest.content else { throw PeerError("no image") }
    #expect(config.mediaType == SampleChart.configType)
    #expect(try await client.blob(layers[0], in: tagged, limit: 1 << 20) == chart.archive)
    let pinned = try RegistryReference("oci://\(registry.host)/charts/hello@\(digest)")
    #expect(try await client.manifest(pinned).bytes == manifest.bytes)
    #expect(try await client.digest(of: pinned) == digest)
  }

  @Test("an index is told from an image")
  func index() async throws {
    let registry = try await DockerRegistry()
    let chart = try await SampleChart("hello", "1.2.3")
    let digest = try await registry.push(chart, to: "hello")
    let size = try await client(for: RegistryReference("oci://\(registry.host)/hello:1.2.3"))
      .manifest(RegistryReference("oci://\(registry.host)/hello:1.2.3")).bytes.count
    let text = """
      {"schemaVersion":2,"mediaType":"\(MediaType.imageIndex)","manifests":[{"mediaType":"\(MediaType.imageManifest)",\
      "digest":"\(digest)","size":\(size)}]}
      """
    try await registry.push(manifest: Array(text.utf8), mediaType: MediaType.imageIndex, to: "hello", tag: "all")
    let reference = try RegistryReference("oci://\(registry.host)/hello:all")
    guard case .index(let entries) = try await client(for: reference).manifest(reference).content else {
      throw PeerError("no index")
    }
    #expect(entries.map(\.digest) == [digest])
  }

  @Test("lists tags over several pages")
  func tags() async throws {
    let registry = try await DockerRegistry()
    let chart = try await SampleChart("hello", "1.0.0")
    for tag in ["1.0.0", "1.1.0", "2.0.0_build"] { try await registry.push(chart, to: "hello", tag: tag) }
    let reference = try RegistryReference("oci://\(registry.host)/hello")
    #expect(try await client(for: reference).tags(in: reference).sorted() == ["1.0.0", "1.1.0", "2.0.0_build"])
  }

  @Test("says what is missing: repository, tag, blob")
  func missing() async throws {
    let registry = try await DockerRegistry()
    let chart = try await SampleChart("hello", "1.0.0")
    try await registry.push(chart, to: "hello")
    for name in ["nothing:1.0.0", "hello:9"] {
      let reference = try RegistryReference("oci://\(registry.host)/\(name)")
      let error = await #expect(throws: RegistryError.self) { try await client(for: reference).manifest(reference) }
      #expect(error?.code == .notFound)
      #expect(error?.description.contains(name) == true)
      let head = await #expect(throws: RegistryError.self) { try await client(for: reference).digest(of: reference) }
      #expect(head?.code == .notFound)
    }
    let reference = try RegistryReference("oci://\(registry.host)/hello")
    let blob = RegistryDescriptor(mediaType: "x", digest: Digest(of: [1]), size: 1)
    let error = await #expect(throws: RegistryError.self) {
      try await client(for: reference).blob(blob, in: reference, limit: 10)
    }
    #expect(error?.code == .notFound)
  }

  @Test("a password lets in, none and a wrong one do not")
  func passwords() async throws {
    let registry = try await DockerRegistry(hasPasswords: true)
    let chart = try await SampleChart("hello", "1.0.0")
    try await registry.push(chart, to: "hello")
    let reference = try RegistryReference("oci://\(registry.host)/hello:1.0.0")
    let allowed = client(.basic(username: "dev", password: "s3cret"), for: reference)
    #expect(try await allowed.manifest(reference).digest == allowed.digest(of: reference))
    #expect(try await allowed.tags(in: reference) == ["1.0.0"])
    for credentials in [nil, RegistryCredentials.basic(username: "dev", password: "wr0ng")] {
      let error = await #expect(throws: RegistryError.self) {
        try await client(credentials, for: reference).manifest(reference)
      }
      #expect(error?.code == .authentication)
      #expect(error?.isTransient == false)
      #expect(error?.description.contains("wr0ng") == false)
      #expect(error?.description.contains(registry.host) == true)
    }
  }

  @Test("the passwords of Docker's configuration work, and its helpers are named")
  func configuration() async throws {
    let registry = try await DockerRegistry(hasPasswords: true)
    let chart = try await SampleChart("hello", "1.0.0")
    try await registry.push(chart, to: "hello")
    let reference = try RegistryReference("oci://\(registry.host)/hello:1.0.0")
    var options = RegistryClient.Options()
    let auth = Base64.encode(Array("dev:s3cret".utf8))
    let text = #"{"auths":{"\#(registry.host)":{"auth":"\#(auth)"}}}"#
    options.keychain = RegistryKeychain([try DockerConfiguration(Array(text.utf8), source: "x")])
    _ = try await RegistryClient(http: http, options: options).manifest(reference)
    options.keychain = RegistryKeychain([try DockerConfiguration(Array(#"{"credsStore":"desktop"}"#.utf8), source: "x")]
    )
    let refused = RegistryClient(http: http, options: options)
    let error = await #expect(throws: RegistryError.self) { try await refused.manifest(reference) }
    #expect(error?.description.contains("credential helper 'desktop', which is not run") == true)
  }

  @Test("a registry without TLS is refused where it is not on this machine")
  func plainHTTP() async throws {
    // TLS settings mean TLS, on this machine too.
    let registry = try await DockerRegistry()
    let reference = try RegistryReference("oci://\(registry.host)/hello:1.0.0")
    var options = RegistryClient.Options()
    options.tls.skipsVerification = true
    let error = await #expect(throws: RegistryError.self) {
      try await RegistryClient(http: http, options: options).manifest(reference)
    }
    #expect(error?.code == .network)
    #expect(error?.description.contains("plain HTTP") == true)
  }
}
