import Kube
import Structure
import Toolkit

/// A kind as a command knows it: one of the toolkit's, one of Kubernetes' own, or one that a stored
/// CustomResourceDefinition brings.
struct KindReference: Sendable {
  var kind: GroupVersionKind
  var plural: String
  var shortNames: [String]
  var isNamespaced: Bool
  /// Nil for kinds that are none of the toolkit's.
  var definition: KindDefinition?

  init(_ definition: KindDefinition) {
    kind = definition.kind
    plural = definition.plural
    shortNames = definition.shortNames
    isNamespaced = true
    self.definition = definition
  }

  init(_ entry: BuiltinKinds.Entry) {
    kind = entry.kind
    plural = entry.plural
    shortNames = entry.shortNames
    isNamespaced = entry.isNamespaced
  }

  /// From the spec of a CustomResourceDefinition; nil when it lacks what it must have.
  init?(customResourceDefinition object: KubeObject) {
    guard let spec = object.spec, let group = spec["group"]?.string, let name = spec["names"]?["kind"]?.string,
      let plural = spec["names"]?["plural"]?.string
    else { return nil }
    let versions = spec["versions"]?.array ?? []
    let stored = versions.first { $0["storage"]?.bool == true } ?? versions.first
    kind = GroupVersionKind(group: group, version: stored?["name"]?.string ?? "v1", kind: name)
    self.plural = plural
    shortNames = (spec["names"]?["shortNames"]?.array ?? []).compactMap(\.string)
    if let singular = spec["names"]?["singular"]?.string { shortNames.append(singular) }
    isNamespaced = spec["scope"]?.string != "Cluster"
  }

  var groupKind: GroupKind { kind.groupKind }

  /// Whether `word`, as a user types it, names this kind: `deploy`, `deployments`, `Deployment`, `deployments.apps`.
  func isNamed(_ word: String) -> Bool {
    if let definition, definition.isNamed(word) { return true }
    let word = word.lowercased()
    return ([plural, kind.kind.lowercased()] + shortNames).contains {
      word == $0 || (!kind.group.isEmpty && word == "\($0).\(kind.group)")
    }
  }

  /// `deployment.apps/web`: how results name an object.
  func objectName(_ name: String) -> String { Self.objectName(kind.groupKind, name) }

  static func objectName(_ kind: GroupKind, _ name: String) -> String {
    "\(kind.kind.lowercased())\(kind.group.isEmpty ? "" : ".\(kind.group)")/\(name)"
  }

  func key(namespace: String, name: String) -> ObjectKey {
    ObjectKey(kind.groupKind, namespace: isNamespaced ? namespace : "", name: name)
  }
}

extension KindReference {
  /// The mistakes of an object of a kind that is known here; nil for other kinds.
  static func errors(in object: KubeObject) -> [FieldError]? {
    // What a person writes has no status, and one that was copied from `get -o yaml` is not his to write.
    KindCatalog.errors(in: object)
  }
}
