package import Kube

/// What a controller is about to do to other objects on behalf of one, written down before it does.
///
/// The changes and the events that tell of them cannot be one transaction where a cluster lies in between. The intent
/// bridges the gap: a process that is killed after a change and before its event leaves word of what to look for.
package struct ChangeIntent: Sendable, Hashable {
  /// One change of one object.
  package struct Change: Sendable, Hashable {
    package var object: ObjectKey
    /// The word for it in an event: `created`, `configured`, `deleted`.
    package var action: String
    /// The version of the object's API without its group.
    package var apiVersion: String
    /// The object's resourceVersion before the change; nil when it did not exist.
    package var before: String?
    /// The identity of an object that is to be deleted.
    package var uid: String?

    package init(object: ObjectKey, action: String, apiVersion: String, before: String?, uid: String? = nil) {
      self.object = object
      self.action = action
      self.apiVersion = apiVersion
      self.before = before
      self.uid = uid
    }
  }

  /// The revision of the source that asks for the changes.
  package var revision: String
  package var changes: [Change]

  package init(revision: String, changes: [Change]) {
    self.revision = revision
    self.changes = changes
  }
}
