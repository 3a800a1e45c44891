import CLibCurl
import Glibc
import Synchronization

/// Who takes a response as it arrives. Called on curl's thread; must not block.
protocol TransferSink: AnyObject, Sendable {
  /// Status and headers of the final response, before its body.
  func begin(_ head: HTTPResponseHead)
  func receive(_ bytes: UnsafeRawBufferPointer) -> TransferVerdict
  /// The last call: nil after a whole response.
  func end(_ error: (any Error)?)
  /// A bare connection was made; the sink owns the descriptor.
  func connected(_ descriptor: Int32)
}

extension TransferSink {
  func connected(_ descriptor: Int32) { close(descriptor) }
}

/// What a sink did with bytes.
enum TransferVerdict {
  case taken
  /// The same bytes are offered again after ``CurlEngine/resume(_:)``.
  case pause
  case tooLarge(Int)
}

/// What follows when curl is through with a handle.
enum TransferOutcome {
  case done
  /// A redirect: the handle is set up for the next address.
  case again
  case failed(any Error)
}

/// The name of a transfer, and whether somebody gave it up.
final class TransferToken: Sendable {
  private static let last = Atomic<UInt64>(0)
  let id = TransferToken.last.add(1, ordering: .relaxed).newValue
  private let cancelled = Atomic<Bool>(false)

  var isCancelled: Bool { cancelled.load(ordering: .acquiring) }
  func cancel() { cancelled.store(true, ordering: .releasing) }
}

/// One request on its way, redirects included: a curl easy handle and what its callbacks gather.
final class Transfer: @unchecked Sendable {  // handed over to curl's thread by `CurlEngine.start`, used there alone
  let token = TransferToken()
  let handle: UnsafeMutableRawPointer
  var sink: (any TransferSink)?

  private(set) var request: HTTPRequest
  var address: WebAddress
  let proxyAddress: String?
  /// Whether the connection itself is all that is asked for.
  let connectsOnly: Bool
  private var redirects = 0
  var deadline: ContinuousClock.Instant = .now
  var headerList: UnsafeMutablePointer<curl_slist>?
  let errorText: UnsafeMutablePointer<CChar>
  var head = HTTPResponseHead(status: 0, headers: [:], url: "")
  private var hasBegun = false
  private var tooLarge: Int?
  private var redirectText = 0

