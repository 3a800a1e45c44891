package import Kube
package import Structure

/// A place where objects live and can be declared: the embedded cluster in the store, or a Kubernetes API server.
///
/// Calls have the semantics of the Kubernetes API. Every mistake of the caller and every refusal is a ``ClusterError``.
package protocol Cluster: Sendable {
  /// The object with this key, or nil.
  func get(_ key: ObjectKey) async throws -> KubeObject?

  /// The objects that a query matches, sorted by namespace and name, from one snapshot.
  func list(_ query: ClusterQuery) async throws -> ClusterList

  /// Changes of the objects that a query matches, in order.
  /// - Parameter version: The version of a list to go on from; nil sends every existing object as `.added` first.
  func watch(_ query: ClusterQuery, after version: String?) -> AsyncThrowingStream<ClusterChange, any Error>

  /// Server-side apply of several objects, each on its own: one that is refused does not stop the others.
  ///
  /// The results stand in the order of `objects`. Where the cluster can, the whole batch is one transaction.
  func apply(_ objects: [KubeObject], _ options: ApplyOptions) async throws -> [Result<AppliedObject, ClusterError>]

  /// Creates an object that must not exist yet.
  func create(_ object: KubeObject, fieldManager: String, dryRun: Bool) async throws -> KubeObject

  /// Replaces an object as a whole (status apart); `object.resourceVersion`, when it is set, must be the current one.
  func update(_ object: KubeObject, fieldManager: String, dryRun: Bool) async throws -> KubeObject

  /// Changes parts of an existing object.
  func patch(_ key: ObjectKey, _ patch: ClusterPatch, fieldManager: String, dryRun: Bool) async throws -> KubeObject

  /// Deletes an object. An object that is already gone is no error.
  /// - Returns: The object while it waits for finalizers or for its dependents, nil when it is gone.
  @discardableResult
  func delete(_ key: ObjectKey, _ options: DeleteOptions) async throws -> KubeObject?

  /// What the cluster knows about a kind, or nil when it does not serve it.
  func resource(_ kind: GroupKind) async throws -> ClusterResource?

  /// How far an object of this cluster has come. A cluster that runs nothing counts a recorded workload as current.
  func health(of object: KubeObject) -> ObjectHealth
}

extension Cluster {
  /// Server-side apply of one object.
  /// - Throws: ``ClusterError``.
  package func apply(_ object: KubeObject, _ options: ApplyOptions) async throws -> AppliedObject {
    guard let result = try await apply([object], options).first else {
      throw ClusterError(.internal, "the cluster gave no answer", key: object.key)
    }
    return try result.get()
  }

  package func health(of object: KubeObject) -> ObjectHealth { ObjectHealth(of: object) }
}

/// Which objects a list or a watch is about. Nil fields match all.
package struct ClusterQuery: Sendable, Hashable {
  package var kind: GroupKind?
  package var namespace: String?
  package var name: String?
  package var selector: LabelSelector

  package init(
    kind: GroupKind? = nil, namespace: String? = nil, name: String? = nil, selector: LabelSelector = LabelSelector()
  ) {
    self.kind = kind
    self.namespace = namespace
    self.name = name
    self.selector = selector
  }

  package func matches(_ object: KubeObject) -> Bool {
    (kind.map { $0 == object.groupVersionKind.groupKind } ?? true)
      && (namespace.map { $0 == object.namespace } ?? true) && (name.map { $0 == object.name } ?? true)
      && (selector.requirements.isEmpty || selector.matches(object.labels))
  }
}

/// A snapshot of objects and the version of the cluster at which it was taken.
package struct ClusterList: Sendable {
  package var objects: [KubeObject]
  /// Where a watch can go on from.
  package var version: String

  package init(objects: [KubeObject], version: String) {
    self.objects = objects
    self.version = version
  }
}

/// One change of one object.
package struct ClusterChange: Sendable {
  package enum Kind: String, Sendable { case added = "ADDED", modified = "MODIFIED", deleted = "DELETED" }

  package var kind: Kind
  /// The object after the change; before it for a deletion.
  package var object: KubeObject
  /// The version of the cluster at this change.
  package var version: String

  package init(kind: Kind, object: KubeObject, version: String) {
    self.kind = kind
    self.object = object
    self.version = version
  }
}

/// How to apply.
package struct ApplyOptions: Sendable, Hashable {
  /// Who applies: the name under which fields are owned.
  package var fieldManager: String
  /// Takes fields over from other managers instead of reporting a conflict.
  package var force: Bool
  /// Computes and checks the result without keeping it.
  package var dryRun: Bool
  /// Other managers whose fields become those of `fieldManager` before the apply, so that what they added and the
  /// applied object does not have is removed.
  package var takesOver: [ManagerPattern]

  package init(fieldManager: String, force: Bool = false, dryRun: Bool = false, takesOver: [ManagerPattern] = []) {
    self.fieldManager = fieldManager
    self.force = force
    self.dryRun = dryRun
    self.takesOver = takesOver
  }
}

/// Field managers by the start of their name and their operation.
package struct ManagerPattern: Sendable, Hashable {
  package enum Operation: String, Sendable, Hashable { case apply = "Apply", update = "Update" }

  package var prefix: String
  package var operation: Operation

  package init(prefix: String, operation: Operation) {
    self.prefix = prefix
    self.operation = operation
  }
}

/// What an apply did.
package struct AppliedObject: Sendable {
  package enum Action: String, Sendable, Hashable {
    case created, configured, unchanged
  }

  package var object: KubeObject
  /// `unchanged` also when only the ownership of fields moved.
  package var action: Action
  /// Whether something has to be written (or was), be it only the ownership of fields.
  package var isWrite: Bool

  package init(object: KubeObject, action: Action, isWrite: Bool) {
    self.object = object
    self.action = action
    self.isWrite = isWrite
  }
}

/// A change of parts of an object.
package enum ClusterPatch: Sendable {
  /// RFC 7386.
  case merge(Value)
  /// RFC 6902: the list of operations.
  case json(Value)
}

/// How to delete.
package struct DeleteOptions: Sendable, Hashable {
  package enum Propagation: String, Sendable, Hashable {
    /// The object goes at once, then its dependents.
    case background = "Background"
    /// Dependents that block the deletion go first.
    case foreground = "Foreground"
    /// Dependents stay and lose their owner reference.
    case orphan = "Orphan"
  }

  package var propagation: Propagation
  /// When set, an object with another identity is left alone (a conflict).
  package var uid: String?
  package var resourceVersion: String?

  package init(propagation: Propagation = .background, uid: String? = nil, resourceVersion: String? = nil) {
    self.propagation = propagation
    self.uid = uid
    self.resourceVersion = resourceVersion
  }
}

/// A kind as the cluster serves it.
package struct ClusterResource: Sendable, Hashable {
  package var kind: GroupVersionKind
  package var isNamespaced: Bool
  /// The versions that are served; the first is preferred.
  package var versions: [String]

  package init(kind: GroupVersionKind, isNamespaced: Bool, versions: [String]) {
    self.kind = kind
    self.isNamespaced = isNamespaced
    self.versions = versions
  }
}
