/// One request: what to ask, whom to trust, and how long and how much to accept.
package struct HTTPRequest: Sendable {
  /// The methods that our clients use.
  package enum Method: String, Sendable, Hashable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
  }

  package var method: Method
  /// `http://` or `https://`. User info in it is taken as basic credentials and never shown.
  package var url: String
  package var headers = HTTPHeaders()
  package var body: [UInt8] = []
  package var credentials: HTTPCredentials?
  package var tls = TLSSettings()
  /// Nil leaves the choice to the environment (`https_proxy`, `no_proxy` …).
  package var proxy: HTTPProxy?
  /// For the whole exchange with all its redirects; for a stream, until the last byte was read.
  package var timeout: Duration = .seconds(60)
  /// For establishing a connection, name resolution and TLS included.
  package var connectTimeout: Duration = .seconds(20)
  /// How long the peer may stay silent in the middle of an exchange; whole seconds, nil for no limit.
  package var silenceTimeout: Duration? = .seconds(30)
  /// The most bytes of (decompressed) body that ``HTTPClient/send(_:)`` accepts: 32 MiB unless set.
  package var maximumBody = 32 << 20
  /// Whether the server may compress the body on its way. Off where the bytes count as they lie there: some servers call
  /// an archive that ends in `.gz` compressed on its way, and it would arrive unpacked.
  package var acceptsCompression = true
  /// How many redirects are followed; 0 returns the redirect itself.
  package var maximumRedirects = 5

  package init(_ method: Method = .get, _ url: String) {
    self.method = method
    self.url = url
  }
}

/// Who we are to a server. Sent only to the scheme, host and port of the request's URL, not after a redirect to another.
package enum HTTPCredentials: Sendable, Hashable {
  case basic(username: String, password: String)
  case bearer(String)
}

/// Whom to trust and who we are in a TLS handshake; all certificates and keys are PEM text in memory.
package struct TLSSettings: Sendable, Hashable {
  /// Certificates of the authorities to trust *instead* of the system's; nil for the system's.
  package var authorities: [UInt8]?
  /// The client certificate (with its chain) and its key.
  package var certificate: [UInt8]?
  package var key: [UInt8]?
  /// Whether any certificate of the server is accepted; only where the user has asked for it by name.
  package var skipsVerification = false

  package init(
    authorities: [UInt8]? = nil, certificate: [UInt8]? = nil, key: [UInt8]? = nil, skipsVerification: Bool = false
  ) {
    self.authorities = authorities
    self.certificate = certificate
    self.key = key
    self.skipsVerification = skipsVerification
  }
}

/// A proxy: `http://`, `https://` or `socks5://` with host and port, and who we are to it.
package struct HTTPProxy: Sendable, Hashable {
  package var address: String
  package var username: String?
  package var password: String?

  package init(address: String, username: String? = nil, password: String? = nil) {
    self.address = address
    self.username = username
    self.password = password
  }
}

/// The start of a response: all but its body.
package struct HTTPResponseHead: Sendable, Hashable {
  package var status: Int
  package var headers: HTTPHeaders
  /// The address that answered, after redirects, without user info.
  package var url: String

  package init(status: Int, headers: HTTPHeaders, url: String) {
    self.status = status
    self.headers = headers
    self.url = url
  }

  /// Whether the status is 200 to 299.
  package var isSuccess: Bool { (200..<300).contains(status) }
}

/// A whole response. Any status is a response, not an error: the caller knows what it means.
package struct HTTPResponse: Sendable, Hashable {
  package var head: HTTPResponseHead
  package var body: [UInt8]

  package init(head: HTTPResponseHead, body: [UInt8]) {
    self.head = head
    self.body = body
  }

  package var status: Int { head.status }
  package var headers: HTTPHeaders { head.headers }
  package var isSuccess: Bool { head.isSuccess }
}
