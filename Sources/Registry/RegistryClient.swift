package import HTTP
package import Structure

/// Reads from registries of the OCI distribution specification, version 1.1: manifests, blobs and tags.
///
/// What comes is bounded in size and checked against its digest. Credentials go to the registry that they are for and to
/// its token server, nowhere else. Any number of tasks may use a client together; it remembers tokens.
package final class RegistryClient: Sendable {
  /// Who we are, whom to trust, and how much to accept.
  package struct Options: Sendable {
    package var keychain = RegistryKeychain()
    package var tls = TLSSettings()
    package var proxy: HTTPProxy?
    /// Whether registries are spoken to without TLS. Those on this machine are in any case, unless ``tls`` says
    /// something.
    package var plainHTTP = false
    /// For one request.
    package var timeout: Duration = .seconds(60)
    package var limits = Limits()

    package init() {}
  }

  /// The most that a registry may send.
  package struct Limits: Sendable {
    /// Bytes of a manifest; 4 MiB as the specification advises.
    package var manifest = 4 << 20
    /// Tags of a repository.
    package var tags = 100_000
    /// Pages of a tag list.
    package var pages = 1_000

    package init() {}
  }

  let http: HTTPClient
  let options: Options
  let authorizer: Authorizer

  package init(http: HTTPClient, options: Options = Options()) {
    self.http = http
    self.options = options
    authorizer = Authorizer(http: http, options: options)
  }

  /// Gets the manifest of a tag or digest.
  /// - Throws: ``RegistryError``; `CancellationError`.
  package func manifest(_ reference: RegistryReference) async throws -> RegistryManifest {
    let response = try await exchange(try manifestRequest(.get, reference), reference, "get the manifest")
    let digest = Digest(of: response.body)
    if let wanted = reference.digest {
      guard digest == wanted else { throw mismatch("manifest", digest, "\(reference)") }
    } else if let told = response.headers["Docker-Content-Digest"].flatMap({ Digest($0) }), told != digest {
      throw mismatch("manifest", digest, "\(reference), which the registry calls \(told)")
    }
    return try RegistryManifest(
      response.body, type: response.headers["Content-Type"], digest: digest, reference: "\(reference)")
  }

  /// Asks which manifest a tag stands for, without getting it: the one small request of a poll.
  /// - Throws: ``RegistryError``; `CancellationError`.
  package func digest(of reference: RegistryReference) async throws -> Digest {
    let response = try await exchange(try manifestRequest(.head, reference), reference, "look the manifest up")
    guard let text = response.headers["Docker-Content-Digest"] else {
      // The header is not compulsory.
      return try await manifest(reference).digest
    }
    guard text.hasPrefix("sha256:"), let digest = Digest(text) else {
      throw RegistryError(
        .malformed, "the registry names the manifest by \(Self.remoteText(text)); expected a sha256 digest",
        subject: "\(reference)")
    }
    if let wanted = reference.digest, digest != wanted { throw mismatch("manifest", digest, "\(reference)") }
    return digest
  }

  /// Gets a blob of the repository of `reference`.
  /// - Parameter limit: The most bytes to accept.
  /// - Throws: ``RegistryError``; `CancellationError`.
  package func blob(
    _ descriptor: RegistryDescriptor, in reference: RegistryReference, limit: Int
  ) async throws -> [UInt8] {
    let subject = "\(reference), blob \(descriptor.digest)"
    guard descriptor.size <= limit else {
      throw RegistryError(
        .tooLarge, "a blob of \(descriptor.size) bytes is larger than the limit of \(limit)", subject: subject)
    }
    var request = HTTPRequest(.get, try url(reference, "blobs/\(descriptor.digest)"))
    // Room for the text of a refusal.
    request.maximumBody = max(descriptor.size, 64 << 10)
    request.acceptsCompression = false
    let body: [UInt8]
    do {
      body = try await exchange(request, reference, "get a blob").body
    } catch let error as RegistryError where error.code == .tooLarge {
      throw RegistryError(
        .digestMismatch, "the registry sends more than the \(descriptor.size) bytes that the manifest tells of",
        subject: subject)
    }
    let digest = Digest(of: body)
    guard body.count == descriptor.size, digest == descriptor.digest else { throw mismatch("blob", digest, subject) }
    return body
  }

  // MARK: Parts

  private func manifestRequest(_ method: HTTPRequest.Method, _ reference: RegistryReference) throws -> HTTPRequest {
    guard let selector = reference.selector else {
      throw RegistryError(
        .invalidReference, "expected a tag or a digest: HOST/REPOSITORY:TAG", subject: "\(reference)")
    }
    var request = HTTPRequest(method, try url(reference, "manifests/\(selector)"))
    request.headers["Accept"] = MediaType.manifests.joined(separator: ", ")
    request.maximumBody = options.limits.manifest
    return request
  }

  func url(_ reference: RegistryReference, _ path: String) throws -> String {
    "\(try base(of: reference).text)v2/\(reference.apiRepository)/\(path)"
  }

  /// Where the registry answers: over TLS, unless asked otherwise or on this machine.
  func base(of reference: RegistryReference) throws -> WebAddress {
    let address = try WebAddress("https://\(reference.apiHost)/")
    let isPlain = options.plainHTTP || address.isLoopback && options.tls == TLSSettings()
    return isPlain ? try WebAddress("http://\(reference.apiHost)/") : address
  }

  private func mismatch(_ what: String, _ digest: Digest, _ subject: String) -> RegistryError {
    RegistryError(
      .digestMismatch, "the registry sends another \(what) than was asked for: what came has the digest \(digest)",
      subject: subject)
  }
}
