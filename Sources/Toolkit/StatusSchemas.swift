import Structure

/// Parts of a status that several kinds share.
enum StatusSchemas {
  /// A digest with its algorithm in front.
  static let digestPattern = Schema.Pattern(
    expression: "^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$", expected: "a digest such as sha256:<hex>")

  static let artifact = Schema.object(
    "The content that this source last provided.",
    [
      .required("digest", .text("Digest of the content, with its algorithm in front.", pattern: digestPattern)),
      .required("lastUpdateTime", .time("When the content last changed.")),
      .optional("metadata", .textMap("What the origin says about the content.")),
      .required("path", .text("Where the store keeps the content.")),
      .required("revision", .text("The version at the origin, such as main@sha1:<commit>.")),
      .optional("size", .integer("Size of the content in bytes.")),
      .required("url", .text("Where consumers read the content.")),
    ])

  static let conditions = Schema.list(
    "What is known about the state of the object.",
    of: .object(
      "One aspect of the state of the object.",
      [
        .required("lastTransitionTime", .time("When status, reason or message last changed.")),
        .required("message", .text("For people; may be empty.", length: 0...32_768)),
        .optional("observedGeneration", .integer("The generation that this was said about.", minimum: 0)),
        .required(
          "reason",
          .text(
            "CamelCase, for programs.",
            pattern: .init(
              expression: "^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$", expected: "a word in CamelCase"),
            length: 1...1024)),
        .required("status", .text("Whether the condition holds.", choices: ["True", "False", "Unknown"])),
        .required(
          "type",
          .text(
            "The name of the condition.",
            pattern: .init(
              expression: "^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?"
                + "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$",
              expected: "a name in CamelCase, with or without a domain in front"),
            length: 0...316)),
      ]))

  /// The fields that the runtime itself writes.
  static let common: [Schema.Field] = [
    .optional("conditions", conditions),
    .optional("lastHandledReconcileAt", .text("The last value of the annotation that requests a reconcile.")),
    .optional("observedGeneration", .integer("The generation of the spec that was last reconciled.")),
  ]
}
