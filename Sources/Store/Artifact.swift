package import Kube
package import Structure

/// What a source has at a revision: a stored tree, and what is to be known about it.
package struct Artifact: Sendable, Hashable {
  /// The source whose artifact it is. An owner has one current artifact.
  package var owner: ObjectKey
  /// The digest of the root tree: `status.artifact.digest`.
  package var root: Digest
  package var revision: String
  package var metadata: [String: String]
  /// How many files and symbolic links it has.
  package var files: Int
  /// How many bytes its files have.
  package var size: Int
  package var published: Timestamp
  /// When another artifact took its place; nil while it is the current one.
  package var retired: Timestamp?
}