  /// - Throws: ``HTTPError`` with `invalidRequest`.
  init(_ request: HTTPRequest, connectsOnly: Bool = false) throws(HTTPError) {
    var request = request
    self.connectsOnly = connectsOnly
    address = try WebAddress(request.url)
    if request.credentials == nil, address.username != nil || address.password != nil {
      request.credentials = .basic(username: address.username ?? "", password: address.password ?? "")
    }
    for field in request.headers.fields where !Self.isValid(field) {
      throw HTTPError(
        code: .invalidRequest, message: "the header \(field.name.debugDescription) has a malformed name or value",
        url: WebAddress.redacted(request.url))
    }
    guard let handle = curl_easy_init() else {
      throw HTTPError(code: .broken, message: "libcurl gives no memory", url: "")
    }
    self.handle = handle
    self.request = request
    proxyAddress = request.proxy?.address
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit {
    curl_easy_cleanup(handle)
    curl_slist_free_all(headerList)
    errorText.deallocate()
  }

  /// The address as messages may show it.
  var shownURL: String { WebAddress.redacted(address.text) }

  /// The transfer that a handle of curl belongs to.
  static func owner(of handle: UnsafeMutableRawPointer) -> Transfer? {
    var context: UnsafePointer<CChar>?
    guard ccurl_get_string(handle, CURLINFO_PRIVATE, &context) == CURLE_OK, let context else { return nil }
    return Unmanaged<Transfer>.fromOpaque(UnsafeRawPointer(context)).takeUnretainedValue()
  }

  /// Tells the sink the end, once, and lets go of it.
  func finish(_ error: (any Error)?) {
    if error == nil { begin() }
    let last = sink
    sink = nil
    last?.end(error)
  }

  /// Sets the handle up for the first address; an error when curl refuses an option.
  func prepare() -> HTTPError? {
    deadline = .now.advanced(by: request.timeout)
    return configure()
  }

  /// What the end of a hop means, by curl's code for it.
  func outcome(of result: CURLcode) -> TransferOutcome {
    if let tooLarge {
      return .failed(
        HTTPError(code: .tooLarge, message: "the answer is larger than the limit of \(tooLarge) bytes", url: shownURL))
    }
    if isRedirect, result == CURLE_OK || result == CURLE_WRITE_ERROR {
      do throws(HTTPError) {
        try follow()
      } catch {
        return .failed(error)
      }
      return configure().map(TransferOutcome.failed) ?? .again
    }
    guard result == CURLE_OK else { return .failed(error(for: result)) }
    if connectsOnly {
      var socket = curl_socket_t(-1)
      // The connection stays curl's, which closes its descriptor with the handle; ours is a second one.
      guard ccurl_get_socket(handle, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK, socket >= 0,
        case let descriptor = fcntl(socket, F_DUPFD_CLOEXEC, 3), descriptor >= 0
      else { return .failed(error(for: CURLE_COULDNT_CONNECT)) }
      sink?.connected(descriptor)
    }
    return .done
  }

  // MARK: Redirects

  private var isRedirect: Bool {
    [301, 302, 303, 307, 308].contains(head.status) && request.maximumRedirects > 0 && head.headers["Location"] != nil
  }

  /// Turns the request into the one for the redirect's target. What is secret stays with the origin it was meant for.
  private func follow() throws(HTTPError) {
    func refused(_ message: String) -> HTTPError { HTTPError(code: .redirect, message: message, url: shownURL) }
    guard redirects < request.maximumRedirects else {
      throw refused("gave up after \(redirects) redirects")
    }
    redirects += 1
    redirectText = 0
    var target: UnsafePointer<CChar>?
    guard ccurl_get_string(handle, CURLINFO_REDIRECT_URL, &target) == CURLE_OK, let target else {
      throw refused("the server redirects to a malformed address")
    }
    guard let next = try? WebAddress(String(cString: target)) else {
      throw refused("the server redirects to an address that is neither http:// nor https://")
    }
    guard !(address.scheme == "https" && next.scheme == "http") else {
      throw refused("the server redirects from https:// to http://\(next.host), which is not encrypted")
    }
    if !address.sharesOrigin(with: next) {
      request.credentials = nil
      request.tls.certificate = nil
      request.tls.key = nil
      request.headers.filter { Self.harmless.contains($0.name.lowercased()) }
    }
    let keepsMethod = head.status == 307 || head.status == 308 || request.method == .get || request.method == .head
    if !keepsMethod {
      request.method = .get
      request.body = []
      request.headers["Content-Type"] = nil
    }
    address = next
  }

  /// Headers that may follow a redirect to another origin. All others may hold a token.
  private static let harmless: Set<String> = [
    "accept", "accept-encoding", "accept-language", "content-type", "git-protocol", "if-modified-since",
    "if-none-match", "range", "user-agent",
  ]

  private static func isValid(_ field: HTTPHeaders.Field) -> Bool {
    !field.name.isEmpty && field.name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: ":") }
      && field.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f || $0 == 0x09 }
  }
}

// MARK: - What curl calls

extension Transfer {
  func take(_ bytes: UnsafeRawBufferPointer) -> Int {
    // The text of a redirect is for nobody; a long one is not worth the wait.
    if isRedirect {
      redirectText += bytes.count
      return redirectText > 64 << 10 ? 0 : bytes.count
    }
    begin()
    switch sink?.receive(bytes) {
    case .taken: return bytes.count
    case .pause: return Int(CURL_WRITEFUNC_PAUSE)
    case .tooLarge(let limit):
      tooLarge = limit
      return 0
    case nil: return 0
    }
  }

  private func begin() {
    guard !hasBegun else { return }
    hasBegun = true
    sink?.begin(head)
  }

  /// One line of a response's head: the status line starts a new response (a 1xx was only an interim one).
  func takeHeader(_ bytes: UnsafeRawBufferPointer) {
    let line = String(decoding: bytes, as: UTF8.self)
    if line.hasPrefix("HTTP/") {
      let status = line.split(separator: " ", maxSplits: 2).dropFirst().first.flatMap { Int($0.trimmingNewline) }
      head = HTTPResponseHead(status: status ?? 0, headers: [:], url: shownURL)
    } else if let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")), head.headers.fields.count < 500 {
      let value = line[line.utf8.index(after: colon)...]
      head.headers.append(String(line[..<colon]), value.trimmingBlanks)
    }
  }
}

extension StringProtocol {
  fileprivate var trimmingNewline: String { String(decoding: utf8.filter { $0 != 13 && $0 != 10 }, as: UTF8.self) }

  fileprivate var trimmingBlanks: String {
    let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 13 || $0 == 10 }
    let bytes = Array(utf8.drop(while: isBlank))
    return String(decoding: bytes.prefix((bytes.lastIndex { !isBlank($0) } ?? -1) + 1), as: UTF8.self)
  }
}
