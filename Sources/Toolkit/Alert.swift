import Kube
import Structure

/// Which events to tell a provider: `notification.toolkit.fluxcd.io/v1beta3`.
package enum Alert: ToolkitKind {
  package struct Spec: Sendable, Hashable {
    /// The Provider, in the Alert's namespace.
    package var providerName: String
    package var severity: Severity
    package var sources: [Source]
    /// Regular expressions; when there are any, a message has to match one.
    package var inclusionList: [String]
    /// Regular expressions; a message that matches one is not sent.
    package var exclusionList: [String]
    /// Goes into the events that have no such key yet.
    package var eventMetadata: [String: String]
    /// Deprecated in Flux: goes into the metadata under `summary`.
    package var summary: String?
    package var isSuspended: Bool

    package init(
      providerName: String, severity: Severity = .info, sources: [Source] = [], inclusionList: [String] = [],
      exclusionList: [String] = [], eventMetadata: [String: String] = [:], summary: String? = nil,
      isSuspended: Bool = false
    ) {
      self.providerName = providerName
      self.severity = severity
      self.sources = sources
      self.inclusionList = inclusionList
      self.exclusionList = exclusionList
      self.eventMetadata = eventMetadata
      self.summary = summary
      self.isSuspended = isSuspended
    }
  }

  package enum Severity: String, Sendable {
    /// Everything.
    case info
    case error
  }

  /// Objects whose events are meant.
  package struct Source: Sendable, Hashable {
    package var apiVersion: String?
    package var kind: String
    /// `*` for all.
    package var name: String
    /// Nil for the namespace of the Alert.
    package var namespace: String?
    /// The labels that an object has to have.
    package var matchLabels: [String: String]

    package init(
      apiVersion: String? = nil, kind: String, name: String, namespace: String? = nil,
      matchLabels: [String: String] = [:]
    ) {
      self.apiVersion = apiVersion
      self.kind = kind
      self.name = name
      self.namespace = namespace
      self.matchLabels = matchLabels
    }
  }

  package static func spec(from reader: ValidSpec) -> Spec {
    let fields = reader.fields
    return Spec(
      providerName: fields.reference("providerRef") ?? "",
      severity: Severity(rawValue: fields.text("eventSeverity")) ?? .info,
      sources: fields.list("eventSources").map {
        Source(
          apiVersion: $0.optionalText("apiVersion"), kind: $0.text("kind"), name: $0.text("name"),
          namespace: $0.optionalText("namespace"), matchLabels: $0.textMap("matchLabels"))
      },
      inclusionList: fields.texts("inclusionList"),
      exclusionList: fields.texts("exclusionList"),
      eventMetadata: fields.textMap("eventMetadata"),
      summary: fields.optionalText("summary"),
      isSuspended: fields.flag("suspend"))
  }

  package static let definition = KindDefinition(
    kind: GroupVersionKind(group: ToolkitNames.notificationGroup, version: "v1beta3", kind: "Alert"),
    plural: "alerts",
    singular: "alert",
    shortNames: [],
    categories: ["all", "fluxcd", "fluxcd-notifications"],
    summary: "A choice of events, and the provider to send them to.",
    specSchema: specSchema,
    statusSchema: .object("What is known about the alert.", StatusSchemas.common),
    printerColumns: [.age, .ready, .status],
    outputColumns: [.name, .suspended, .ready, .message])

  private static let sourceKinds = [
    "Bucket", "GitRepository", "Kustomization", "HelmRelease", "HelmChart", "HelmRepository", "ImageRepository",
    "ImagePolicy", "ImageUpdateAutomation", "OCIRepository", "ArtifactGenerator", "ExternalArtifact",
  ]

  private static let specSchema = Schema.object(
    "Which events to send, and to whom.",
    [
      .optional("eventMetadata", .textMap("More metadata for the events; what they have already stays.")),
      .optional(
        "eventSeverity",
        .text("The least severity to send: info sends everything.", choices: ["info", "error"]), default: "info"),
      .required(
        "eventSources",
        .list(
          "The objects whose events are sent.",
          of: .object(
            "One object, or all of a kind.",
            [
              .optional("apiVersion", .text("Its API version.")),
              .required("kind", .text("Its kind.", choices: sourceKinds)),
              .optional("matchLabels", .textMap("The labels it has to have; use it with the name *.")),
              .required("name", .text("Its name, or * for all.", length: 1...253)),
              .optional("namespace", .text("Its namespace; the alert's by default.", length: 1...253)),
            ]))),
      .optional("exclusionList", .expressions("Regular expressions of messages that are not sent.")),
      .optional("inclusionList", .expressions("Regular expressions of the messages that are sent.")),
      .required("providerRef", .localReference("The Provider to send to.")),
      .optional("summary", .text("A word on the impact; better use eventMetadata.", length: 0...255)),
      .optional("suspend", .flag("Stops sending while true.")),
    ])
}
