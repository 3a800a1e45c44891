import Kube
import Store
import Structure
import Testing
import Toolkit

@testable import NotificationController

@Suite struct AlertRuleTests {
  private func rule(_ spec: Value, created: String = "2026-01-01T00:00:00Z") throws -> AlertRule {
    var full: Value = ["providerRef": ["name": "chat"]]
    for (key, value) in spec.object ?? Mapping() { full[key] = value }
    let content: Value = [
      "apiVersion": "notification.toolkit.fluxcd.io/v1beta3", "kind": "Alert",
      "metadata": ["name": "a", "namespace": "apps", "creationTimestamp": .string(created)], "spec": full,
    ]
    return try AlertRule(KubeObject(content.object ?? Mapping()))
  }

  private func reports(
    _ spec: Value, _ event: EventRecord, labels: [String: String]? = nil, acrossNamespaces: Bool = true
  ) throws -> Bool {
    try rule(spec).reports(event, acrossNamespaces: acrossNamespaces) { labels }
  }

  @Test(
    "sources choose by kind, name and namespace",
    arguments: [
      (["kind": "Kustomization", "name": "shop"], true), (["kind": "Kustomization", "name": "*"], true),
      (["kind": "Kustomization", "name": "other"], false), (["kind": "GitRepository", "name": "shop"], false),
      (["kind": "Kustomization", "name": "*", "namespace": "apps"], true),
      (["kind": "Kustomization", "name": "*", "namespace": "prod"], false),
    ] as [(Value, Bool)])
  func sources(source: Value, expected: Bool) throws {
    #expect(try reports(["eventSources": [source]], House.event("x")) == expected)
  }

  @Test("an object of another namespace is reported when the source names it and the daemon allows it")
  func crossNamespace() throws {
    var object = House.application
    object.namespace = "prod"
    let spec: Value = ["eventSources": [["kind": "Kustomization", "name": "*", "namespace": "prod"]]]
    #expect(try reports(spec, House.event("x", object: object)))
    #expect(try !reports(spec, House.event("x", object: object), acrossNamespaces: false))
  }

  @Test(
    "labels of the involved object are compared, and an object that is gone has none",
    arguments: [
      (["team": "shop", "tier": "1"], true), (["team": "shop"], false), (["team": "x", "tier": "1"], false),
      ([:], false),
      (nil, false),
    ] as [([String: String]?, Bool)])
  func labels(labels: [String: String]?, expected: Bool) throws {
    let spec: Value = [
      "eventSources": [["kind": "Kustomization", "name": "*", "matchLabels": ["team": "shop", "tier": "1"]]]
    ]
    #expect(try reports(spec, House.event("x"), labels: labels) == expected)
  }

  @Test(
    "severity info takes both, error takes errors, traces are never told",
    arguments: [
      ("info", .info, true), ("info", .error, true), ("info", .trace, false), ("error", .info, false),
      ("error", .error, true), ("error", .trace, false),
    ] as [(String, EventRecord.Severity, Bool)])
  func severity(alert: String, event: EventRecord.Severity, expected: Bool) throws {
    let spec: Value = ["eventSources": [["kind": "Kustomization", "name": "*"]], "eventSeverity": .string(alert)]
    #expect(try reports(spec, House.event("x", severity: event)) == expected)
  }

  @Test(
    "a message has to match one inclusion and no exclusion",
    arguments: [
      ("upgrade succeeded", true), ("uninstall succeeded", false), ("upgrade failed", false),
    ])
  func lists(message: String, expected: Bool) throws {
    let spec: Value = [
      "eventSources": [["kind": "Kustomization", "name": "*"]], "inclusionList": [".*succeeded$", "^never"],
      "exclusionList": ["uninstall", "test"],
    ]
    #expect(try reports(spec, House.event(message)) == expected)
  }

  @Test("an expression that does not compile is a mistake of the spec, named with its field")
  func invalidExpression() {
    let error = #expect(throws: InvalidObject.self) {
      try rule(["eventSources": [["kind": "Kustomization", "name": "*"]], "exclusionList": ["noise", "("]])
    }
    #expect(error?.description.hasPrefix("spec.exclusionList[1]: ") == true)
    #expect(error?.description.contains("is not a regular expression") == true)
  }

  @Test("a suspended alert and events from before its creation are passed over")
  func suspendedOrEarlier() throws {
    let sources: Value = [["kind": "Kustomization", "name": "*"]]
    #expect(try !reports(["eventSources": sources, "suspend": true], House.event("x")))
    let rule = try rule(["eventSources": sources], created: "2026-02-01T10:00:00Z")
    let before = try #require(Timestamp("2026-02-01T09:59:59Z"))
    let same = try #require(Timestamp("2026-02-01T10:00:00Z"))
    #expect(!rule.reports(House.event("x", at: before)) { nil })
    #expect(rule.reports(House.event("x", at: same)) { nil })
  }
}
