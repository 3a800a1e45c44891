import Kube
import Structure

extension ClusterPatch {
  /// The document after the patch.
  /// - Throws: ``ClusterError`` with the code `invalid` that says which part of the patch does not fit.
  func applied(to document: Value, key: ObjectKey) throws(ClusterError) -> Value {
    switch self {
    case .merge(let patch):
      guard patch.object != nil else {
        throw ClusterError(.invalid, "a merge patch must be a mapping, not \(patch.typeName)", key: key)
      }
      return MergePatch.apply(patch, to: document)
    case .json(let operations):
      do { return try JSONPatch.apply(operations, to: document) } catch {
        throw ClusterError(.invalid, "the patch does not fit: \(error)", key: key)
      }
    }
  }
}
