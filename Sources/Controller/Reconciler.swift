package import Kube
package import Store

/// Makes the world equal to what objects of one kind declare.
///
/// The runtime reads the object, checks its spec, keeps its finalizer, calls ``reconcile(_:)`` for one key at a time,
/// and writes status, conditions and events. A reconciler looks at the world, acts, and says how it went.
package protocol Reconciler: Sendable {
  /// The kind whose objects this reconciles.
  var kind: GroupVersionKind { get }

  /// The finalizer to keep on every object; nil when nothing has to be undone on deletion.
  var finalizer: String? { get }

  /// The kinds whose changes are shown to ``dependents(on:reader:)``.
  var dependencies: DependencyScope { get }

  /// Whether a running reconcile is cancelled when the object's spec changes, so that a wait for the old spec does
  /// not hold up the new one.
  var isCancelledByNewGeneration: Bool { get }

  /// Finishes what an earlier call was kept from, such as telling what it changed. Called before anything else, and for
  /// suspended and invalid objects too; must be cheap.
  /// - Throws: Whatever keeps it from that; it is tried again, and the object is left alone until then.
  func catchUp(_ request: ReconcileRequest) async throws

  /// Observes and acts; called again and again, so it must be cheap when there is nothing to do.
  ///
  /// Suspended, deleted and invalid objects don't come here.
  /// - Throws: ``ReconcileFailure`` with the words for the condition; any other error becomes a failure with the reason
  ///   `ReconciliationFailed` and the error's description. Both are retried. After a cancellation conditions and events
  ///   stay as they are, but the status fields of a ``ReconcileFailure`` are written, so that no inventory is lost.
  func reconcile(_ request: ReconcileRequest) async throws -> ReconcileResult

  /// Undoes what was done, before the finalizer is removed and the object goes. Its spec may be invalid by now.
  /// - Throws: As ``reconcile(_:)``; the object stays, and this is called again.
  func finalize(_ request: ReconcileRequest) async throws

  /// The keys of this kind that have to be reconciled at once because another object changed.
  ///
  /// Called for each change in ``dependencies``, in order, with a snapshot of the store that is at least as new.
  func dependents(on change: ObjectChange, reader: StoreReader) throws -> [ObjectKey]

  /// Work of its own beside the queue, such as watching a cluster; runs while this process holds the kind's lease, and
  /// is cancelled when it loses it or shuts down. Returning early is fine.
  func runAlongside(_ requeue: Requeue) async throws
}

extension Reconciler {
  package var finalizer: String? { nil }
  package var dependencies: DependencyScope { .none }
  package var isCancelledByNewGeneration: Bool { true }
  package func catchUp(_ request: ReconcileRequest) async throws {}
  package func finalize(_ request: ReconcileRequest) async throws {}
  package func dependents(on change: ObjectChange, reader: StoreReader) throws -> [ObjectKey] { [] }
  package func runAlongside(_ requeue: Requeue) async throws {}
}

/// Whose changes a reconciler wants to hear of. Changes of its own kind count as well when they are named.
package enum DependencyScope: Sendable {
  case none
  case kinds([GroupKind])
  /// All changes in the store. Each costs every such reconciler a call.
  case everything
}

/// Puts keys of one kind into its queue from outside, for example when a drift was seen.
package struct Requeue: Sendable {
  private let add: @Sendable (ObjectKey, Duration) -> Void

  init(_ add: @escaping @Sendable (ObjectKey, Duration) -> Void) { self.add = add }

  /// Reconciles `key` as soon as `delay` has passed.
  package func callAsFunction(_ key: ObjectKey, after delay: Duration = .zero) { add(key, delay) }
}
