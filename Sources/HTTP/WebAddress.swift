import CDeferred
import CLibCurl

/// An `http` or `https` address taken apart by curl's own parser, so that what we check is what curl will use.
package struct WebAddress: Sendable, Hashable {
  package let scheme: String
  /// Lower case, an IPv6 address in its brackets.
  package let host: String
  package let port: Int
  /// Decoded user info, which ``text`` does not contain.
  package let username: String?
  package let password: String?
  /// From `/` on, without query and fragment, percent-encoded as given.
  package let path: String
  package let query: String?
  /// The address without user info and fragment; what goes to curl.
  package let text: String

  /// - Throws: ``HTTPError`` with `invalidRequest` when `text` is no such address or holds control characters.
  package init(_ text: String) throws(HTTPError) { try self.init(text, below: nil) }

  /// - Parameter base: What a relative `text` is relative to, as a link is to its page.
  /// - Throws: ``HTTPError`` with `invalidRequest`.
  package init(_ text: String, relativeTo base: WebAddress) throws(HTTPError) { try self.init(text, below: base.text) }

  private init(_ text: String, below base: String?) throws(HTTPError) {
    let shown = Self.redacted(text)
    func invalid(_ message: String) -> HTTPError { HTTPError(code: .invalidRequest, message: message, url: shown) }
    guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) else {
      throw invalid("the address holds blanks or control characters")
    }
    if let problem = cdeferred_problem(CDEFERRED_CURL) { throw invalid(String(cString: problem)) }
    guard let handle = curl_url() else { throw invalid("out of memory") }
    defer { curl_url_cleanup(handle) }
    if let base { _ = curl_url_set(handle, CURLUPART_URL, base, 0) }
    guard curl_url_set(handle, CURLUPART_URL, text, 0) == CURLUE_OK else {
      throw invalid("the address is malformed; expected http://HOST/PATH or https://HOST/PATH")
    }
    func part(_ what: CURLUPart, _ flags: Int32 = 0) -> String? {
      var value: UnsafeMutablePointer<CChar>?
      guard curl_url_get(handle, what, &value, UInt32(flags)) == CURLUE_OK, let value else { return nil }
      defer { curl_free(value) }
      return String(cString: value)
    }
    guard let scheme = part(CURLUPART_SCHEME)?.lowercased(), scheme == "http" || scheme == "https" else {
      throw invalid("the address must begin with http:// or https://")
    }
    guard let host = part(CURLUPART_HOST)?.lowercased(), !host.isEmpty, !host.hasPrefix("-") else {
      throw invalid("the address names no valid host")
    }
    self.scheme = scheme
    self.host = host
    port = part(CURLUPART_PORT, CURLU_DEFAULT_PORT).flatMap(Int.init) ?? (scheme == "https" ? 443 : 80)
    username = part(CURLUPART_USER, CURLU_URLDECODE)
    password = part(CURLUPART_PASSWORD, CURLU_URLDECODE)
    path = part(CURLUPART_PATH) ?? "/"
    query = part(CURLUPART_QUERY)
    _ = curl_url_set(handle, CURLUPART_USER, nil, 0)
    _ = curl_url_set(handle, CURLUPART_PASSWORD, nil, 0)
    _ = curl_url_set(handle, CURLUPART_OPTIONS, nil, 0)
    _ = curl_url_set(handle, CURLUPART_FRAGMENT, nil, 0)
    guard let text = part(CURLUPART_URL) else { throw invalid("the address is malformed") }
    self.text = text
  }

  /// Whether credentials for this address may go to `other`: scheme, host and port are the same.
  package func sharesOrigin(with other: WebAddress) -> Bool {
    scheme == other.scheme && host == other.host && port == other.port
  }

  /// Whether the host is this machine by its name or number, so that nobody listens on the way.
  package var isLoopback: Bool {
    if host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" { return true }
    let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
    return numbers.count == 4 && numbers[0] == "127" && numbers.allSatisfy { UInt8($0) != nil }
  }

  /// The user info of an address whose password has a `/`, `?` or `#` that nobody has encoded, so that the host seems to
  /// end inside of it; empty for a proper address.
  private static func strayUserInfo(_ bytes: [UInt8]) -> Range<Int> {
    guard let mark = bytes.firstRange(of: Array("://".utf8)) else { return 0..<0 }
    let start = mark.upperBound
    let end = bytes[start...].firstIndex { $0 == 0x2f || $0 == 0x3f || $0 == 0x23 } ?? bytes.endIndex
    let authority = bytes[start..<end]
    guard !authority.contains(UInt8(ascii: "@")), !authority.contains(UInt8(ascii: "[")),
      let colon = authority.firstIndex(of: UInt8(ascii: ":")),
      !authority[(colon + 1)...].allSatisfy({ (0x30...0x39).contains($0) }),
      let at = bytes[end...].lastIndex(of: UInt8(ascii: "@"))
    else { return 0..<0 }
    return start..<(at + 1)
  }

  /// `text` for a message: user info cut out, the query's values and the fragment replaced. Takes any text.
  package static func redacted(_ text: String) -> String {
    var bytes = Array(text.utf8)
    bytes.removeSubrange(strayUserInfo(bytes))
    if let fragment = bytes.firstIndex(of: UInt8(ascii: "#")) { bytes.removeSubrange(fragment...) }
    var query: [UInt8] = []
    if let mark = bytes.firstIndex(of: UInt8(ascii: "?")) {
      let pairs = bytes[(mark + 1)...].split(separator: UInt8(ascii: "&"))
      query = Array("?".utf8)
      for (index, pair) in pairs.enumerated() {
        if index > 0 { query.append(UInt8(ascii: "&")) }
        query += pair.prefix { $0 != UInt8(ascii: "=") }
        if pair.contains(UInt8(ascii: "=")) { query += Array("=…".utf8) }
      }
      bytes.removeSubrange(mark...)
    }
    if let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: Array("://".utf8)) {
      let start = colon + 3
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "/")) ?? bytes.endIndex
      if let at = bytes[start..<end].lastIndex(of: UInt8(ascii: "@")) { bytes.removeSubrange(start...at) }
    }
    let shown = (bytes + query).prefix(2_000).map { $0 < 0x20 || $0 == 0x7f ? UInt8(ascii: "?") : $0 }
    return String(decoding: shown, as: UTF8.self)
  }
}
