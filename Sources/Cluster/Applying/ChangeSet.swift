package import Kube

/// What an apply or a prune did, object by object, in the order in which it happened.
package struct ChangeSet: Sendable {
  package enum Action: String, Sendable, Hashable { case created, configured, unchanged, skipped, deleted, unknown }

  package struct Entry: Sendable {
    package var key: ObjectKey
    /// The API version without its group.
    package var version: String
    package var action: Action
    /// The object after the action, where it is known.
    package var object: KubeObject?

    package init(key: ObjectKey, version: String, action: Action, object: KubeObject?) {
      self.key = key
      self.version = version
      self.action = action
      self.object = object
    }

    /// What was done to an object as it was found.
    init(_ live: KubeObject, _ action: Action) {
      self.init(key: live.key, version: live.groupVersionKind.version, action: action, object: live)
    }
  }

  package var entries: [Entry]

  package init(_ entries: [Entry] = []) { self.entries = entries }

  /// The entries that changed something.
  package var changes: [Entry] {
    entries.filter { $0.action == .created || $0.action == .configured || $0.action == .deleted }
  }

  /// One line for each change, as Flux writes them: `Deployment/apps/web configured`.
  package var summary: String { changes.map { "\($0.key) \($0.action.rawValue)" }.joined(separator: "\n") }
}

/// Why an apply stopped, and what it had done by then.
package struct ApplyError: Error, Sendable, CustomStringConvertible {
  /// The refusals of the stage that failed, in the order of the objects.
  package var causes: [ClusterError]
  package var done: ChangeSet

  package init(causes: [ClusterError], done: ChangeSet) {
    self.causes = causes
    self.done = done
  }

  /// Up to ten refusals, a line each.
  package var description: String {
    let shown = causes.prefix(10).map(\.description)
    let rest = causes.count > 10 ? ["and \(causes.count - 10) more"] : []
    return (shown + rest).joined(separator: "\n")
  }
}
