import GitTestSupport
package import HTTP
package import Registry
package import Structure

/// Debian's docker-registry on a loopback port, with an empty folder of its own.
package final class DockerRegistry: Sendable {
  /// Whom a registry with passwords lets in.
  package static let credentials = HTTPCredentials.basic(username: "dev", password: "s3cret")

  private let process: ChildProcess
  private let folder: PeerFolder
  private let client: HTTPClient
  private let hasPasswords: Bool
  package let port: Int

  /// - Parameter hasPasswords: Whether only ``credentials`` are let in.
  package init(hasPasswords: Bool = false) async throws {
    folder = try PeerFolder()
    client = try HTTPClient()
    self.hasPasswords = hasPasswords
    port = try Workbench.freePort()
    var configuration = """
      version: 0.1
      log: {accesslog: {disabled: true}, level: error}
      storage: {filesystem: {rootdirectory: "\(folder.path)/data"}}
      http: {addr: "127.0.0.1:\(port)", secret: test}

      """
    if hasPasswords {
      // The bcrypt hash of "s3cret".
      try folder.write("htpasswd", "dev:$2b$04$pFVqhXdCShjJD89BHYJ7Fe1xkEXCdZ/W4xTFvd8RhpcusotiB6z8q\n")
      configuration += "auth: {htpasswd: {realm: test, path: \"\(folder.path)/htpasswd\"}}\n"
    }
    try folder.write("config.yml", configuration)
    // Its errors are what the tests provoke.
    process = try ChildProcess(["sh", "-c", "exec docker-registry serve \(folder.path)/config.yml 2>/dev/null"])
    let (client, url) = (client, "http://127.0.0.1:\(port)/v2/")
    try await eventually { (try? await client.send(HTTPRequest(.get, url))) != nil }
  }

  /// `127.0.0.1:PORT`.
  package var host: String { "127.0.0.1:\(port)" }

  /// Stores a blob and gives its descriptor.
  @discardableResult
  package func push(blob bytes: [UInt8], mediaType: String, to repository: String) async throws -> RegistryDescriptor {
    let digest = Digest(of: bytes)
    var start = HTTPRequest(.post, "http://\(host)/v2/\(repository)/blobs/uploads/")
    start.credentials = hasPasswords ? Self.credentials : nil
    let started = try await client.send(start)
    guard started.status == 202, let location = started.headers["Location"] else {
      throw PeerError("the registry starts no upload: status \(started.status)")
    }
    let address = try WebAddress(location, relativeTo: try WebAddress("http://\(host)/"))
    var upload = HTTPRequest(.put, address.text + (address.query == nil ? "?" : "&") + "digest=\(digest)")
    upload.credentials = start.credentials
    upload.headers["Content-Type"] = "application/octet-stream"
    upload.body = bytes
    let stored = try await client.send(upload)
    guard stored.status == 201 else { throw PeerError("the registry stores no blob: status \(stored.status)") }
    return RegistryDescriptor(mediaType: mediaType, digest: digest, size: bytes.count)
  }

  /// Stores a manifest under a tag and gives its digest.
  @discardableResult
  package func push(
    manifest bytes: [UInt8], mediaType: String = MediaType.imageManifest, to repository: String, tag: String
  ) async throws -> Digest {
    var request = HTTPRequest(.put, "http://\(host)/v2/\(repository)/manifests/\(tag)")
    request.credentials = hasPasswords ? Self.credentials : nil
    request.headers["Content-Type"] = mediaType
    request.body = bytes
    let stored = try await client.send(request)
    guard stored.status == 201 else {
      throw PeerError("the registry stores no manifest: \(String(decoding: stored.body, as: UTF8.self))")
    }
    return Digest(of: bytes)
  }

  /// Stores a chart as Helm does.
  @discardableResult
  package func push(_ chart: SampleChart, to repository: String, tag: String? = nil) async throws -> Digest {
    let config = try await push(blob: chart.config, mediaType: SampleChart.configType, to: repository)
    let layer = try await push(blob: chart.archive, mediaType: SampleChart.contentType, to: repository)
    return try await push(
      manifest: SampleChart.manifest(config: config, layers: [layer]), to: repository,
      tag: tag ?? RegistryReference.tag(ofVersion: chart.version))
  }
}
