package import Kube

/// A directory of a source to render and apply: `kustomize.toolkit.fluxcd.io/v1`.
package enum Kustomization: ToolkitKind {
  package struct Spec: Sendable, Hashable {
    package var sourceRef: SourceReference
    /// The directory in the source; empty for its root.
    package var path: String
    /// Whether objects that are no longer declared are deleted.
    package var prune: Bool
    package var interval: Duration
    package var explicitRetryInterval: Duration?
    package var explicitTimeout: Duration?
    package var isSuspended: Bool
    /// Whether to wait until all applied objects are healthy; then `healthChecks` does not count.
    package var wait: Bool
    package var healthChecks: [HealthCheck]
    package var dependsOn: [Dependency]
    package var targetNamespace: String?
    /// Whether objects are recreated when an immutable field changes.
    package var force: Bool
    package var commonLabels: [String: String]
    package var commonAnnotations: [String: String]
    package var images: [Image]
    package var patches: [Patch]
    package var deletionPolicy: DeletionPolicy
    package var namePrefix: String?
    package var nameSuffix: String?
    /// Directories of kustomize components, relative to `path`.
    package var components: [String]
    package var ignoreMissingComponents: Bool
    /// `originAnnotations`, `transformerAnnotations`.
    package var buildMetadata: [String]

    package init(
      sourceRef: SourceReference, path: String = "", prune: Bool, interval: Duration,
      explicitRetryInterval: Duration? = nil, explicitTimeout: Duration? = nil, isSuspended: Bool = false,
      wait: Bool = false, healthChecks: [HealthCheck] = [], dependsOn: [Dependency] = [],
      targetNamespace: String? = nil, force: Bool = false, commonLabels: [String: String] = [:],
      commonAnnotations: [String: String] = [:], images: [Image] = [], patches: [Patch] = [],
      deletionPolicy: DeletionPolicy = .mirrorPrune, namePrefix: String? = nil, nameSuffix: String? = nil,
      components: [String] = [], ignoreMissingComponents: Bool = false, buildMetadata: [String] = []
    ) {
      self.sourceRef = sourceRef
      self.path = path
      self.prune = prune
      self.interval = interval
      self.explicitRetryInterval = explicitRetryInterval
      self.explicitTimeout = explicitTimeout
      self.isSuspended = isSuspended
      self.wait = wait
      self.healthChecks = healthChecks
      self.dependsOn = dependsOn
      self.targetNamespace = targetNamespace
      self.force = force
      self.commonLabels = commonLabels
      self.commonAnnotations = commonAnnotations
      self.images = images
      self.patches = patches
      self.deletionPolicy = deletionPolicy
      self.namePrefix = namePrefix
      self.nameSuffix = nameSuffix
      self.components = components
      self.ignoreMissingComponents = ignoreMissingComponents
      self.buildMetadata = buildMetadata
    }

    /// When to try again after a failure.
    package var retryInterval: Duration { explicitRetryInterval ?? interval }
    /// How long applying and waiting may take: half a minute less than the interval by default, at least half a minute.
    package var timeout: Duration { explicitTimeout ?? max(.seconds(30), interval - .seconds(30)) }
  }

  package struct SourceReference: Sendable, Hashable {
    package var apiVersion: String?
    package var kind: String
    package var name: String
    /// Nil for the namespace of the Kustomization.
    package var namespace: String?

    package init(
      apiVersion: String? = nil, kind: String, name: String, namespace: String? = nil
    ) {
      self.apiVersion = apiVersion
      self.kind = kind
      self.name = name
      self.namespace = namespace
    }

    /// The key of the source for a Kustomization in `namespace`.
    package func key(in namespace: String) -> ObjectKey {
      ObjectKey(group: ToolkitNames.sourceGroup, kind: kind, namespace: self.namespace ?? namespace, name: name)
    }
  }

  package struct HealthCheck: Sendable, Hashable {
    /// Nil for the version that the cluster prefers.
    package var apiVersion: String?
    package var kind: String
    package var name: String
    /// Nil for the namespace of the Kustomization, or none for cluster-scoped kinds.
    package var namespace: String?

    package init(
      apiVersion: String? = nil, kind: String, name: String, namespace: String? = nil
    ) {
      self.apiVersion = apiVersion
      self.kind = kind
      self.name = name
      self.namespace = namespace
    }
  }

  package struct Dependency: Sendable, Hashable {
    package var name: String
    package var namespace: String?

    package init(
      name: String, namespace: String? = nil
    ) {
      self.name = name
      self.namespace = namespace
    }

    /// The key of the Kustomization that one in `namespace` depends on.
    package func key(in namespace: String) -> ObjectKey {
      Kustomization.key(namespace: self.namespace ?? namespace, name: name)
    }
  }

  /// A change of a container image; see kustomize's `images`.
  package struct Image: Sendable, Hashable {
    package var name: String
    package var newName: String?
    package var newTag: String?
    package var digest: String?

    package init(
      name: String, newName: String? = nil, newTag: String? = nil, digest: String? = nil
    ) {
      self.name = name
      self.newName = newName
      self.newTag = newTag
      self.digest = digest
    }
  }

  /// A strategic merge patch or JSON patch as text, and the objects it is for.
  package struct Patch: Sendable, Hashable {
    package var patch: String
    package var target: Selector?

    package init(
      patch: String, target: Selector? = nil
    ) {
      self.patch = patch
      self.target = target
    }
  }

  /// Which objects a patch is for; names are regular expressions. Nil fields match everything.
  package struct Selector: Sendable, Hashable {
    package var group: String?
    package var version: String?
    package var kind: String?
    package var name: String?
    package var namespace: String?
    package var labelSelector: String?
    package var annotationSelector: String?

    package init(
      group: String? = nil, version: String? = nil, kind: String? = nil, name: String? = nil, namespace: String? = nil,
      labelSelector: String? = nil, annotationSelector: String? = nil
    ) {
      self.group = group
      self.version = version
      self.kind = kind
      self.name = name
      self.namespace = namespace
      self.labelSelector = labelSelector
      self.annotationSelector = annotationSelector
    }
  }

  /// What happens to the applied objects when the Kustomization is deleted.
  package enum DeletionPolicy: String, Sendable {
    /// As `prune` says.
    case mirrorPrune = "MirrorPrune"
    case delete = "Delete"
    case waitForTermination = "WaitForTermination"
    case orphan = "Orphan"
  }

  package static func spec(from reader: ValidSpec) -> Spec {
    let fields = reader.fields
    let source = fields.object("sourceRef")
    let metadata = fields.object("commonMetadata")
    return Spec(
      sourceRef: SourceReference(
        apiVersion: source?.optionalText("apiVersion"), kind: source?.text("kind") ?? "",
        name: source?.text("name") ?? "", namespace: source?.optionalText("namespace")),
      path: fields.text("path"),
      prune: fields.flag("prune"),
      interval: fields.duration("interval") ?? .zero,
      explicitRetryInterval: fields.duration("retryInterval"),
      explicitTimeout: fields.duration("timeout"),
      isSuspended: fields.flag("suspend"),
      wait: fields.flag("wait"),
      healthChecks: fields.list("healthChecks").map {
        HealthCheck(
          apiVersion: $0.optionalText("apiVersion"), kind: $0.text("kind"), name: $0.text("name"),
          namespace: $0.optionalText("namespace"))
      },
      dependsOn: fields.list("dependsOn").map {
        Dependency(name: $0.text("name"), namespace: $0.optionalText("namespace"))
      },
      targetNamespace: fields.optionalText("targetNamespace"),
      force: fields.flag("force"),
      commonLabels: metadata?.textMap("labels") ?? [:],
      commonAnnotations: metadata?.textMap("annotations") ?? [:],
      images: fields.list("images").map {
        Image(
          name: $0.text("name"), newName: $0.optionalText("newName"), newTag: $0.optionalText("newTag"),
          digest: $0.optionalText("digest"))
      },
      patches: fields.list("patches").map { Patch(patch: $0.text("patch"), target: $0.object("target").map(selector)) },
      deletionPolicy: DeletionPolicy(rawValue: fields.text("deletionPolicy")) ?? .mirrorPrune,
      namePrefix: fields.optionalText("namePrefix"),
      nameSuffix: fields.optionalText("nameSuffix"),
      components: fields.texts("components"),
      ignoreMissingComponents: fields.flag("ignoreMissingComponents"),
      buildMetadata: fields.texts("buildMetadata"))
  }

  private static func selector(_ fields: FieldReader) -> Selector {
    Selector(
      group: fields.optionalText("group"), version: fields.optionalText("version"), kind: fields.optionalText("kind"),
      name: fields.optionalText("name"), namespace: fields.optionalText("namespace"),
      labelSelector: fields.optionalText("labelSelector"),
      annotationSelector: fields.optionalText("annotationSelector"))
  }
}
