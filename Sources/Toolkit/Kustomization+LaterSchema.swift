import Structure

/// Fields of Flux's Kustomization that are read and named, but not acted on yet.
extension Kustomization {
  static let decryptionSchema = Schema.object(
    "How to decrypt Secrets.",
    [
      .required("provider", .text("The engine.", choices: ["sops"])),
      .optional("secretRef", .localReference("The Secret with the private keys.")),
      .optional("serviceAccountName", .text("The service account for key services.")),
    ])

  static let healthExpressionSchema = Schema.list(
    "How to tell the health of custom kinds.",
    of: .object(
      "CEL expressions for a kind.",
      [
        .required("apiVersion", .text("Its API version.")),
        .required("current", .text("Tells whether an object is as wanted.")),
        .optional("failed", .text("Tells whether an object has failed.")),
        .optional("inProgress", .text("Tells whether an object is on its way.")),
        .optional("kind", .text("The kind.")),
      ]))

  static let clusterSchema = Schema.object(
    "Another cluster to apply to.",
    [
      .optional("configMapRef", .localReference("The ConfigMap that describes the cluster.")),
      .optional(
        "secretRef",
        .object(
          "The Secret with a kubeconfig.",
          [
            .optional("key", .text("The key in the Secret.")),
            .required("name", .text("The name of the Secret.")),
          ])),
    ],
    rules: [
      Schema.Rule(
        expression: "has(self.configMapRef) || has(self.secretRef)",
        message: "needs configMapRef or secretRef",
        field: "",
        holds: { $0["configMapRef"] != nil || $0["secretRef"] != nil }),
      Schema.Rule(
        expression: "!has(self.configMapRef) || !has(self.secretRef)",
        message: "takes configMapRef or secretRef, not both",
        field: "",
        holds: { $0["configMapRef"] == nil || $0["secretRef"] == nil }),
    ])

  static let substitutionSchema = Schema.object(
    "What happens to the rendered text.",
    [
      .optional("substitute", .textMap("Variables and their values.")),
      .optional(
        "substituteFrom",
        .list(
          "Objects with variables.",
          of: .object(
            "One object.",
            [
              .required("kind", .text("Its kind.", choices: ["Secret", "ConfigMap"])),
              .required("name", .text("Its name.", length: 1...253)),
              .optional("optional", .flag("Whether it may be missing."), default: false),
            ]))),
      .optional(
        "substituteStrategy",
        .text("Whether to substitute without any variable.", choices: ["WithVariables", "Always"])),
    ])
}
