import Structure

/// The annotations in which kustomize keeps what it must remember of an object during a build. They are part of the
/// object: patches see them, and a patch that replaces the annotations of an object makes the build forget.
enum BuildAnnotation {
  static let prefix = "internal.config.kubernetes.io/"
  static let previousKinds = "internal.config.kubernetes.io/previousKinds"
  static let previousNames = "internal.config.kubernetes.io/previousNames"
  static let previousNamespaces = "internal.config.kubernetes.io/previousNamespaces"
  static let prefixes = "internal.config.kubernetes.io/prefixes"
  static let suffixes = "internal.config.kubernetes.io/suffixes"
  static let generatorBehavior = "internal.config.kubernetes.io/generatorBehavior"
  static let needsHashSuffix = "internal.config.kubernetes.io/needsHashSuffix"
  static let allowNameChange = "internal.config.kubernetes.io/allowNameChange"
  static let allowKindChange = "internal.config.kubernetes.io/allowKindChange"

  static let origin = "config.kubernetes.io/origin"
  static let transformations = "alpha.config.kubernetes.io/transformations"
  static let localConfig = "config.kubernetes.io/local-config"

  /// What no output has, the most frequent ones first.
  static let all: [String] = [
    previousNames, previousNamespaces, previousKinds, prefixes, suffixes, generatorBehavior, needsHashSuffix,
    allowNameChange, allowKindChange, prefix + "refBy", prefix + "path", prefix + "index", prefix + "seqindent",
    prefix + "id", prefix + "annotations-migration-resource-id", "config.kubernetes.io/path",
    "config.kubernetes.io/index", "config.k8s.io/id",
  ]

  /// Whether no output has this annotation.
  static func isInternal(_ key: String) -> Bool { all.contains { $0.hasSameBytes(as: key) } }

  /// What a JSON patch cannot take away.
  static func isKeptByJSONPatches(_ key: String) -> Bool {
    key.hasPrefix(prefix) || key == "config.kubernetes.io/path" || key == "config.kubernetes.io/index"
      || key == "config.k8s.io/id"
  }
}
