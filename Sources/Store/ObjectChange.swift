package import Kube

/// One row of the watch log: what happened to an object, and the object after it.
package struct ObjectChange: Sendable, Hashable {
  package enum ChangeType: String, Sendable, Hashable { case added, modified, deleted }

  /// The version of the whole store after the change.
  package var sequence: UInt64
  /// What happened from the point of view of the query: an object whose labels begin to match is added, one whose
  /// labels cease to match is deleted.
  package var type: ChangeType
  package var key: ObjectKey
  /// The object at that version; of a deleted one its last state.
  package var object: KubeObject

  package init(sequence: UInt64, type: ChangeType, key: ObjectKey, object: KubeObject) {
    self.sequence = sequence
    self.type = type
    self.key = key
    self.object = object
  }
}
