package import Controller
package import Kube
package import Store
import Structure
import Toolkit

/// Checks Alerts: their regular expressions, and that there is a Provider to send to.
package struct AlertReconciler: Reconciler {
  package let kind = Alert.kind
  package let dependencies = DependencyScope.kinds([Provider.groupKind])

  package init() {}

  package func reconcile(_ request: ReconcileRequest) async throws -> ReconcileResult {
    let rule = try AlertRule(request.object)
    if let problem = rule.problems.first {
      return ReconcileResult(.stalled(reason: "InvalidConfig", message: problem))
    }
    guard try await request.store.read({ try $0.object(rule.providerKey) }) != nil else {
      return ReconcileResult(
        .waiting(
          reason: "ProviderNotFound",
          message: "spec.providerRef: there is no Provider \"\(rule.spec.providerName)\" in namespace "
            + "\"\(request.key.namespace)\"; events wait for it",
          again: ProviderReconciler.seldom))
    }
    return ReconcileResult(
      .ready(reason: ConditionReason.succeeded, message: "reports events", again: ProviderReconciler.seldom))
  }

  package func dependents(on change: ObjectChange, reader: StoreReader) throws -> [ObjectKey] {
    try reader.objects(ObjectQuery(Alert.groupKind, namespace: change.key.namespace)).filter {
      $0.spec?["providerRef"]?["name"]?.string == change.key.name
    }.map(\.key)
  }
}
