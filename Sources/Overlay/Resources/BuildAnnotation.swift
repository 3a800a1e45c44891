/// The annotations in which kustomize keeps what it must remember of an object during a build. They are part of the
/// object: patches see them, and a patch that replaces the annotations of an object makes the build forget.
enum BuildAnnotation {
  static let prefix = "internal.config.kubernetes.io/"
  static let previousKinds = prefix + "previousKinds"
  static let previousNames = prefix + "previousNames"
  static let previousNamespaces = prefix + "previousNamespaces"
  static let prefixes = prefix + "prefixes"
  static let suffixes = prefix + "suffixes"
  static let generatorBehavior = prefix + "generatorBehavior"
  static let needsHashSuffix = prefix + "needsHashSuffix"
  static let allowNameChange = prefix + "allowNameChange"
  static let allowKindChange = prefix + "allowKindChange"

  static let origin = "config.kubernetes.io/origin"
  static let transformations = "alpha.config.kubernetes.io/transformations"
  static let localConfig = "config.kubernetes.io/local-config"

  /// What no output has.
  static let all: Set<String> = [
    previousKinds, previousNames, previousNamespaces, prefixes, suffixes, generatorBehavior, needsHashSuffix,
    allowNameChange, allowKindChange, prefix + "refBy", prefix + "path", prefix + "index", prefix + "seqindent",
    prefix + "id", prefix + "annotations-migration-resource-id", "config.kubernetes.io/path",
    "config.kubernetes.io/index", "config.k8s.io/id",
  ]

  /// What a JSON patch cannot take away.
  static func isKeptByJSONPatches(_ key: String) -> Bool {
    key.hasPrefix(prefix) || key == "config.kubernetes.io/path" || key == "config.kubernetes.io/index"
      || key == "config.k8s.io/id"
  }
}
