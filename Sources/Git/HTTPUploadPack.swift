import HTTP

/// Git over HTTP ("smart" protocol, version 0): a GET lists all references, a POST fetches. Version 2 would need two
/// requests to list.
final class HTTPUploadPack: UploadPackSession {
  private let address: WebAddress
  private let authentication: GitAuthentication
  private let client: HTTPClient
  private let limits: OperationLimits
  private let shown: String
  /// Where the repository turned out to be, after redirects of the listing.
  private var base: WebAddress

  init(
    _ address: WebAddress, _ authentication: GitAuthentication, client: HTTPClient, limits: OperationLimits,
    shown: String
  ) {
    self.address = address
    self.authentication = authentication
    self.client = client
    self.limits = limits
    self.shown = shown
    base = address
  }

  func list() throws -> ReferenceAdvertisement {
    var path = base.text
    while path.hasSuffix("/") { path.removeLast() }
    var request = request(.get, "\(path)/info/refs?service=git-upload-pack", to: address)
    request.headers["Accept"] = "application/x-git-upload-pack-advertisement, */*"
    let stream = try open(request)
    let head = try translated { try stream.head() }
    try check(head)
    guard head.headers["Content-Type"]?.hasPrefix("application/x-git-upload-pack-advertisement") == true else {
      stream.cancel()
      throw GitError(
        .repositoryNotFound,
        "the address answers, but not as a Git repository (smart HTTP): check its path and that it is no web page",
        url: shown)
    }
    if let landed = head.url.utf8.firstRange(of: "/info/refs".utf8) {
      base = try translated { try WebAddress(String(head.url[..<landed.lowerBound])) }
    }
    var packets = PacketReader(limit: ReferenceAdvertisement.limit) { try self.translated { try stream.read() } }
    return try ReferenceAdvertisement(from: &packets, isHTTP: true)
  }

  func fetch(_ message: [UInt8], limit: Int) throws -> PacketReader {
    var path = base.text
    while path.hasSuffix("/") { path.removeLast() }
    var request = request(.post, "\(path)/git-upload-pack", to: base)
    request.headers["Content-Type"] = "application/x-git-upload-pack-request"
    request.headers["Accept"] = "application/x-git-upload-pack-result"
    request.body = message
    request.maximumRedirects = 0
    let stream = try open(request)
    let head = try translated { try stream.head() }
    try check(head)
    guard head.headers["Content-Type"]?.hasPrefix("application/x-git-upload-pack-result") == true else {
      stream.cancel()
      throw GitError(.malformed, "the server answers a fetch with something else than a pack", url: shown)
    }
    return PacketReader(limit: limit) { try self.translated { try stream.read() } }
  }

  func close() {}

  private func request(_ method: HTTPRequest.Method, _ url: String, to target: WebAddress) -> HTTPRequest {
    var request = HTTPRequest(method, url)
    request.timeout = limits.remaining
    request.connectTimeout = min(limits.remaining, request.connectTimeout)
    // A server may think long before it sends a pack; the timeout of the whole bounds it.
    request.silenceTimeout = nil
    request.tls = authentication.tls
    request.proxy = authentication.proxy
    if target.sharesOrigin(with: address) {
      request.credentials = authentication.credentials
      if request.credentials == nil, address.username != nil || address.password != nil {
        request.credentials = .basic(username: address.username ?? "", password: address.password ?? "")
      }
    } else {
      request.tls.certificate = nil
      request.tls.key = nil
    }
    return request
  }

  private func open(_ request: HTTPRequest) throws -> HTTPStream {
    try limits.check("listing the repository")
    let stream = try translated { try client.open(request) }
    limits.interruption.onRaise { stream.cancel() }
    return stream
  }

  private func check(_ head: HTTPResponseHead) throws {
    let hasCredentials = authentication.credentials != nil || address.username != nil
    switch head.status {
    case 200: return
    case 401 where !hasCredentials:
      throw GitError(.authentication, "the server asks for credentials: name a Secret in spec.secretRef", url: shown)
    case 401:
      throw GitError(.authentication, "the server refuses the credentials: authentication required", url: shown)
    case 403: throw GitError(.authentication, "the server forbids access with these credentials", url: shown)
    case 404:
      let hint = hasCredentials ? "or the credentials may not read it" : "or it is private and asks for credentials"
      throw GitError(.repositoryNotFound, "repository not found: check the address, \(hint)", url: shown)
    case 300..<400:
      throw GitError(.malformed, "the server redirects (status \(head.status)) to no valid address", url: shown)
    default: throw GitError(.network, "the server answers with status \(head.status)", url: shown)
    }
  }

  private func translated<T>(_ body: () throws -> T) throws -> T {
    do {
      return try body()
    } catch let error as HTTPError {
      let code: GitError.Code =
        switch error.code {
        case .timeout, .silence: .timeout
        case .tls: .untrustedHost
        case .invalidRequest, .redirect: .invalidURL
        case .tooLarge: .tooLarge
        case .dns, .connect, .proxy, .broken, .cancelled, .closed: .network
        }
      throw GitError(code, error.message, url: shown)
    }
  }
}
