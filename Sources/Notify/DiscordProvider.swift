/// Discord: a webhook, by its Slack-compatible side.
package struct DiscordProvider: NotificationProvider {
  package static let type = "discord"
  /// Discord refuses longer descriptions (4096) and field values (1024).
  static let textLimit = 4096
  static let fieldLimit = 1024

  private let url: String
  private let username: String

  package init(_ settings: ProviderSettings) throws(ProviderError) {
    let address = try settings.requiredAddress(of: Self.type)
    url = address.path.hasSuffix("/slack") ? address.secret : address.appending(path: "slack")
    username = settings.username
  }

  package func message(for notification: Notification) -> ProviderMessage {
    let payload = SlackPayload(
      notification, username: username, textLimit: Self.textLimit, fieldLimit: Self.fieldLimit)
    return ProviderMessage(url: url, body: payload.value)
  }
}
