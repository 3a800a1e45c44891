package import HTTP
package import Registry
package import Structure

/// Which chart is wanted, who we are, and how much to accept.
package struct ChartRequest: Sendable {
  package var location: ChartLocation
  /// A version or a range of versions; nil or empty for the newest release.
  package var version: String?
  package var access = ChartAccess()
  package var limits = ChartFetchLimits()

  package init(_ location: ChartLocation, version: String? = nil) {
    self.location = location
    self.version = version
  }
}

/// Who we are to the server of a chart, and how far to trust whom.
package struct ChartAccess: Sendable {
  /// For the host of the repository, the archive or the registry that was named, and no other.
  package var credentials: HTTPCredentials?
  /// For registries: what people keep in Docker's configuration.
  package var keychain = RegistryKeychain()
  package var tls = TLSSettings()
  package var proxy: HTTPProxy?
  /// Whether a repository's credentials also go to other hosts that its index names.
  package var passesCredentials = false
  /// Whether registries are spoken to without TLS, and archives taken without TLS that nothing vouches for.
  package var plainHTTP = false
  /// For one request.
  package var timeout: Duration = .seconds(60)

  package init() {}
}

/// The most bytes to accept.
package struct ChartFetchLimits: Sendable {
  /// Of a repository's index. Large repositories have ten MiB and more.
  package var index = 64 << 20
  /// Of an archive.
  package var archive = 32 << 20

  package init() {}
}

/// Where a wanted chart was found: what a poll needs to know.
package struct ChartResolution: Sendable {
  enum Place: Sendable {
    case registry(RegistryClient, RegistryReference, RegistryDescriptor)
    case web(WebAddress, credentials: HTTPCredentials?, tls: TLSSettings)
  }

  /// The version found; nil for an archive that was named by its address, which says itself what it is.
  package let version: String?
  /// The digest that the archive must have, where something tells it beforehand.
  package let digest: Digest?
  /// The digest of the manifest in a registry.
  package let manifestDigest: Digest?
  /// Where it is, for messages.
  package let shown: String
  let place: Place
}

/// An archive that was downloaded and checked.
package struct FetchedChart: Sendable {
  /// The `.tgz`, not looked into.
  package var bytes: [UInt8]
  /// The SHA-256 of ``bytes``.
  package var digest: Digest
  /// The version by the index, the tag or the registry's manifest; nil for an archive that was named by its address.
  package var version: String?
  /// The digest of the manifest in a registry.
  package var manifestDigest: Digest?
  /// Where it came from, without secrets.
  package var source: String
}
