package import Controller
package import Kube
import Notify
package import Store
import Structure
import Toolkit

/// Checks Providers and shows in their conditions whether messages get through; sends beside that.
///
/// The process that holds the lease of the Providers is the one that sends.
package struct ProviderReconciler: Reconciler {
  package let kind = Provider.kind
  package let dependencies = DependencyScope.kinds([GroupKind(group: "", kind: "Secret")])

  private let dispatcher: Dispatcher

  package init(dispatcher: Dispatcher) { self.dispatcher = dispatcher }

  package func reconcile(_ request: ReconcileRequest) async throws -> ReconcileResult {
    let connection = try await request.store.read { try Connection(request.key, $0) }
    switch connection.state {
    case .suspended:
      return ReconcileResult(.ready(reason: ConditionReason.suspended, message: "suspended", again: Self.seldom))
    case .broken(let reason, let message):
      // A Secret that appears or changes brings this back at once.
      return ReconcileResult(.stalled(reason: reason, message: message))
    case .ready:
      guard let trouble = dispatcher.health.trouble(of: request.key) else {
        return ReconcileResult(.ready(reason: ConditionReason.succeeded, message: "ready to send", again: Self.seldom))
      }
      return ReconcileResult(
        .waiting(reason: "NotificationDispatchFailed", message: trouble.message, again: Self.seldom))
    }
  }

  /// A Provider has no interval: all that concerns it comes as a change.
  static let seldom = Duration.seconds(3600)

  package func dependents(on change: ObjectChange, reader: StoreReader) throws -> [ObjectKey] {
    try reader.objects(ObjectQuery(Provider.groupKind, namespace: change.key.namespace)).filter { provider in
      ["secretRef", "certSecretRef", "proxySecretRef"].contains {
        provider.spec?[$0]?["name"]?.string == change.key.name
      }
    }.map(\.key)
  }

  package func runAlongside(_ requeue: Requeue) async throws { try await dispatcher.run { requeue($0) } }
}
