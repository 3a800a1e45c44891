import Structure

/// Microsoft Teams: an adaptive card for a workflow's webhook, a message card for the older Office 365 connector.
package struct MSTeamsProvider: NotificationProvider {
  package static let type = "msteams"
  /// Teams takes cards of at most 28 KiB.
  static let textLimit = 20_000

  private let address: WebhookAddress
  private let isConnector: Bool

  package init(_ settings: ProviderSettings) throws(ProviderError) {
    address = try settings.requiredAddress(of: Self.type)
    isConnector = address.host.lowercased().hasSuffix(".webhook.office.com")
  }

  package func message(for notification: Notification) -> ProviderMessage {
    let body = isConnector ? Self.messageCard(notification) : Self.adaptiveCard(notification)
    return ProviderMessage(url: address.secret, body: body)
  }

  /// https://learn.microsoft.com/outlook/actionable-messages/message-card-reference
  private static func messageCard(_ notification: Notification) -> Value {
    [
      "@type": "MessageCard",
      "@context": "http://schema.org/extensions",
      "themeColor": notification.severity == .error ? "FF0000" : "0076D7",
      "summary": .string(notification.objectName),
      "sections": [
        [
          "activityTitle": .string(notification.message.limited(to: textLimit)),
          "activitySubtitle": .string(notification.objectName),
          "facts": .array(notification.facts.map { ["name": .string($0.key), "value": .string($0.value)] }),
        ]
      ],
    ]
  }

  /// https://adaptivecards.io, in the version that Teams shows.
  private static func adaptiveCard(_ notification: Notification) -> Value {
    var text: Value = ["type": "TextBlock", "text": .string(notification.message.limited(to: textLimit))]
    if notification.severity == .error { text["color"] = "attention" }
    text["wrap"] = true
    var facts: Value = ["type": "FactSet"]
    if !notification.facts.isEmpty {
      facts["facts"] = .array(notification.facts.map { ["title": .string($0.key), "value": .string($0.value)] })
    }
    let title: Value = [
      "type": "TextBlock", "text": .string(notification.objectName), "size": "large", "weight": "bolder", "wrap": true,
    ]
    let card: Value = [
      "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
      "type": "AdaptiveCard",
      "version": "1.4",
      "body": [["type": "Container", "items": [title, text, facts]]],
      "msteams": ["width": "Full"],
    ]
    return [
      "type": "message",
      "attachments": [["contentType": "application/vnd.microsoft.card.adaptive", "content": card]],
    ]
  }
}
