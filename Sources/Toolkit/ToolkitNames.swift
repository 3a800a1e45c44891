/// Names that Flux's kinds share, kept so that existing repositories, tools and habits go on working.
package enum ToolkitNames {
  /// Annotation: a new value asks to reconcile at once; it shows up in `status.lastHandledReconcileAt`.
  package static let requestedAt = "reconcile.fluxcd.io/requestedAt"
  /// Annotation of applied objects: `disabled` leaves the object alone.
  package static let reconcile = "kustomize.toolkit.fluxcd.io/reconcile"
  /// The finalizer that every reconciler of the toolkit sets.
  package static let finalizer = "finalizers.fluxcd.io"
  package static let sourceGroup = "source.toolkit.fluxcd.io"
  package static let kustomizeGroup = "kustomize.toolkit.fluxcd.io"
  package static let notificationGroup = "notification.toolkit.fluxcd.io"
}

/// Reasons of conditions and events, as Flux's daemons give them.
package enum ConditionReason {
  package static let succeeded = "Succeeded"
  package static let reconciliationSucceeded = "ReconciliationSucceeded"
  package static let reconciliationFailed = "ReconciliationFailed"
  package static let progressing = "Progressing"
  package static let progressingWithRetry = "ProgressingWithRetry"
  package static let dependencyNotReady = "DependencyNotReady"
  package static let suspended = "Suspended"
  package static let artifactFailed = "ArtifactFailed"
  package static let buildFailed = "BuildFailed"
  package static let healthCheckFailed = "HealthCheckFailed"
  package static let pruneFailed = "PruneFailed"
  package static let gitOperationFailed = "GitOperationFailed"
  package static let gitOperationSucceed = "GitOperationSucceed"
  package static let authenticationFailed = "AuthenticationFailed"
  package static let urlInvalid = "URLInvalid"
  package static let storageOperationFailed = "StorageOperationFailed"
  /// Ours: the spec breaks its schema.
  package static let invalidSpec = "InvalidSpec"
  /// Ours: the spec uses a field of Flux that this release does not act on.
  package static let unsupportedField = "UnsupportedField"
}
