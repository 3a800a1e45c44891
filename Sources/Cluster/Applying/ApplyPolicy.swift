package import Kube

/// How one object is applied, by its annotation `kustomize.toolkit.fluxcd.io/ssa`.
package enum ApplyPolicy: String, Sendable {
  /// The declared state wins, and what people added with kubectl or the command line is removed.
  case override = "Override"
  /// The declared state wins; what others added stays.
  case merge = "Merge"
  /// The object is applied only while it does not exist.
  case ifNotPresent = "IfNotPresent"
  /// The object is left alone.
  case ignore = "Ignore"

  /// The policy of a declared object; anything unknown counts as ``override``.
  package init(of object: KubeObject) {
    self = object.annotations[ApplyAnnotation.policy].flatMap(Self.named) ?? .override
  }

  private static func named(_ text: String) -> ApplyPolicy? {
    [.override, .merge, .ifNotPresent, .ignore].first { $0.rawValue.lowercased() == text.lowercased() }
  }
}

/// Names under which fields are owned.
package enum FieldManager {
  /// What a person applies by `martlet apply`.
  package static let commandLine = "martlet"
  /// What a person changes by `martlet patch`.
  package static let commandLinePatch = "martlet-patch"

  /// Managers whose additions an ``ApplyPolicy/override`` undoes: people with kubectl or `martlet apply`, and whoever
  /// wrote before fields were tracked. Not `martlet suspend`, which writes as an update of ``commandLine``.
  package static func undone(by manager: String) -> [ManagerPattern] {
    [
      ManagerPattern(prefix: "kubectl", operation: .apply), ManagerPattern(prefix: "kubectl", operation: .update),
      ManagerPattern(prefix: ServerSideApply.beforeFirstApply, operation: .update),
      ManagerPattern(prefix: manager, operation: .update),
      ManagerPattern(prefix: commandLine, operation: .apply),
      ManagerPattern(prefix: commandLinePatch, operation: .update),
    ]
  }
}

extension KubeObject {
  /// Whether an operator asked to leave the object alone, by annotation or label as in Flux.
  package var isReconcileDisabled: Bool {
    (annotations[ApplyAnnotation.reconcile] ?? labels[ApplyAnnotation.reconcile])?.lowercased() == "disabled"
  }

  package var isPruneDisabled: Bool {
    (annotations[ApplyAnnotation.prune] ?? labels[ApplyAnnotation.prune])?.lowercased() == "disabled"
  }

  package var isForceEnabled: Bool {
    (annotations[ApplyAnnotation.force] ?? labels[ApplyAnnotation.force])?.lowercased() == "enabled"
  }
}
