import Kube
import Structure

extension Kustomization {
  package static let definition = KindDefinition(
    kind: GroupVersionKind(group: ToolkitNames.kustomizeGroup, version: "v1", kind: "Kustomization"),
    plural: "kustomizations",
    singular: "kustomization",
    shortNames: ["ks"],
    categories: ["all", "fluxcd", "fluxcd-appliers"],
    summary: "A directory of a source that is rendered and applied.",
    specSchema: specSchema,
    statusSchema: statusSchema,
    printerColumns: [.age, .ready, .status],
    outputColumns: [.name, .revision, .suspended, .ready, .message])

  private static let specSchema = Schema.object(
    "What to render, and how to apply it.",
    [
      .optional(
        "buildMetadata",
        .list(
          "What to write about the build into the annotations of objects.",
          of: .text("A kind of build metadata.", choices: ["originAnnotations", "transformerAnnotations"]))),
      .optional(
        "commonMetadata",
        .object(
          "Labels and annotations for all objects; they win over those of the objects.",
          [
            .optional("annotations", .textMap("Annotations for all objects.")),
            .optional("labels", .textMap("Labels for all objects.")),
          ])),
      .optional("components", .texts("Directories of kustomize components, relative to the path.")),
      .optional("decryption", decryptionSchema).notSupportedYet(),
      .optional(
        "deletionPolicy",
        .text(
          "What happens to the objects when this one is deleted; MirrorPrune, the default, does as prune says.",
          choices: ["MirrorPrune", "Delete", "WaitForTermination", "Orphan"])),
      .optional(
        "dependsOn",
        .list(
          "What has to be ready before this one is reconciled.",
          of: .object(
            "Another Kustomization.",
            [
              .required("name", .text("Its name.")),
              .optional("namespace", .text("Its namespace; the same one by default.")),
              .optional("readyExpr", .text("A CEL expression that tells whether it is ready.")).notSupportedYet(),
            ]))),
      .optional(
        "force", .flag("Whether to recreate an object when a change to it needs that."), default: false),
      .optional("healthCheckExprs", healthExpressionSchema).notSupportedYet(),
      .optional(
        "healthChecks",
        .list(
          "Objects that have to be healthy.",
          of: .object(
            "One object.",
            [
              .optional("apiVersion", .text("Its API version; the preferred one by default.")),
              .required("kind", .text("Its kind.")),
              .required("name", .text("Its name.")),
              .optional("namespace", .text("Its namespace.")),
            ]))),
      .optional(
        "ignore",
        .list(
          "Fields whose changes don't count as drift.",
          of: .object(
            "A rule.",
            [
              .required("paths", .texts("JSON pointers of the fields.")),
              .optional("target", selectorSchema("The objects it is for; all by default.")),
            ]))
      ).notSupportedYet(),
      .optional("ignoreMissingComponents", .flag("Whether components that are not there are left out.")),
      .optional(
        "images",
        .list(
          "Changes of image names, tags and digests.",
          of: .object(
            "One change.",
            [
              .optional("digest", .text("The new digest; goes before newTag.")),
              .required("name", .text("The image, without tag.")),
              .optional("newName", .text("The new name.")),
              .optional("newTag", .text("The new tag.")),
            ]))),
      .required("interval", .duration("How often to reconcile.")),
      .optional("kubeConfig", clusterSchema).notSupportedYet(),
      .optional("namePrefix", .text("Goes in front of the names of all objects.", length: 1...200)),
      .optional("nameSuffix", .text("Goes behind the names of all objects.", length: 1...200)),
      .optional(
        "patches",
        .list(
          "Strategic merge patches and JSON patches.",
          of: .object(
            "A patch, and what it is for.",
            [
              .required("patch", .text("The patch as YAML.")),
              .optional("target", selectorSchema("The objects it is for.")),
            ]))),
      .optional("path", .text("The directory in the source; its root by default.")),
      .optional("postBuild", substitutionSchema).notSupportedYet(),
      .required("prune", .flag("Whether to delete what is no longer declared.")),
      .optional("retryInterval", .duration("When to try again after a failure; the interval by default.")),
      .optional("serviceAccountName", .text("The service account to act as.")).notSupportedYet(),
      .required(
        "sourceRef",
        .object(
          "The source with the directory.",
          [
            .optional("apiVersion", .text("Its API version.")),
            .required(
              "kind",
              .text("Its kind.", choices: ["OCIRepository", "GitRepository", "Bucket", "ExternalArtifact"])
            ).supported(only: "GitRepository"),
            .required("name", .text("Its name.")),
            .optional("namespace", .text("Its namespace; the same one by default.")),
          ])),
      .optional("suspend", .flag("Stops reconciling while true.")),
      .optional("targetNamespace", .text("The namespace for all objects.", length: 1...63)),
      .optional("timeout", .duration("How long applying and waiting may take.")),
      .optional("wait", .flag("Whether all applied objects have to become healthy.")),
    ])

  private static func selectorSchema(_ summary: String) -> Schema {
    .object(
      summary,
      [
        .optional("annotationSelector", .text("In the form of a label selector, for annotations.")),
        .optional("group", .text("The API group.")),
        .optional("kind", .text("The kind.")),
        .optional("labelSelector", .text("A label selector.")),
        .optional("name", .text("The name, as a regular expression.")),
        .optional("namespace", .text("The namespace, as a regular expression.")),
        .optional("version", .text("The API version.")),
      ])
  }
}
