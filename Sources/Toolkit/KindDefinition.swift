package import Kube
import Structure

/// What the daemons, the command line and the generated definitions need to know about a kind.
package struct KindDefinition: Sendable {
  package var kind: GroupVersionKind
  package var plural: String
  package var singular: String
  /// Without plural and singular.
  package var shortNames: [String]
  package var categories: [String]
  /// One sentence about the kind.
  package var summary: String
  package var specSchema: Schema
  package var statusSchema: Schema
  /// What `kubectl get` shows after the name.
  package var printerColumns: [PrinterColumn]
  /// What `martlet get` shows.
  package var outputColumns: [OutputColumn]

  /// A column of `kubectl get`.
  package struct PrinterColumn: Sendable {
    package var name: String
    package var jsonPath: String
    package var type: String
  }

  /// Whether `word`, as a user types it, names this kind: plural, singular, short name or kind, in any case, also with
  /// the group behind a dot.
  package func isNamed(_ word: String) -> Bool {
    let word = word.lowercased()
    let names = [plural, singular, kind.kind.lowercased()] + shortNames
    return names.contains { word == $0 || word == "\($0).\(kind.group)" }
  }

  /// Whether `spec.suspend` exists.
  package var canBeSuspended: Bool {
    guard case .object(let fields, _) = specSchema.shape else { return false }
    return fields.contains { $0.name == "suspend" }
  }
}

extension KindDefinition {
  /// Every mistake of an object of this kind: its envelope and its spec. The status is the daemons' own.
  package func errors(in object: KubeObject) -> [FieldError] {
    var errors: [FieldError] = []
    if object.groupVersionKind != kind {
      errors.append(
        FieldError(
          .invalid, at: FieldPath("apiVersion"),
          "\(object.apiVersion) \(object.kind) is not \(kind.apiVersion) \(kind.kind)"))
    }
    if object.name.isEmpty { errors.append(FieldError(.missing, at: FieldPath("metadata", "name"), "is required")) }
    let known = ["apiVersion", "kind", "metadata", "spec", "status"]
    for (key, _) in object.content where !known.contains(key) {
      let suggestion = NearestName.of(key, among: known).map { "; did you mean \"\($0)\"?" } ?? ""
      errors.append(FieldError(.unknown, at: FieldPath(key), "there is no such field\(suggestion)"))
    }
    let spec = object.spec.flatMap { $0.isNull ? nil : $0 } ?? .object(Mapping())
    return errors + specSchema.errors(in: spec, at: FieldPath("spec"))
  }

  /// The fields of a valid object that this release does not act on. An object that has one is not reconciled, so
  /// that nothing is ignored in silence.
  package func unsupportedFields(in object: KubeObject) -> [FieldError] {
    specSchema.unsupportedFields(in: object.spec ?? .null, at: FieldPath("spec"))
  }
}
