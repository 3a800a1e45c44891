import HTTP
import Registry
import Structure
import Template

extension ChartFetcher {
  /// What charts are made of in a registry.
  private enum HelmMediaType {
    static let config = "application/vnd.cncf.helm.config.v1+json"
    static let content = "application/vnd.cncf.helm.chart.content.v1.tar+gzip"
    /// What Helm wrote before version 3.7.
    static let formerContent = "application/tar+gzip"
  }

  /// Finds a chart in a registry: by digest, by tag, or by the tag that fits a version.
  func resolve(
    _ reference: RegistryReference, _ version: VersionRequirement, _ request: ChartRequest
  ) async throws -> ChartResolution {
    let client = RegistryClient(http: http, options: try options(request.access, reference))
    var reference = reference
    if let tag = reference.tag, !version.text.isEmpty, RegistryReference.tag(ofVersion: version.text) != tag {
      throw ChartFetchError(
        .invalidReference,
        "the reference names the version \(RegistryReference.version(ofTag: tag)), but '\(version.text)' is asked for",
        subject: "\(reference)")
    }
    if reference.tag == nil, reference.digest == nil {
      reference.tag =
        version.isExact
        ? RegistryReference.tag(ofVersion: version.text) : try await tag(in: reference, version, client)
    }
    let manifest = try await client.manifest(reference)
    let layer = try Self.archive(in: manifest, reference)
    guard layer.size <= request.limits.archive else {
      throw ChartFetchError(
        .tooLarge, "the chart has \(layer.size) bytes; at most \(request.limits.archive) are taken",
        subject: "\(reference)")
    }
    let found: String
    if let tag = reference.tag, reference.digest == nil {
      found = RegistryReference.version(ofTag: tag)
    } else {
      // A digest is the same chart whatever tag stands beside it.
      let configured = try await configuredVersion(manifest, reference, client)
      guard version.text.isEmpty || version.choose(from: [configured]) != nil else {
        throw version.refusal([configured], what: "\(reference)")
      }
      found = configured
    }
    return ChartResolution(
      version: found, digest: layer.digest, manifestDigest: manifest.digest, shown: "\(reference)",
      place: .registry(client, reference, layer))
  }

  private func options(
    _ access: ChartAccess, _ reference: RegistryReference
  ) throws(ChartFetchError) -> RegistryClient.Options {
    var options = RegistryClient.Options()
    options.keychain = access.keychain
    switch access.credentials {
    case .basic(let username, let password):
      options.keychain.add(.basic(username: username, password: password), for: reference)
    case .bearer(let token): options.keychain.add(.bearer(token), for: reference)
    case nil: break
    }
    options.tls = access.tls
    options.proxy = access.proxy
    options.plainHTTP = access.plainHTTP
    options.timeout = access.timeout
    return options
  }

  private func tag(
    in reference: RegistryReference, _ version: VersionRequirement, _ client: RegistryClient
  ) async throws -> String {
    let tags = try await client.tags(in: reference)
    // Signatures and other tags that are no versions stand beside the charts.
    let versions = tags.map(RegistryReference.version).filter { (try? SemanticVersion($0)) != nil }
    guard let choice = version.choose(from: versions) else {
      throw version.refusal(versions, what: "\(reference)")
    }
    return RegistryReference.tag(ofVersion: versions[choice])
  }

  private static func archive(
    in manifest: RegistryManifest, _ reference: RegistryReference
  ) throws(ChartFetchError) -> RegistryDescriptor {
    func unsupported(_ message: String) -> ChartFetchError {
      ChartFetchError(.unsupported, message, subject: "\(reference)")
    }
    guard case .image(let config, let layers) = manifest.content else {
      throw unsupported("it is an index of several images, not a chart; name the chart's manifest by its digest")
    }
    guard config.mediaType == HelmMediaType.config else {
      throw unsupported(
        "it is no chart: its config has the media type \(RegistryClient.remoteText(config.mediaType)), "
          + "expected \(HelmMediaType.config)")
    }
    let contents = layers.filter { [HelmMediaType.content, HelmMediaType.formerContent].contains($0.mediaType) }
    guard let archive = contents.first, contents.count == 1 else {
      throw unsupported("it has \(contents.count) layers with a chart; expected one of \(HelmMediaType.content)")
    }
    return archive
  }

  /// The version that a chart's config tells.
  private func configuredVersion(
    _ manifest: RegistryManifest, _ reference: RegistryReference, _ client: RegistryClient
  ) async throws -> String {
    guard case .image(let config, _) = manifest.content,
      case let bytes = try await client.blob(config, in: reference, limit: 1 << 20),
      let version = (try? JSON.parse(bytes, depthLimit: 100))?["version"]?.string,
      (try? SemanticVersion(version)) != nil
    else {
      throw ChartFetchError(.malformed, "the chart's config tells no version", subject: "\(reference)")
    }
    return version
  }
}
