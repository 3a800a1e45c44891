/// Flux's names on applied objects: what an operator writes there, and what the apply engine does.
package enum ApplyAnnotation {
  package static let group = "kustomize.toolkit.fluxcd.io"
  /// Annotation: see ``ApplyPolicy``.
  package static let policy = "\(group)/ssa"
  /// Annotation: `disabled` keeps the object when it is no longer declared.
  package static let prune = "\(group)/prune"
  /// Annotation: `enabled` recreates the object when an immutable field changes.
  package static let force = "\(group)/force"
  /// Annotation: `disabled` leaves the object alone.
  package static let reconcile = "\(group)/reconcile"
  /// Label: the name of the Kustomization that applied the object.
  package static let ownerName = "\(group)/name"
  /// Label: the namespace of the Kustomization that applied the object.
  package static let ownerNamespace = "\(group)/namespace"
}
