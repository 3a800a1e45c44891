import Kube
import Structure

extension GitRepository {
  package static let definition = KindDefinition(
    kind: GroupVersionKind(group: ToolkitNames.sourceGroup, version: "v1", kind: "GitRepository"),
    plural: "gitrepositories",
    singular: "gitrepository",
    shortNames: ["gitrepo"],
    categories: ["all", "fluxcd", "fluxcd-sources"],
    summary: "A Git repository whose content is fetched for others to use.",
    specSchema: specSchema,
    statusSchema: statusSchema,
    printerColumns: [
      .init(name: "URL", jsonPath: ".spec.url", type: "string"), .age, .ready, .status,
    ],
    outputColumns: [.name, .revision, .suspended, .ready, .message])

  private static let specSchema = Schema.object(
    "Where the repository is and what of it is wanted.",
    [
      .optional("ignore", .text("What to leave out, in the form of .gitignore; replaces the defaults.")),
      .optional(
        "include",
        .list(
          "Content of other repositories to put into this one.",
          of: .object(
            "One repository to include.",
            [
              .optional("fromPath", .text("The directory to take; the root by default.")),
              .required("repository", .localReference("The GitRepository to take it from.")),
              .optional("toPath", .text("Where to put it; the repository's name by default.")),
            ]))
      ).notSupportedYet(),
      .required("interval", .duration("How often to look for new commits.")),
      .optional(
        "provider",
        .text("How to authenticate; generic by default.", choices: ["generic", "aws", "azure", "github"])
      ).supported(only: "generic"),
      .optional("proxySecretRef", .localReference("The Secret that describes a proxy.")).notSupportedYet(),
      .optional("recurseSubmodules", .flag("Whether to fetch submodules too.")).notSupportedYet(),
      .optional("ref", referenceSchema),
      .optional(
        "secretRef",
        .localReference(
          "The Secret with username and password, bearerToken, identity and known_hosts, or ca.crt.")),
      .optional("serviceAccountName", .text("The service account of the workload identity.")).notSupportedYet(),
      .optional("sparseCheckout", .texts("The directories to fetch; all by default.")).notSupportedYet(),
      .optional("suspend", .flag("Stops reconciling while true.")),
      .optional(
        "timeout", .duration("How long a Git operation may take.", units: .upToMinutes), default: "60s"),
      .required("url", .text("The address of the repository.", pattern: urlPattern)),
      .optional("verify", verificationSchema).notSupportedYet(),
    ],
    rules: [
      Schema.Rule(
        expression: "!has(self.serviceAccountName) || (has(self.provider) && "
          + "(self.provider == 'azure' || self.provider == 'aws'))",
        message: "can only be set when provider is azure or aws",
        field: "serviceAccountName",
        holds: { spec in
          spec["serviceAccountName"] == nil || spec["provider"] == "azure" || spec["provider"] == "aws"
        })
    ])

  /// Flux's pattern, and beyond it files and the short form that Git itself takes for SSH.
  private static let urlPattern = Schema.Pattern(
    expression: "^((http|https|ssh|file)://.*|[A-Za-z0-9._-]+@[A-Za-z0-9._-]+:[^:].*)$",
    expected: "an address such as https://host/path, ssh://git@host/path, git@host:path or file:///path")

  private static let referenceSchema = Schema.object(
    "What to check out; the branch master by default.",
    [
      .optional("branch", .text("A branch.")),
      .optional("commit", .text("A commit; goes before everything else.")),
      .optional("name", .text("A full reference name such as refs/heads/main; goes before branch, tag and semver.")),
      .optional("semver", .text("A range of versions to pick the newest tag from; goes before tag.")),
      .optional("tag", .text("A tag; goes before branch.")),
    ])

  private static let verificationSchema = Schema.object(
    "Which signatures to check.",
    [
      .optional(
        "mode", .text("What has to be signed.", choices: ["head", "HEAD", "Tag", "TagAndHEAD"]), default: "HEAD"),
      .required("secretRef", .localReference("The Secret with the public keys of trusted authors.")),
    ])

  private static let statusSchema = Schema.object(
    "What was last seen of the repository.",
    StatusSchemas.common + [
      .optional("artifact", StatusSchemas.artifact),
      .optional("includedArtifacts", .list("The content that was included.", of: StatusSchemas.artifact)),
      .optional("observedIgnore", .text("The patterns that the present content was made with.")),
      .optional("observedInclude", .list("The includes that the present content was made with.", of: .anything(""))),
      .optional("observedRecurseSubmodules", .flag("Whether the present content has submodules.")),
      .optional("observedSparseCheckout", .texts("The directories of the present content.")),
      .optional("sourceVerificationMode", .text("Which signatures were checked.")),
    ])
}
