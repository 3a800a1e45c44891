import HTTP
import Structure

extension RegistryClient {
  /// Sends a request, proving who we are where the registry asks for it.
  /// - Parameter what: What is being done, for messages.
  /// - Returns: A response of success.
  func exchange(_ request: HTTPRequest, _ reference: RegistryReference, _ what: String) async throws -> HTTPResponse {
    var request = request
    request.tls = options.tls
    request.proxy = options.proxy
    request.timeout = options.timeout
    let base = try base(of: reference)
    var isFirst = true
    while true {
      request.credentials = try await authorizer.credentials(for: reference, base: base)
      let response: HTTPResponse
      do {
        response = try await http.send(request)
      } catch let error as HTTPError {
        throw RegistryError(error, what, subject: "\(reference)")
      }
      if response.isSuccess { return response }
      // Who the registry has redirected us to has no business in asking who we are.
      let isOwn = (try? WebAddress(response.head.url)).map { $0.sharesOrigin(with: base) } ?? false
      if response.status == 401, isOwn, isFirst,
        authorizer.learn(from: response.headers, sent: request.credentials, for: reference)
      {
        isFirst = false
        continue
      }
      throw refusal(response, reference, what, isOwn: isOwn)
    }
  }

  private func refusal(
    _ response: HTTPResponse, _ reference: RegistryReference, _ what: String, isOwn: Bool
  ) -> RegistryError {
    let host = isOwn ? reference.host : "the server that \(reference.host) redirects to"
    let detail = Self.detail(in: response.body)
    func error(_ code: RegistryError.Code, _ message: String, transient: Bool? = nil) -> RegistryError {
      RegistryError(code, "cannot \(what): \(message)", subject: "\(reference)", isTransient: transient)
    }
    switch response.status {
    case 401:
      return error(.authentication, "\(host) wants to know who we are\(detail)\(authorizer.advice(for: reference))")
    case 403: return error(.forbidden, "\(host) does not let us read it\(detail)\(authorizer.advice(for: reference))")
    case 404: return error(.notFound, "\(host) does not have it\(detail); check the repository and the tag or digest")
    case 429:
      let wait = Self.retryAfter(response.headers)
      let when = wait.map { "try again in \($0.components.seconds) seconds" } ?? "try again later"
      var failure = error(
        .tooManyRequests,
        "\(host) says that there are too many requests\(detail); \(when), or log in for a higher limit")
      failure.retryAfter = wait
      return failure
    case 500...: return error(.network, "\(host) fails with status \(response.status)\(detail)")
    case 300..<400: return error(.malformed, "\(host) redirects to nowhere (status \(response.status))")
    default: return error(.malformed, "\(host) answers with status \(response.status)\(detail)")
    }
  }

  /// The registry's own code for a mistake. Its free text is not shown: it may repeat what was sent to it.
  private static func detail(in body: [UInt8]) -> String {
    guard let value = try? JSON.parse(Array(body.prefix(65_536)), depthLimit: 16),
      let code = value["errors"]?.array?.first?["code"]?.string, (1...40).contains(code.utf8.count),
      code.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || $0 == UInt8(ascii: "_") })
    else { return "" }
    return " (\(code))"
  }

  /// The seconds that a server asks us to wait; its dates are not read.
  static func retryAfter(_ headers: HTTPHeaders) -> Duration? {
    headers["Retry-After"].flatMap { Int($0) }.flatMap { (0...86_400).contains($0) ? .seconds($0) : nil }
  }

  /// A text from outside for a message: one line, of bounded length.
  package static func remoteText(_ text: String) -> String {
    let bytes = text.utf8.prefix(200).map { $0 < 0x20 || $0 == 0x7f ? UInt8(ascii: "?") : $0 }
    return String(decoding: bytes, as: UTF8.self).debugDescription
  }
}
