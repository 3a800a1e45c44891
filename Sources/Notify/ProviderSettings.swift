package import HTTP
import Structure

/// What a provider is made of: the fields of its spec and of the Secrets that it names, checked.
package struct ProviderSettings: Sendable {
  package var address: WebhookAddress?
  package var channel: String
  package var username: String
  package var token: String
  package var password: String
  /// In the order in which they are sent; names as they were written.
  package var headers: [(name: String, value: String)]
  package var proxy: HTTPProxy?
  /// PEM texts.
  package var certificateAuthority: [UInt8]?
  package var clientCertificate: [UInt8]?
  package var clientKey: [UInt8]?
  /// How long one attempt may take.
  package var timeout: Duration

  package init(
    address: WebhookAddress?, channel: String = "", username: String = "", token: String = "", password: String = "",
    headers: [(name: String, value: String)] = [], proxy: HTTPProxy? = nil, timeout: Duration = .seconds(15)
  ) {
    self.address = address
    self.channel = channel
    self.username = username
    self.token = token
    self.password = password
    self.headers = headers
    self.proxy = proxy
    self.timeout = timeout
  }

  /// All that must not be shown, as far as these settings know it.
  package var redaction: Redaction {
    var secrets = [token, password] + headers.map(\.value)
    if let address {
      secrets += [address.secret, address.address.text]
      secrets += [address.address.username, address.address.password, address.address.query].compactMap(\.self)
      if address.path.utf8.count > 1 { secrets.append(address.path) }
      // An answer may quote a part. Short names of a path are words, such as `services`; long ones are tokens.
      secrets += address.path.split(separator: "/").filter { $0.utf8.count >= 10 }.map(String.init)
      secrets += (address.address.query ?? "").split(separator: "&").compactMap { pair in
        pair.firstIndex(of: "=").map { String(pair[pair.index(after: $0)...]) }
      }
    }
    if let proxy {
      secrets += [proxy.address, proxy.username, proxy.password].compactMap(\.self)
      if let parsed = try? WebAddress(proxy.address) {
        secrets += [parsed.username, parsed.password].compactMap(\.self)
      }
    }
    return Redaction(secrets)
  }
}

extension ProviderSettings {
  /// The data of a Secret, base64 already undone.
  package typealias SecretData = [String: [UInt8]]

  /// The fields of a Provider's spec that are not references.
  package struct Fields: Sendable {
    package var type: String
    package var address: String?
    package var channel: String
    package var username: String
    package var proxy: String?
    package var timeout: Duration?

    package init(
      type: String, address: String? = nil, channel: String = "", username: String = "", proxy: String? = nil,
      timeout: Duration? = nil
    ) {
      self.type = type
      self.address = address
      self.channel = channel
      self.username = username
      self.proxy = proxy
      self.timeout = timeout
    }
  }

  /// Puts the spec and the Secrets together as Flux does: a Secret's `address`, `username` and `proxy` win over the
  /// spec's, `proxySecretRef` over both.
  /// - Throws: ``ProviderError`` naming the field or Secret key that is wrong, never its content.
  package init(
    _ fields: Fields, secret: SecretData?, certificates: SecretData?, proxy proxySecret: SecretData?
  ) throws(ProviderError) {
    func text(_ key: String) -> String? {
      secret?[key].map { String(decoding: $0, as: UTF8.self).trimmed }
    }
    var address: WebhookAddress?
    if let given = text("address") ?? fields.address.map(\.trimmed), !given.isEmpty {
      do throws(InvalidAddress) {
        address = try WebhookAddress(given)
      } catch {
        let place = text("address") == nil ? "spec.address" : "the key \"address\" of the Secret in spec.secretRef"
        throw ProviderError(.invalidAddress, type: fields.type, message: "\(place): \(error)")
      }
    }
    self.init(
      address: address, channel: fields.channel, username: text("username") ?? fields.username,
      token: text("token") ?? "", password: text("password") ?? "",
      headers: try Self.headers(secret?["headers"], type: fields.type),
      proxy: (text("proxy") ?? fields.proxy).map { HTTPProxy(address: $0) },
      timeout: fields.timeout ?? .seconds(15))
    if let proxySecret { proxy = try Self.proxy(proxySecret, type: fields.type) }
    if let certificates { try setCertificates(certificates, type: fields.type) }
  }

  private static func headers(
    _ bytes: [UInt8]?, type: String
  ) throws(ProviderError) -> [(name: String, value: String)] {
    guard let bytes else { return [] }
    let place = "the key \"headers\" of the Secret in spec.secretRef"
    let value: Value
    do {
      value = try YAML.parse(bytes)
    } catch {
      // The parser's message may quote a value.
      let position = error.position.map { " (line \($0.line), column \($0.column))" } ?? ""
      throw ProviderError(.invalidSecret, type: type, message: "\(place) is not YAML\(position)")
    }
    if value.isNull { return [] }
    guard let mapping = value.object else {
      throw ProviderError(.invalidSecret, type: type, message: "\(place) should be a mapping of header names to texts")
    }
    var headers: [(name: String, value: String)] = []
    for key in mapping.keys.sorted() {
      guard let text = mapping[key]?.string, isHeader(name: key, value: text) else {
        throw ProviderError(
          .invalidSecret, type: type, message: "\(place) has an entry that is no HTTP header; each is NAME: \"TEXT\"")
      }
      headers.append((key, text))
    }
    return headers
  }

  /// Refuses what would end a header line and begin another.
  private static func isHeader(name: String, value: String) -> Bool {
    let separators = Set("()<>@,;:\\\"/[]?={} \t".utf8)
    let isName = !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !separators.contains($0) }
    return isName && value.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }
  }

  private static func proxy(_ secret: SecretData, type: String) throws(ProviderError) -> HTTPProxy {
    let place = "the Secret in spec.proxySecretRef"
    guard let bytes = secret["address"] else {
      throw ProviderError(.invalidSecret, type: type, message: "\(place) has no key \"address\"")
    }
    do throws(InvalidAddress) {
      let address = try WebhookAddress(String(decoding: bytes, as: UTF8.self).trimmed)
      return HTTPProxy(
        address: address.secret, username: secret["username"].map { String(decoding: $0, as: UTF8.self).trimmed },
        password: secret["password"].map { String(decoding: $0, as: UTF8.self).trimmed })
    } catch {
      throw ProviderError(.invalidSecret, type: type, message: "\(place), key \"address\": \(error)")
    }
  }

  private mutating func setCertificates(_ secret: SecretData, type: String) throws(ProviderError) {
    certificateAuthority = secret["ca.crt"] ?? secret["caFile"]
    clientCertificate = secret["tls.crt"] ?? secret["certFile"]
    clientKey = secret["tls.key"] ?? secret["keyFile"]
    let place = "the Secret in spec.certSecretRef"
    guard (clientCertificate == nil) == (clientKey == nil) else {
      throw ProviderError(.invalidSecret, type: type, message: "\(place) should have both tls.crt and tls.key, or none")
    }
    guard certificateAuthority != nil || clientCertificate != nil else {
      throw ProviderError(.invalidSecret, type: type, message: "\(place) has none of ca.crt, tls.crt and tls.key")
    }
  }
}

extension String {
  /// Without spaces and line ends at both ends: what editors leave behind in Secrets.
  fileprivate var trimmed: String {
    var view = self[...]
    while let first = view.first, first.isWhitespace { view = view.dropFirst() }
    while let last = view.last, last.isWhitespace { view = view.dropLast() }
    return String(view)
  }
}
