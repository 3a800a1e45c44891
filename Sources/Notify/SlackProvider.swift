import Structure

/// Slack: an incoming webhook, or `chat.postMessage` with a bot's token and a channel.
package struct SlackProvider: NotificationProvider {
  package static let type = "slack"
  /// Slack cuts messages off at 40,000 characters.
  static let textLimit = 30_000

  private let address: WebhookAddress
  private let channel: String
  private let username: String
  private let token: String

  package init(_ settings: ProviderSettings) throws(ProviderError) {
    address = try settings.requiredAddress(of: Self.type)
    channel = settings.channel
    username = settings.username
    token = settings.token
    guard isAPI else { return }
    for (isMissing, what) in [
      (channel.isEmpty, "spec.channel"), (token.isEmpty, "the key \"token\" in the Secret of spec.secretRef"),
    ] where isMissing {
      throw ProviderError(.invalidConfig, type: Self.type, message: "Slack's chat.postMessage needs \(what)")
    }
  }

  /// Whether the address is Slack's API, which answers 200 to everything, and not a webhook.
  private var isAPI: Bool { address.path == "/api/chat.postMessage" }

  package func message(for notification: Notification) -> ProviderMessage {
    var payload = SlackPayload(notification, username: username, textLimit: Self.textLimit)
    payload.channel = channel
    payload.fallback = "\(notification.objectName): \(notification.message.prefix { !$0.isNewline })"
    let headers = token.isEmpty ? [] : [("Authorization", "Bearer \(token)")]
    return ProviderMessage(url: address.secret, headers: headers, body: payload.value)
  }

  package func refusal(in body: [UInt8]) -> ProviderRefusal? {
    guard isAPI else { return nil }
    guard let answer = try? JSON.parse(body), let accepted = answer["ok"]?.bool else {
      return ProviderRefusal(code: "an answer that is not Slack's", isAboutContent: false)
    }
    if accepted { return nil }
    let code = answer["error"]?.string ?? "unknown error"
    let content: Set<String> = [
      "msg_too_long", "no_text", "too_many_attachments", "invalid_blocks", "restricted_action",
    ]
    return ProviderRefusal(code: code, isAboutContent: content.contains(code))
  }
}

/// Slack's message with one attachment, which Discord reads too.
struct SlackPayload {
  var channel = ""
  var username: String
  var color: String
  var author: String
  var text: String
  /// What a client shows that can't show attachments.
  var fallback = ""
  var fields: [(title: String, value: String)]

  init(_ notification: Notification, username: String, textLimit: Int, fieldLimit: Int = .max) {
    self.username = username.isEmpty ? notification.reportingController : username
    color = notification.severity == .error ? "danger" : "good"
    author = notification.objectName
    text = notification.message.limited(to: textLimit)
    fields = notification.facts.map { ($0.key, $0.value.limited(to: fieldLimit)) }
  }

  var value: Value {
    let attachment: Value = [
      "fallback": .string(fallback), "color": .string(color), "author_name": .string(author), "text": .string(text),
      "mrkdwn_in": ["text"],
      "fields": .array(fields.map { ["title": .string($0.title), "value": .string($0.value), "short": false] }),
    ]
    return [
      "channel": .string(channel), "username": .string(username), "icon_url": "", "icon_emoji": "",
      "attachments": [attachment],
    ]
  }
}

extension String {
  /// At most `limit` characters, saying so when some were cut off.
  func limited(to limit: Int) -> String {
    guard utf8.count > limit, count > limit else { return self }
    return prefix(limit - 16) + "… (cut off here)"
  }
}
