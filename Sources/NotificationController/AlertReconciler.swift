package import Controller
package import Kube
package import Store
import Structure
import Toolkit

/// Checks that there is a Provider to send to. A mistake in the spec of an Alert, such as a regular expression that
/// does not compile, is found before by the runtime.
package struct AlertReconciler: Reconciler {
  package let kind = Alert.kind
  package let dependencies = DependencyScope.kinds([Provider.groupKind])

  package init() {}

  package func reconcile(_ request: ReconcileRequest) async throws -> ReconcileResult {
    let rule = try AlertRule(request.object)
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
