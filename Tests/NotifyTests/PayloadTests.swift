import HTTP
import Kube
import Notify
import Structure
import Testing

/// What each type of receiver is sent, as literal JSON.
@Suite struct PayloadTests {
  static let failure = Notification(
    involvedObject: ObjectKey(
      group: "kustomize.toolkit.fluxcd.io", kind: "Kustomization", namespace: "flux-system", name: "apps"),
    apiVersion: "kustomize.toolkit.fluxcd.io/v1", uid: "0b4f", resourceVersion: "17", severity: .error,
    timestamp: Timestamp(secondsSinceEpoch: 1_767_323_045), reason: "BuildFailed",
    message: "build failed:\napps/deployment.yaml:4:7: \"<replicas>\" is not a number",
    metadata: ["revision": "main@sha1:4c1f", "cluster": "prod", "summary": "shop is down"],
    reportingController: "kustomize-controller")

  static var success: Notification {
    var notification = failure
    notification.severity = .info
    notification.reason = "ReconciliationSucceeded"
    notification.message = "Reconciliation finished"
    notification.metadata = [:]
    return notification
  }

  static func message(
    _ type: String, address: String, channel: String = "", username: String = "", token: String = "",
    headers: [(name: String, value: String)] = [], _ notification: Notification = failure
  ) throws -> ProviderMessage {
    let settings = ProviderSettings(
      address: try WebhookAddress(address), channel: channel, username: username, token: token, headers: headers)
    return try ProviderTypes.make(type: type, settings).message(for: notification)
  }

  static func json(_ message: ProviderMessage) -> String { String(decoding: message.bytes, as: UTF8.self) }

  @Test("slack: an error to an incoming webhook")
  func slackWebhook() throws {
    let message = try Self.message("slack", address: "https://hooks.slack.com/services/T0/B0/XX", channel: "ops")
    #expect(message.url == "https://hooks.slack.com/services/T0/B0/XX")
    #expect(message.headers.isEmpty)
    #expect(
      Self.json(message) == #"{"channel":"ops","username":"kustomize-controller","icon_url":"","icon_emoji":"","#
        + #""attachments":[{"fallback":"kustomization/apps.flux-system: build failed:","color":"danger","#
        + #""author_name":"kustomization/apps.flux-system","#
        + #""text":"build failed:\napps/deployment.yaml:4:7: \"<replicas>\" is not a number","mrkdwn_in":["text"],"#
        + #""fields":[{"title":"summary","value":"shop is down","short":false},"#
        + #"{"title":"cluster","value":"prod","short":false},"#
        + #"{"title":"revision","value":"main@sha1:4c1f","short":false}]}]}"#)
  }

  @Test("slack: a success by chat.postMessage carries the bot's token and name")
  func slackAPI() throws {
    let message = try Self.message(
      "slack", address: "https://slack.com/api/chat.postMessage", channel: "C1", username: "gitops",
      token: "xoxb-1-2", Self.success)
    #expect(message.headers.map { "\($0.name): \($0.value)" } == ["Authorization: Bearer xoxb-1-2"])
    #expect(
      Self.json(message) == #"{"channel":"C1","username":"gitops","icon_url":"","icon_emoji":"","#
        + #""attachments":[{"fallback":"kustomization/apps.flux-system: Reconciliation finished","color":"good","#
        + #""author_name":"kustomization/apps.flux-system","text":"Reconciliation finished","mrkdwn_in":["text"],"#
        + #""fields":[]}]}"#)
  }

  @Test("discord: the Slack-compatible side of the webhook")
  func discord() throws {
    let message = try Self.message("discord", address: "https://discord.com/api/webhooks/1/abc?wait=true", Self.success)
    #expect(message.url == "https://discord.com/api/webhooks/1/abc/slack?wait=true")
    #expect(
      Self.json(message) == #"{"channel":"","username":"kustomize-controller","icon_url":"","icon_emoji":"","#
        + #""attachments":[{"fallback":"","color":"good","author_name":"kustomization/apps.flux-system","#
        + #""text":"Reconciliation finished","mrkdwn_in":["text"],"fields":[]}]}"#)
    #expect(try Self.message("discord", address: "https://d.example/w/slack").url == "https://d.example/w/slack")
  }

