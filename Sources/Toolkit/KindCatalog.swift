package import Kube

/// The kinds that this release knows by type.
package enum KindCatalog {
  /// In the order in which they are listed to people.
  package static let all: [KindDefinition] = [
    GitRepository.definition, Kustomization.definition, Alert.definition, Provider.definition,
  ]

  /// The definition of a kind; nil when it is none of ours, whatever its version.
  package static func definition(of kind: GroupKind) -> KindDefinition? { all.first { $0.kind.groupKind == kind } }

  /// The kind that a user means by a plural, singular, short or kind name, in any case.
  package static func definition(named word: String) -> KindDefinition? { all.first { $0.isNamed(word) } }

  /// Every mistake of an object: nil when its kind is not known here, empty when it is right.
  package static func errors(in object: KubeObject) -> [FieldError]? {
    definition(of: object.groupVersionKind.groupKind)?.errors(in: object)
  }
}
