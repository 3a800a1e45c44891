import Kube
import Structure

extension ClusterPatch {
  /// The document after the patch.
  /// - Throws: ``ClusterError`` with the code `invalid` that says which part of the patch does not fit.
  func applied(to document: Value, key: ObjectKey) throws -> Value {
    switch self {
    case .merge(let patch):
      guard patch.object != nil else {
        throw ClusterError(.invalid, "a merge patch must be a mapping, not \(patch.typeName)", key: key)
      }
      return Self.merged(document, patch)
    case .json(let operations):
      _ = operations
      throw ClusterError(.invalid, "JSON patches are not understood yet", key: key)
    }
  }

  private static func merged(_ document: Value, _ patch: Value) -> Value {
    guard let changes = patch.object else { return patch }
    var result = document.object ?? Mapping()
    for (key, change) in changes {
      result[key] = change.isNull ? nil : merged(result[key] ?? .null, change)
    }
    return .object(result)
  }
}
