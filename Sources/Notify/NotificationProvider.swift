package import Structure

/// How one kind of receiver is spoken to: pure formatting, so that a payload can be compared with a literal.
///
/// ``Sender`` does the sending.
package protocol NotificationProvider: Sendable {
  /// `spec.type`.
  static var type: String { get }

  /// - Throws: ``ProviderError`` when a setting that the type needs is missing or wrong.
  init(_ settings: ProviderSettings) throws(ProviderError)

  /// Where and what to post for a notification.
  func message(for notification: Notification) -> ProviderMessage

  /// Looks into an answer that HTTP calls a success.
  /// - Returns: The receiver's own word for the failure, or nil when it took the message.
  func refusal(in body: [UInt8]) -> ProviderRefusal?
}

extension NotificationProvider {
  package func refusal(in body: [UInt8]) -> ProviderRefusal? { nil }
}

/// One POST to a receiver.
package struct ProviderMessage: Sendable {
  /// The whole address; secret.
  package var url: String
  /// Added to `Content-Type: application/json`; one of that name replaces it.
  package var headers: [(name: String, value: String)]
  package var body: Value

  package init(url: String, headers: [(name: String, value: String)] = [], body: Value) {
    self.url = url
    self.headers = headers
    self.body = body
  }

  /// The body as it travels.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    JSON.write(body, sortedKeys: false, into: &bytes)
    return bytes
  }
}

/// A receiver's refusal inside of a successful answer.
package struct ProviderRefusal: Sendable, Hashable {
  /// The receiver's code, such as `channel_not_found`.
  package var code: String
  /// Whether this message, and not the settings, is what the receiver does not take.
  package var isAboutContent: Bool
}

/// The provider types that can be used.
package enum ProviderTypes {
  private static let all: [any NotificationProvider.Type] = [
    DiscordProvider.self, GenericProvider.self, MSTeamsProvider.self, SlackProvider.self,
  ]

  /// The values of `spec.type` that are supported, sorted.
  package static var supported: [String] { all.map { $0.type } }

  /// The provider of a type.
  /// - Throws: ``ProviderError`` when the type is not supported or a setting is wrong.
  package static func make(type: String, _ settings: ProviderSettings) throws(ProviderError) -> any NotificationProvider
  {
    for candidate in all where candidate.type == type { return try candidate.init(settings) }
    throw ProviderError(
      .unsupportedType, type: type,
      message: "spec.type \"\(type)\" is not supported; use one of \(supported.joined(separator: ", "))")
  }
}

extension ProviderSettings {
  /// The address, which every type of today needs.
  func requiredAddress(of type: String) throws(ProviderError) -> WebhookAddress {
    guard let address else {
      throw ProviderError(
        .invalidConfig, type: type,
        message: "the \(type) provider needs an address, in spec.address or in the key \"address\" of the Secret in "
          + "spec.secretRef")
    }
    return address
  }
}
