package import HTTP
package import Kube
import Structure

/// Posts notifications and tells in the operator's words what came of it.
package struct Sender: Sendable {
  private let client: HTTPClient
  private let now: @Sendable () -> Timestamp
  /// As much of an answer as is read; what a failed one says beyond the quoted part is of no use.
  private static let bodyLimit = 64 << 10
  private static let quotedLimit = 200

  package init(client: HTTPClient, now: @escaping @Sendable () -> Timestamp = { .now }) {
    self.client = client
    self.now = now
  }

  /// One attempt to deliver a notification.
  /// - Throws: ``DeliveryError``, or `CancellationError` when the task is cancelled: whether the receiver has got the
  ///   message is unknown then.
  package func send(
    _ notification: Notification, to provider: any NotificationProvider, _ settings: ProviderSettings
  ) async throws {
    let type = Swift.type(of: provider).type
    let host = settings.address.map { "\($0)" } ?? type
    let redaction = settings.redaction
    let request = Self.request(provider.message(for: notification), settings)
    let response: HTTPResponse
    do {
      response = try await client.send(request)
    } catch let error as HTTPError {
      if error.code == .cancelled { throw CancellationError() }
      if error.code == .tooLarge {
        throw DeliveryError(.busy, type: type, message: "the \(type) receiver \(host) sent an endless answer")
      }
      throw DeliveryError(
        error.isTransient ? .unreachable : .refused, type: type,
        message: "cannot reach the \(type) receiver \(host): \(redaction.applied(to: error.message))")
    }
    guard response.isSuccess else { throw failure(response, type: type, host: host, redaction) }
    if let refusal = provider.refusal(in: response.body) {
      throw DeliveryError(
        refusal.isAboutContent ? .content : .refused, type: type, status: response.status,
        message: "the \(type) receiver \(host) refused the message: \(redaction.applied(to: refusal.code))")
    }
  }

  private static func request(_ message: ProviderMessage, _ settings: ProviderSettings) -> HTTPRequest {
    var request = HTTPRequest(.post, message.url)
    request.headers["Content-Type"] = "application/json"
    for header in message.headers { request.headers[header.name] = header.value }
    request.body = message.bytes
    request.timeout = settings.timeout
    request.connectTimeout = settings.timeout
    request.silenceTimeout = nil
    request.maximumBody = bodyLimit
    // A POST that is redirected becomes a GET without the message, or hands it to somebody else.
    request.maximumRedirects = 0
    request.tls = TLSSettings(
      authorities: settings.certificateAuthority, certificate: settings.clientCertificate, key: settings.clientKey)
    request.proxy = settings.proxy
    return request
  }

  private func failure(
    _ response: HTTPResponse, type: String, host: String, _ redaction: Redaction
  ) -> DeliveryError {
    let status = response.status
    let code: DeliveryError.Code =
      switch status {
      case 400, 413, 414, 422: .content
      case 408, 425, 429, 500...599: .busy
      default: .refused
      }
    var message = "the \(type) receiver \(host) answered with status \(status)"
    // Redacted before it is cut: the beginning of a secret is no longer recognised as one.
    let answer = redaction.applied(to: String(decoding: response.body.prefix(Self.bodyLimit), as: UTF8.self))
    let quoted = Self.quoted(answer)
    if !quoted.isEmpty { message += ": \(quoted)" }
    if (300..<400).contains(status) { message += " (redirects are not followed; give the final address)" }
    let retryAfter = response.headers["Retry-After"].flatMap { RetryAfter.parse($0, now: now()) }
    return DeliveryError(code, type: type, status: status, retryAfter: retryAfter, message: message)
  }

  /// The beginning of an answer on one line, without control characters.
  private static func quoted(_ text: String) -> String {
    var line = ""
    for word in text.split(whereSeparator: { $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 0x20 } }) {
      if line.count >= quotedLimit { return line + "…" }
      line += (line.isEmpty ? "" : " ") + word.prefix(quotedLimit)
    }
    return line
  }
}