  @Test("msteams: an adaptive card for a workflow")
  func adaptiveCard() throws {
    let message = try Self.message(
      "msteams", address: "https://prod-1.westeurope.logic.azure.com:443/workflows/1?sig=s")
    #expect(
      Self.json(message) == #"{"type":"message","attachments":[{"#
        + #""contentType":"application/vnd.microsoft.card.adaptive","content":{"#
        + #""$schema":"http://adaptivecards.io/schemas/adaptive-card.json","type":"AdaptiveCard","version":"1.4","#
        + #""body":[{"type":"Container","items":[{"type":"TextBlock","text":"kustomization/apps.flux-system","#
        + #""size":"large","weight":"bolder","wrap":true},{"type":"TextBlock","#
        + #""text":"build failed:\napps/deployment.yaml:4:7: \"<replicas>\" is not a number","#
        + #""color":"attention","wrap":true},{"type":"FactSet","facts":["#
        + #"{"title":"summary","value":"shop is down"},{"title":"cluster","value":"prod"},"#
        + #"{"title":"revision","value":"main@sha1:4c1f"}]}]}],"msteams":{"width":"Full"}}}]}"#)
  }

  @Test("msteams: a message card for an Office 365 connector")
  func messageCard() throws {
    let message = try Self.message("msteams", address: "https://acme.webhook.office.com/webhookb2/1", Self.success)
    #expect(
      Self.json(message) == #"{"@type":"MessageCard","@context":"http://schema.org/extensions","#
        + #""themeColor":"0076D7","summary":"kustomization/apps.flux-system","sections":[{"#
        + #""activityTitle":"Reconciliation finished","activitySubtitle":"kustomization/apps.flux-system","#
        + #""facts":[]}]}"#)
  }

  @Test("generic: Flux's event, with the component and the Secret's headers")
  func generic() throws {
    let message = try Self.message(
      "generic", address: "https://receiver.example/hook",
      headers: [("X-Team", "a"), ("content-type", "application/cloudevents+json")])
    #expect(
      message.headers.map { "\($0.name): \($0.value)" } == [
        "Gotk-Component: kustomize-controller", "X-Team: a", "content-type: application/cloudevents+json",
      ])
    #expect(
      Self.json(message) == #"{"involvedObject":{"kind":"Kustomization","namespace":"flux-system","name":"apps","#
        + #""uid":"0b4f","apiVersion":"kustomize.toolkit.fluxcd.io/v1","resourceVersion":"17"},"severity":"error","#
        + #""timestamp":"2026-01-02T03:04:05Z","#
        + #""message":"build failed:\napps/deployment.yaml:4:7: \"<replicas>\" is not a number","#
        + #""reason":"BuildFailed","metadata":{"cluster":"prod","revision":"main@sha1:4c1f","#
        + #""summary":"shop is down"},"reportingController":"kustomize-controller"}"#)
  }

  @Test("a message longer than the receiver takes is cut off and says so", arguments: [("discord", 4096)])
  func long(type: String, limit: Int) throws {
    var notification = Self.success
    notification.message = String(repeating: "é", count: limit + 1)
    let body = try Self.message(type, address: "https://d.example/w", notification).body
    let text = try #require(body["attachments"]?.array?.first?["text"]?.string)
    #expect(text.count == limit)
    #expect(text.hasSuffix("… (cut off here)"))
    notification.message = String(repeating: "é", count: limit)
    let whole = try Self.message(type, address: "https://d.example/w", notification).body
    #expect(whole["attachments"]?.array?.first?["text"]?.string == notification.message)
  }
}
