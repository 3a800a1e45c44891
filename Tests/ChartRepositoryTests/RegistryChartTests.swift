import ChartRepository
import GitTestSupport
import HTTP
import Registry
import RegistryTestSupport
import Structure
import Testing

@Suite("A chart in a registry", .serialized) struct RegistryChartTests {
  private let fetcher: ChartFetcher

  init() throws { fetcher = ChartFetcher(http: try HTTPClient()) }

  private func refusal(_ request: ChartRequest) async throws -> ChartFetchError {
    try #require(await #expect(throws: ChartFetchError.self) { try await fetcher.fetch(request) })
  }

  @Test("is found by tag, by digest, by version and by range")
  func versions() async throws {
    let registry = try await DockerRegistry()
    var charts: [String: SampleChart] = [:]
    for version in ["1.0.0", "1.1.0+build.5", "1.2.0-rc.1", "2.0.0"] {
      charts[version] = try await SampleChart("hello", version)
    }
    var manifests: [String: Digest] = [:]
    for (version, chart) in charts { manifests[version] = try await registry.push(chart, to: "charts/hello") }
    try await registry.push(try #require(charts["1.0.0"]), to: "charts/hello", tag: "latest")
    try await registry.push(try #require(charts["1.0.0"]), to: "charts/hello", tag: "sha256-00.sig")
    let place = "oci://\(registry.host)/charts/hello"
    let wanted: [(String, String?, String)] = [
      (place, nil, "2.0.0"), (place, "1.x", "1.1.0+build.5"), (place, "1.0.0", "1.0.0"),
      (place, "1.1.0+build.5", "1.1.0+build.5"), (place, ">=1.2.0-0 <2", "1.2.0-rc.1"),
      ("\(place):1.0.0", nil, "1.0.0"), ("\(place):1.1.0_build.5", "1.1.0+build.5", "1.1.0+build.5"),
      ("\(place)@\(try #require(manifests["2.0.0"]))", nil, "2.0.0"),
    ]
    for (reference, version, expected) in wanted {
      let found = try await fetcher.fetch(ChartRequest(try ChartLocation(reference), version: version))
      #expect(found.version == expected)
      #expect(found.bytes == charts[expected]?.archive)
      #expect(found.digest == charts[expected]?.digest)
      #expect(found.manifestDigest == manifests[expected])
    }
    let located = try ChartLocation("hello", repository: "oci://\(registry.host)/charts")
    #expect(try await fetcher.fetch(ChartRequest(located)).version == "2.0.0")
    let missing = try await refusal(ChartRequest(located, version: "~3"))
    #expect(missing.code == .notFound)
    #expect(missing.message.contains("there is 2.0.0, 1.2.0-rc.1, 1.1.0+build.5, 1.0.0"))
    let pinned = "\(place):1.0.0@\(try #require(manifests["2.0.0"]))"
    #expect(try await fetcher.fetch(ChartRequest(try ChartLocation(pinned))).version == "2.0.0")
    let other = "\(place)@\(try #require(manifests["2.0.0"]))"
    #expect(try await refusal(ChartRequest(try ChartLocation(other), version: "1.x")).code == .notFound)
    #expect(try await fetcher.fetch(ChartRequest(try ChartLocation(other), version: "2.x")).version == "2.0.0")
    let contradiction = try await refusal(ChartRequest(try ChartLocation("\(place):1.0.0"), version: "2.0.0"))
    #expect(contradiction.code == .invalidReference)
  }

  @Test("needs its password")
  func password() async throws {
    let registry = try await DockerRegistry(hasPasswords: true)
    let chart = try await SampleChart("hello", "1.0.0")
    try await registry.push(chart, to: "hello")
    var request = ChartRequest(try ChartLocation("oci://\(registry.host)/hello"))
    #expect(try await refusal(request).code == .authentication)
    request.access.credentials = DockerRegistry.credentials
    #expect(try await fetcher.fetch(request).bytes == chart.archive)
  }

  @Test("is told from other artifacts")
  func otherArtifacts() async throws {
    let registry = try await DockerRegistry()
    let config = try await registry.push(
      blob: Array("{}".utf8), mediaType: "application/vnd.oci.image.config.v1+json", to: "image")
    let layer = try await registry.push(blob: [1, 2, 3], mediaType: SampleChart.contentType, to: "image")
    try await registry.push(
      manifest: SampleChart.manifest(config: config, layers: [layer]), to: "image", tag: "1.0.0")
    let image = try await refusal(ChartRequest(try ChartLocation("oci://\(registry.host)/image")))
    #expect(image.code == .unsupported)
    #expect(image.message.contains("it is no chart"))
    let chartConfig = RegistryDescriptor(mediaType: SampleChart.configType, digest: config.digest, size: config.size)
    for layers in [[], [layer, layer]] {
      try await registry.push(
        manifest: SampleChart.manifest(config: chartConfig, layers: layers), to: "image", tag: "1.0.0")
      #expect(try await refusal(ChartRequest(try ChartLocation("oci://\(registry.host)/image"))).code == .unsupported)
    }
  }

  @Test("is not taken when it is too large")
  func tooLarge() async throws {
    let registry = try await DockerRegistry()
    try await registry.push(try await SampleChart("hello", "1.0.0"), to: "hello")
    var request = ChartRequest(try ChartLocation("oci://\(registry.host)/hello"))
    request.limits.archive = 100
    #expect(try await refusal(request).code == .tooLarge)
  }
}
