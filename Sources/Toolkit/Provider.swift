import Kube
import Structure

/// Somebody to tell about events: `notification.toolkit.fluxcd.io/v1beta3`.
package enum Provider: ToolkitKind {
  package struct Spec: Sendable, Hashable {
    /// Such as `slack`.
    package var type: String
    /// Where to send to; the Secret may say it instead, and then goes before.
    package var address: String?
    package var channel: String?
    package var username: String?
    package var timeout: Duration?
    /// The Secret with `address`, `token`, `headers`.
    package var secretName: String?
    /// The Secret with `ca.crt`, `tls.crt`, `tls.key`.
    package var certificateSecretName: String?
    /// The address of a proxy; deprecated in Flux.
    package var proxy: String?
    /// The Secret with `address`, `username` and `password` of a proxy.
    package var proxySecretName: String?
    package var isSuspended: Bool

    package init(
      type: String, address: String? = nil, channel: String? = nil, username: String? = nil, timeout: Duration? = nil,
      secretName: String? = nil, certificateSecretName: String? = nil, proxy: String? = nil,
      proxySecretName: String? = nil, isSuspended: Bool = false
    ) {
      self.type = type
      self.address = address
      self.channel = channel
      self.username = username
      self.timeout = timeout
      self.secretName = secretName
      self.certificateSecretName = certificateSecretName
      self.proxy = proxy
      self.proxySecretName = proxySecretName
      self.isSuspended = isSuspended
    }
  }

  package static func spec(from reader: ValidSpec) -> Spec {
    let fields = reader.fields
    return Spec(
      type: fields.text("type"),
      address: fields.optionalText("address"),
      channel: fields.optionalText("channel"),
      username: fields.optionalText("username"),
      timeout: fields.duration("timeout"),
      secretName: fields.reference("secretRef"),
      certificateSecretName: fields.reference("certSecretRef"),
      proxy: fields.optionalText("proxy"),
      proxySecretName: fields.reference("proxySecretRef"),
      isSuspended: fields.flag("suspend"))
  }

  package static let definition = KindDefinition(
    kind: GroupVersionKind(group: ToolkitNames.notificationGroup, version: "v1beta3", kind: "Provider"),
    plural: "providers",
    singular: "provider",
    shortNames: [],
    categories: ["all", "fluxcd", "fluxcd-notifications"],
    summary: "Somebody to tell about events: a chat, a Git host, a pager.",
    specSchema: specSchema,
    statusSchema: .object("What is known about the provider.", StatusSchemas.common),
    printerColumns: [.age, .ready, .status],
    outputColumns: [.name, .suspended, .ready, .message])

  private static let commitStatusTypes = [
    "github", "gitlab", "gitea", "bitbucketserver", "bitbucket", "azuredevops",
  ]

  private static let types = [
    "slack", "discord", "msteams", "rocket", "generic", "generic-hmac", "github", "gitlab", "gitea",
    "giteapullrequestcomment", "bitbucketserver", "bitbucket", "azuredevops", "googlechat", "googlepubsub", "webex",
    "sentry", "azureeventhub", "telegram", "lark", "matrix", "opsgenie", "alertmanager", "grafana", "githubdispatch",
    "githubpullrequestcomment", "gitlabmergerequestcomment", "pagerduty", "datadog", "nats", "zulip", "otel", "zoom",
    "incident.io",
  ]

  private static let specSchema = Schema.object(
    "Where to send to, and how.",
    [
      .optional(
        "address", .text("Where to send to; what that is depends on the type.", length: 0...2048)),
      .optional("certSecretRef", .localReference("The Secret with ca.crt, tls.crt and tls.key.")),
      .optional("channel", .text("The channel to post to.", length: 0...2048)),
      .optional("commitStatusExpr", .text("A CEL expression for the name of a commit status.")).notSupportedYet(),
      .optional("interval", .duration("Not used any more.")),
      .optional(
        "proxy",
        .text(
          "The address of a proxy; better use proxySecretRef.",
          pattern: .init(
            expression: "^(http|https)://.*$", expected: "an address that starts with http:// or https://"),
          length: 0...2048)),
      .optional("proxySecretRef", .localReference("The Secret with address, username and password of a proxy.")),
      .optional("secretRef", .localReference("The Secret with the credentials.")),
      .optional("serviceAccountName", .text("The service account of the workload identity.")).notSupportedYet(),
      .optional("suspend", .flag("Stops sending while true.")),
      .optional("timeout", .duration("How long sending may take.", units: .upToMinutes)),
      .required("type", .text("Whom to send to.", choices: types))
        .supported(only: "slack", "discord", "msteams", "generic"),
      .optional("username", .text("The name to post under.", length: 0...2048)),
    ],
    rules: [
      Schema.Rule(
        expression: commitStatusTypes.map { "self.type == '\($0)'" }.joined(separator: " || ")
          + " || !has(self.commitStatusExpr)",
        message: "can only be set when type is one of \(commitStatusTypes.joined(separator: ", "))",
        field: "commitStatusExpr",
        holds: { spec in
          spec["commitStatusExpr"] == nil || commitStatusTypes.contains(spec["type"]?.string ?? "")
        })
    ])
}
