import Structure

/// Whether an object has become what its spec asks for, by the rules of kstatus.
package struct ObjectHealth: Sendable, Hashable {
  package enum Status: String, Sendable, Hashable {
    /// The object is as its spec asks for.
    case current = "Current"
    case inProgress = "InProgress"
    /// It will not get there by itself.
    case failed = "Failed"
    /// Its deletion has begun.
    case terminating = "Terminating"
    case notFound = "NotFound"
    case unknown = "Unknown"
  }

  package var status: Status
  /// One line on what is missing, or on what is well.
  package var message: String

  package init(_ status: Status, _ message: String) {
    self.status = status
    self.message = message
  }

  package static let notFound = ObjectHealth(.notFound, "the object does not exist")
}

extension ObjectHealth {
  /// The health of `object` as its status tells it.
  ///
  /// Rules that hold for every kind come first (deletion, a generation not yet observed, `Reconciling`, `Stalled`), then
  /// those of the built-in kinds, then the `Ready` condition. An object without any of them is current.
  package init(of object: KubeObject) {
    if let general = ObjectHealth.general(object) {
      self = general
      return
    }
    let kind = object.groupVersionKind.groupKind
    switch (kind.group, kind.kind) {
    case ("apps", "Deployment"): self = .deployment(object)
    case ("apps", "StatefulSet"): self = .statefulSet(object)
    case ("apps", "DaemonSet"): self = .daemonSet(object)
    case ("apps", "ReplicaSet"): self = .replicaSet(object)
    case ("batch", "Job"): self = .job(object)
    case ("", "Pod"): self = .pod(object)
    case ("", "PersistentVolumeClaim"): self = .volumeClaim(object)
    case ("", "Service"): self = .service(object)
    case ("policy", "PodDisruptionBudget"): self = .init(.current, "the disruption budget is recorded")
    case ("apiextensions.k8s.io", "CustomResourceDefinition"): self = .customResourceDefinition(object)
    case ("", "ConfigMap"), ("", "Secret"), ("batch", "CronJob"): self = .init(.current, "the object exists")
    default: self = .byReadyCondition(object)
    }
  }

  /// What holds for every kind; nil when it decides nothing.
  private static func general(_ object: KubeObject) -> ObjectHealth? {
    if object.deletionTimestamp != nil { return .init(.terminating, "the object is being deleted") }
    if let observed = object.status?["observedGeneration"]?.int, observed != object.generation {
      return .init(.inProgress, "generation \(object.generation) is not observed yet, the last observed is \(observed)")
    }
    if let reconciling = object.condition("Reconciling"), reconciling.status == "True" {
      return .init(.inProgress, reconciling.message)
    }
    if let stalled = object.condition("Stalled"), stalled.status == "True" { return .init(.failed, stalled.message) }
    return nil
  }

  private static func byReadyCondition(_ object: KubeObject) -> ObjectHealth {
    guard let ready = object.condition("Ready") else { return .init(.current, "the object exists") }
    return ready.status == "True"
      ? .init(.current, ready.message.isEmpty ? "the object is ready" : ready.message)
      : .init(.inProgress, ready.message.isEmpty ? "the object is not ready" : ready.message)
  }
}

extension KubeObject {
  /// The entry of `status.conditions` of this type, as far as health needs it.
  func condition(_ type: String) -> (status: String, reason: String, message: String)? {
    for condition in status?["conditions"]?.array ?? [] where condition["type"]?.string == type {
      return (
        condition["status"]?.string ?? "", condition["reason"]?.string ?? "", condition["message"]?.string ?? ""
      )
    }
    return nil
  }

  /// A whole number of the status; zero when it is missing.
  func statusCount(_ field: String) -> Int64 { status?[field]?.int ?? 0 }
}
