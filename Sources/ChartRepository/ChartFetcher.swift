package import HTTP
import Registry
import Structure

/// Gets charts from where Helm gets them: repositories with an index, registries, and plain addresses of archives.
package struct ChartFetcher: Sendable {
  let http: HTTPClient
  /// Reading a large index takes most of a second.
  private static let pool = BlockingPool(threads: 2)

  package init(http: HTTPClient) { self.http = http }

  /// Gets the archive of a chart.
  /// - Throws: ``ChartFetchError``; `CancellationError`.
  package func fetch(_ request: ChartRequest) async throws -> FetchedChart {
    try await download(try await resolve(request), request)
  }

  /// Finds out which version is meant, without getting it.
  /// - Throws: ``ChartFetchError``; `CancellationError`.
  package func resolve(_ request: ChartRequest) async throws -> ChartResolution {
    do {
      let version = try VersionRequirement(request.version)
      switch request.location {
      case .registry(let reference): return try await resolve(reference, version, request)
      case .repository(let address, let name): return try await resolve(name, in: address, version, request)
      case .archive(let address):
        guard version.text.isEmpty else {
          throw ChartFetchError(
            .invalidReference, "a version cannot be chosen where the address of an archive is given",
            subject: WebAddress.redacted(address.text))
        }
        return ChartResolution(
          version: nil, digest: nil, manifestDigest: nil, shown: WebAddress.redacted(address.text),
          place: .web(address, credentials: credentials(request.access, at: address), tls: request.access.tls))
      }
    } catch let error as RegistryError {
      throw ChartFetchError(error)
    } catch let error as HTTPError {
      throw ChartFetchError(error, "find the chart")
    }
  }

  /// Gets what ``resolve(_:)`` has found.
  /// - Throws: ``ChartFetchError``; `CancellationError`.
  package func download(_ found: ChartResolution, _ request: ChartRequest) async throws -> FetchedChart {
    let bytes: [UInt8]
    switch found.place {
    case .registry(let client, let reference, let layer):
      do {
        bytes = try await client.blob(layer, in: reference, limit: request.limits.archive)
      } catch let error as RegistryError {
        throw ChartFetchError(error)
      }
    case .web(let address, let credentials, let tls):
      var download = HTTPRequest(.get, address.text)
      download.credentials = credentials
      download.tls = tls
      download.maximumBody = request.limits.archive
      download.acceptsCompression = false
      bytes = try await send(download, request.access, "get the chart").body
    }
    let digest = Digest(of: bytes)
    if let wanted = found.digest, wanted != digest {
      throw ChartFetchError(
        .digestMismatch,
        "the archive is not the one that the repository tells of: its digest is \(digest), expected \(wanted)",
        subject: found.shown)
    }
    guard bytes.starts(with: [0x1f, 0x8b]) else {
      throw ChartFetchError(
        .malformed, "what the server sends is no archive: expected the gzip data of a .tgz", subject: found.shown)
    }
    return FetchedChart(
      bytes: bytes, digest: digest, version: found.version, manifestDigest: found.manifestDigest, source: found.shown)
  }

  // MARK: Repositories

  private func resolve(
    _ name: String, in repository: WebAddress, _ version: VersionRequirement, _ request: ChartRequest
  ) async throws -> ChartResolution {
    let access = request.access
    let address = try ChartIndex.address(in: repository)
    let shown = WebAddress.redacted(address.text)
    var get = HTTPRequest(.get, address.text)
    get.credentials = credentials(access, at: repository)
    get.tls = access.tls
    get.maximumBody = request.limits.index
    let bytes = try await send(get, access, "get the index of the repository").body
    let index = try await Self.pool.run { _ in try ChartIndex(bytes, chart: name, source: shown) }
    let versions = index.entries.map(\.version)
    let what = "chart \(name) of \(WebAddress.redacted(repository.text))"
    guard let choice = version.choose(from: versions) else { throw version.refusal(versions, what: what) }
    return try await resolve(index.entries[choice], in: repository, "\(what), version \(versions[choice])", request)
  }

  private func resolve(
    _ entry: ChartIndex.Entry, in repository: WebAddress, _ what: String, _ request: ChartRequest
  ) async throws -> ChartResolution {
    let access = request.access
    guard let url = entry.urls.first, !url.isEmpty else {
      throw ChartFetchError(.malformed, "the repository's index tells no address of the archive", subject: what)
    }
    let digest = try entry.digest.map { text throws(ChartFetchError) in
      guard let digest = Digest(text) else {
        throw ChartFetchError(
          .unsupported, "the repository's index has the digest \(RegistryClient.remoteText(text)); expected a SHA-256",
          subject: what)
      }
      return digest
    }
    if RegistryReference.isReference(url) {
      // The repository's credentials are not the registry's.
      var other = request
      if !access.passesCredentials {
        other.access.credentials = nil
        other.access.tls.certificate = nil
        other.access.tls.key = nil
      }
      let reference = try RegistryReference(url)
      let found = try await resolve(reference, try VersionRequirement(entry.version), other)
      return ChartResolution(
        version: entry.version, digest: digest, manifestDigest: found.manifestDigest, shown: found.shown,
        place: found.place)
    }
    let address: WebAddress
    do throws(HTTPError) {
      address = try ChartIndex.resolve(url, repository)
    } catch {
      throw ChartFetchError(
        .malformed, "the repository's index has no usable address of the archive: \(error.message)", subject: what)
    }
    guard address.scheme == "https" || repository.scheme == "http" || digest != nil || access.plainHTTP else {
      throw ChartFetchError(
        .insecure,
        "the repository's index names an archive at \(WebAddress.redacted(address.text)), without TLS and without a digest; "
          + "it is taken only when plain HTTP is asked for", subject: what)
    }
    let isOwn = address.sharesOrigin(with: repository) || access.passesCredentials
    var tls = access.tls
    if !isOwn { (tls.certificate, tls.key) = (nil, nil) }
    return ChartResolution(
      version: entry.version, digest: digest, manifestDigest: nil, shown: WebAddress.redacted(address.text),
      place: .web(address, credentials: isOwn ? credentials(access, at: repository) : nil, tls: tls))
  }

  private func credentials(_ access: ChartAccess, at address: WebAddress) -> HTTPCredentials? {
    if let credentials = access.credentials { return credentials }
    guard address.username != nil || address.password != nil else { return nil }
    return .basic(username: address.username ?? "", password: address.password ?? "")
  }

  private func send(_ request: HTTPRequest, _ access: ChartAccess, _ what: String) async throws -> HTTPResponse {
    var request = request
    request.proxy = access.proxy
    request.timeout = access.timeout
    let response: HTTPResponse
    do {
      response = try await http.send(request)
    } catch let error as HTTPError {
      throw ChartFetchError(error, what)
    }
    guard response.isSuccess else {
      throw ChartFetchError(response, what, subject: WebAddress.redacted(request.url))
    }
    return response
  }
}
