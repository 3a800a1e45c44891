import Glibc
import Structure

/// What `docker login`, `helm registry login` and Kubernetes' `kubernetes.io/dockerconfigjson` Secrets keep: who we are
/// to which registry.
///
/// Credential helpers are programs named by data; they are never run. ``RegistryKeychain`` tells when one would have
/// been asked.
package struct DockerConfiguration: Sendable {
  private var entries: [(key: String, credentials: RegistryCredentials)] = []
  private var helpers: [String: String] = [:]
  private var defaultHelper: String?

  /// Reads the file's text.
  /// - Parameter source: The name of the file or Secret, for messages.
  /// - Throws: ``RegistryError`` with `malformed`, which shows nothing of the content.
  package init(_ bytes: [UInt8], source: String) throws(RegistryError) {
    func malformed(_ message: String) -> RegistryError { RegistryError(.malformed, message, subject: source) }
    let value: Value
    do throws(SyntaxError) {
      value = try JSON.parse(bytes, depthLimit: 32)
    } catch {
      throw malformed("the registry credentials are no JSON: line \(error.position?.line ?? 1) is malformed")
    }
    guard let object = value.object else { throw malformed("the registry credentials are no JSON object") }
    for (name, entry) in object["auths"]?.object ?? Mapping() {
      guard let entry = entry.object else {
        throw malformed("auths.\(Self.shown(name)) must be an object with 'auth', or 'username' and 'password'")
      }
      guard let found = try Self.credentials(entry, { malformed("auths.\(Self.shown(name)): \($0)") }) else { continue }
      entries.append((Self.normalized(name), found))
    }
    for (name, helper) in object["credHelpers"]?.object ?? Mapping() {
      helpers[Self.normalized(name)] = helper.string.map(Self.shown) ?? ""
    }
    if let helper = object["credsStore"]?.string, !helper.isEmpty { defaultHelper = Self.shown(helper) }
  }

  /// Reads a file.
  /// - Returns: Nil when there is none.
  /// - Throws: ``RegistryError`` with `malformed` when it cannot be read or is none.
  package init?(path: String) throws(RegistryError) {
    guard let file = fopen(path, "re") else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      let reason = String(cString: strerror(errno))
      throw RegistryError(.malformed, "cannot read the registry credentials: \(reason)", subject: path)
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes += buffer[..<count]
      guard bytes.count <= 4 << 20 else {
        throw RegistryError(.malformed, "the file with registry credentials is larger than 4 MiB", subject: path)
      }
    }
    try self.init(bytes, source: path)
  }

  /// The files in which people keep their logins: Helm's, then Docker's.
  package static var standardPaths: [String] {
    func variable(_ name: String) -> String? {
      getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
    let home = variable("HOME")
    let helm =
      variable("HELM_REGISTRY_CONFIG")
      ?? (variable("HELM_CONFIG_HOME")
      ?? (variable("XDG_CONFIG_HOME") ?? home.map { "\($0)/.config" }).map { "\($0)/helm" })
      .map { "\($0)/registry/config.json" }
    let docker = (variable("DOCKER_CONFIG") ?? home.map { "\($0)/.docker" }).map { "\($0)/config.json" }
    return [helm, docker].compactMap { $0 }
  }

  /// The credentials for a repository: those of the longest path that it lies below.
  func lookup(host: String, repository: String) -> RegistryKeychain.Answer {
    let names = Self.names(of: host)
    let fits = entries.filter { entry in
      names.contains { name in
        entry.key == name || "\(name)/\(repository)/".hasPrefix("\(entry.key)/") && entry.key.hasPrefix("\(name)/")
      }
    }
    if let best = fits.max(by: { $0.key.utf8.count < $1.key.utf8.count }) { return .credentials(best.credentials) }
    if let helper = names.lazy.compactMap({ helpers[$0] }).first ?? defaultHelper { return .helper(helper) }
    return .none
  }

  /// Docker Hub's entry goes by an old address.
  private static func names(of host: String) -> [String] {
    RegistryReference.isDockerHub(host) ? ["docker.io", "index.docker.io", "registry-1.docker.io"] : [host]
  }

  private static func normalized(_ key: String) -> String {
    var text = key.lowercased()[...]
    for scheme in ["https://", "http://"] where text.hasPrefix(scheme) { text = text.dropFirst(scheme.count) }
    while text.hasSuffix("/") { text = text.dropLast() }
    for version in ["/v1", "/v2"] where text.hasSuffix(version) { text = text.dropLast(version.count) }
    return String(text)
  }

  private static func credentials(
    _ entry: Mapping, _ malformed: (String) -> RegistryError
  ) throws(RegistryError) -> RegistryCredentials? {
    func text(_ name: String) -> String? { entry[name]?.string.flatMap { $0.isEmpty ? nil : $0 } }
    if let token = text("identitytoken") { return .identityToken(token) }
    if let token = text("registrytoken") { return .bearer(token) }
    if let auth = text("auth") {
      guard let bytes = Base64.decode(auth.utf8), let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0 else {
        throw malformed("'auth' must be the base64 of USER:PASSWORD")
      }
      // Docker pads old entries with NUL.
      let password = bytes[(colon + 1)...].prefix { $0 != 0 }
      return .basic(
        username: String(decoding: bytes[..<colon], as: UTF8.self), password: String(decoding: password, as: UTF8.self))
    }
    guard let username = text("username") else { return nil }
    return .basic(username: username, password: text("password") ?? "")
  }

  private static func shown(_ name: String) -> String {
    String(decoding: name.utf8.prefix(100).map { $0 < 0x20 || $0 == 0x7f ? UInt8(ascii: "?") : $0 }, as: UTF8.self)
  }
}
