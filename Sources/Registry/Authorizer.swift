import HTTP
import Structure
import Synchronization

/// Finds out how each registry wants to be told who we are, and keeps the tokens that it gives until they expire.
final class Authorizer: Sendable {
  private struct TokenKey: Hashable {
    var host: String
    var scope: String
  }

  private struct Token {
    var text: String
    var expiry: ContinuousClock.Instant
  }

  private struct State {
    var challenges: [String: AuthenticationChallenge] = [:]
    var tokens: [TokenKey: Token] = [:]
  }

  private let http: HTTPClient
  private let options: RegistryClient.Options
  private let state = Mutex(State())

  init(http: HTTPClient, options: RegistryClient.Options) {
    self.http = http
    self.options = options
  }

  /// What to send with the next request for a repository, as far as it is known how; nil to send nothing.
  func credentials(for reference: RegistryReference, base: WebAddress) async throws -> HTTPCredentials? {
    let challenge = state.withLock { $0.challenges[reference.apiHost] }
    let answer = options.keychain.lookup(reference)
    if case .credentials(.bearer(let token)) = answer { return .bearer(token) }
    switch challenge?.scheme {
    case "basic":
      guard case .credentials(.basic(let username, let password)) = answer else { return nil }
      return .basic(username: username, password: password)
    case "bearer":
      guard let challenge else { return nil }
      let key = TokenKey(host: reference.apiHost, scope: Self.scope(reference))
      let now = ContinuousClock.now
      if let token = state.withLock({ $0.tokens[key] }), token.expiry > now { return .bearer(token.text) }
      let token = try await fetchToken(challenge, answer, reference, base)
      state.withLock { $0.tokens[key] = token }
      return .bearer(token.text)
    default: return nil
    }
  }

  /// Learns from the refusal of a first try.
  /// - Returns: Whether another try makes sense.
  func learn(from headers: HTTPHeaders, sent: HTTPCredentials?, for reference: RegistryReference) -> Bool {
    let challenges = AuthenticationChallenge.parse(headers.values("WWW-Authenticate"))
    guard
      let best = challenges.first(where: { $0.scheme == "bearer" }) ?? challenges.first(where: { $0.scheme == "basic" })
    else { return false }
    let answer = options.keychain.lookup(reference)
    if case .credentials(.bearer) = answer { return false }
    let key = TokenKey(host: reference.apiHost, scope: Self.scope(reference))
    state.withLock { state in
      state.challenges[reference.apiHost] = best
      // A token that is refused before its time is of no more use.
      state.tokens[key] = nil
    }
    guard best.scheme == "basic" else { return true }
    guard case .credentials(.basic) = answer else { return false }
    if case .basic = sent { return false }
    return true
  }

  private static func scope(_ reference: RegistryReference) -> String { "repository:\(reference.apiRepository):pull" }

  // MARK: Token endpoint

  private func fetchToken(
    _ challenge: AuthenticationChallenge, _ answer: RegistryKeychain.Answer, _ reference: RegistryReference,
    _ base: WebAddress
  ) async throws -> Token {
    let realm = try realm(of: challenge, reference, base)
    var request = HTTPRequest(.get, realm.text)
    let query = [("service", challenge.parameters["service"]), ("scope", Self.scope(reference))]
    var fields = query.compactMap { name, value in value.map { "\(name)=\(Self.encoded($0))" } }
    if case .credentials(.identityToken(let token)) = answer {
      request.method = .post
      request.headers["Content-Type"] = "application/x-www-form-urlencoded"
      fields += ["client_id=martlet", "grant_type=refresh_token", "refresh_token=\(Self.encoded(token))"]
      request.body = Array(fields.joined(separator: "&").utf8)
      // The body is a secret: it goes nowhere else.
      request.maximumRedirects = 0
    } else {
      let start = realm.query == nil ? "?" : "&"
      request.url += start + fields.joined(separator: "&")
      if case .credentials(.basic(let username, let password)) = answer {
        request.credentials = .basic(username: username, password: password)
      }
    }
    request.tls = options.tls
    if realm.host != base.host { (request.tls.certificate, request.tls.key) = (nil, nil) }
    request.proxy = options.proxy
    request.timeout = options.timeout
    request.maximumBody = 1 << 20
    let shown = WebAddress.redacted(realm.text)
    let response: HTTPResponse
    do {
      response = try await http.send(request)
    } catch let error as HTTPError {
      throw RegistryError(error, "get a token for \(reference)", subject: shown)
    }
    guard response.isSuccess else { throw refusal(response, answer, reference, shown) }
    return try token(in: response.body, reference, shown)
  }

