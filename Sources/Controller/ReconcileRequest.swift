package import Kube
package import Logging
package import Store

/// One call of a reconciler: the object as it is now, and what to work with.
package struct ReconcileRequest: Sendable {
  package let key: ObjectKey
  /// As read when the work began; its spec is valid unless the object is being deleted.
  package let object: KubeObject
  package let store: Store
  /// Carries controller, object and reconcile ID.
  package let log: Logger
  /// Failures of this key in a row before this call; 0 after a success.
  package let attempt: Int
  /// Somebody asked by the annotation `reconcile.fluxcd.io/requestedAt`: look even where nothing seems to have changed.
  package let isForced: Bool
  private let time: any TimeSource
  private let reportProgress: @Sendable (_ reason: String, _ message: String) async -> Void

  package init(
    object: KubeObject, store: Store, log: Logger, attempt: Int = 0, isForced: Bool = false,
    time: any TimeSource = SystemTime(),
    reportProgress: @escaping @Sendable (_ reason: String, _ message: String) async -> Void = { _, _ in }
  ) {
    key = object.key
    self.object = object
    self.store = store
    self.log = log
    self.attempt = attempt
    self.isForced = isForced
    self.time = time
    self.reportProgress = reportProgress
  }

  /// The time of day, from the runtime's clock.
  package func now() -> Timestamp { time.wallClock }

  /// Says that real work is under way: `Ready=Unknown` and `Reconciling=True` are written at once.
  ///
  /// Call it when something changed and the work may take a while; never on a look that finds nothing new, since it is
  /// a write. Failures to write are logged, not thrown.
  package func progress(reason: String = "Progressing", message: String) async { await reportProgress(reason, message) }
}
