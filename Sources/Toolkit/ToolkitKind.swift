package import Kube
import Structure

/// A kind of the toolkit with its typed spec.
package protocol ToolkitKind {
  associatedtype Spec: Sendable, Hashable

  /// Names, schema and columns of the kind.
  static var definition: KindDefinition { get }
  /// Reads a spec that ``KindDefinition/specSchema`` has found valid, with its defaults filled in.
  static func spec(from reader: ValidSpec) -> Spec
}

/// The spec of an object that passed validation, with the defaults filled in.
package struct ValidSpec: Sendable {
  let fields: FieldReader

  fileprivate init(fields: FieldReader) { self.fields = fields }
}

extension ToolkitKind {
  package static var kind: GroupVersionKind { definition.kind }
  package static var groupKind: GroupKind { definition.kind.groupKind }

  /// The spec of `object` with the defaults filled in.
  ///
  /// Fields that this release does not act on are accepted here and named by
  /// ``KindDefinition/unsupportedFields(in:)``.
  /// - Throws: ``InvalidObject`` with every mistake.
  package static func spec(of object: KubeObject) throws(InvalidObject) -> Spec {
    let errors = definition.errors(in: object)
    guard errors.isEmpty else { throw InvalidObject(errors: errors) }
    let value = definition.specSchema.withDefaults(object.spec ?? .object(Mapping()))
    return spec(from: ValidSpec(fields: FieldReader(value)))
  }

  /// The key of an object of this kind.
  package static func key(namespace: String, name: String) -> ObjectKey {
    ObjectKey(groupKind, namespace: namespace, name: name)
  }
}
