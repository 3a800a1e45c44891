package import Kube

/// Why a cluster refused a call, in words for the person who must act.
package struct ClusterError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable, Hashable {
    /// The object breaks a rule of its kind.
    case invalid
    /// A field that can't change after creation would change; only a new object can have it.
    case immutable
    case notFound
    case alreadyExists
    /// Fields are owned by other managers, or the object moved meanwhile.
    case conflict
    /// The cluster does not serve this kind.
    case unknownKind
    case forbidden
    case unreachable
    case `internal`
  }

  /// A field that another manager owns.
  package struct FieldConflict: Sendable, Hashable {
    package var manager: String
    /// As Kubernetes prints paths: `.spec.template.spec.containers[name="web"].image`.
    package var field: String

    package init(manager: String, field: String) {
      self.manager = manager
      self.field = field
    }
  }

  package var code: Code
  package var message: String
  /// The object that the call was about.
  package var key: ObjectKey?
  /// The conflicting fields of an apply, sorted.
  package var conflicts: [FieldConflict]

  package init(_ code: Code, _ message: String, key: ObjectKey? = nil, conflicts: [FieldConflict] = []) {
    self.code = code
    self.message = message
    self.key = key
    self.conflicts = conflicts
  }

  package var description: String { key.map { "\($0): \(message)" } ?? message }

  /// Whether the same call can succeed later without a change of the object.
  package var isTransient: Bool { code == .unreachable || code == .internal || code == .notFound }
}
