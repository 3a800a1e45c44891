/// Any program that takes the event as JSON.
package struct GenericProvider: NotificationProvider {
  package static let type = "generic"

  private let address: WebhookAddress
  private let headers: [(name: String, value: String)]

  package init(_ settings: ProviderSettings) throws(ProviderError) {
    address = try settings.requiredAddress(of: Self.type)
    headers = settings.headers
  }

  package func message(for notification: Notification) -> ProviderMessage {
    var sent = [(name: "Gotk-Component", value: notification.reportingController)]
    for header in headers {
      sent.removeAll { $0.name.lowercased() == header.name.lowercased() }
      sent.append(header)
    }
    return ProviderMessage(url: address.secret, headers: sent, body: notification.value)
  }
}