  private func refusal(
    _ response: HTTPResponse, _ answer: RegistryKeychain.Answer, _ reference: RegistryReference, _ shown: String
  ) -> RegistryError {
    switch response.status {
    case 400, 401, 403:
      return RegistryError(
        .authentication,
        "the token server of \(reference.host) gives no token to read \(reference)\(advice(answer, reference))",
        subject: shown)
    case 429:
      var error = RegistryError(
        .tooManyRequests, "the token server of \(reference.host) says that there are too many requests", subject: shown)
      error.retryAfter = RegistryClient.retryAfter(response.headers)
      return error
    default:
      return RegistryError(
        response.status >= 500 ? .network : .malformed,
        "the token server of \(reference.host) answers with status \(response.status)", subject: shown)
    }
  }

  /// What to do about a refusal.
  func advice(for reference: RegistryReference) -> String { advice(options.keychain.lookup(reference), reference) }

  private func advice(_ answer: RegistryKeychain.Answer, _ reference: RegistryReference) -> String {
    switch answer {
    case .credentials: "; check the credentials for \(reference.host): they are refused, or may not read it"
    case .helper(let name):
      "; Docker's configuration leaves \(reference.host) to the credential helper '\(name)', which is not run: "
        + "give a user name and password"
    case .none: "; it may be private or not exist: check its name, or give credentials for \(reference.host)"
    }
  }

  /// The address of the token server, if credentials may go there.
  ///
  /// Over TLS the registry vouches for it, whatever its host. Without TLS anybody on the way could have named it.
  private func realm(
    of challenge: AuthenticationChallenge, _ reference: RegistryReference, _ base: WebAddress
  ) throws(RegistryError) -> WebAddress {
    let text = challenge.parameters["realm"] ?? ""
    let realm: WebAddress
    do throws(HTTPError) {
      realm = try WebAddress(text)
    } catch {
      throw RegistryError(
        .malformed, "the registry names no usable token server: \(error.message)", subject: "\(reference)")
    }
    guard realm.username == nil, realm.password == nil else {
      throw RegistryError(.malformed, "the registry names a token server with a user name", subject: "\(reference)")
    }
    let isOwn = base.scheme == "http" && (realm.host == base.host || realm.isLoopback && base.isLoopback)
    guard realm.scheme == "https" || isOwn else {
      throw RegistryError(
        .insecure,
        "the registry sends us to the token server \(WebAddress.redacted(realm.text)), which is not encrypted; "
          + "nothing is sent there", subject: "\(reference)")
    }
    return realm
  }

  private func token(
    in body: [UInt8], _ reference: RegistryReference, _ shown: String
  ) throws(RegistryError) -> Token {
    let value = (try? JSON.parse(body, depthLimit: 16)) ?? .null
    let texts = [value["token"]?.string, value["access_token"]?.string].compactMap { $0 }
    guard let text = texts.first(where: { !$0.isEmpty }), text.utf8.count <= 64 << 10,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
    else {
      throw RegistryError(.malformed, "the token server of \(reference.host) answers without a token", subject: shown)
    }
    // A minute where it does not say; and not to the last moment, since the request that carries it takes time.
    let seconds = min(max(value["expires_in"]?.int ?? 60, 0), 86_400)
    let lifetime = Duration.seconds(max(seconds - min(10, seconds / 4), 0))
    return Token(text: text, expiry: .now.advanced(by: lifetime))
  }

  /// For a query or a form: all but the unreserved characters as `%XX`.
  static func encoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        bytes.append(byte)
      default: bytes += "%\([byte].hexadecimal.uppercased())".utf8
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
