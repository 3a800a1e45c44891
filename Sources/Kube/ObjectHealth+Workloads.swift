import Structure

/// The rules of kstatus for the kinds that run something.
extension ObjectHealth {
  static func deployment(_ object: KubeObject) -> ObjectHealth {
    let wanted = object.spec?["replicas"]?.int ?? 1
    let progressing = object.condition("Progressing")
    if progressing?.reason == "ProgressDeadlineExceeded" { return .init(.failed, "the progress deadline is exceeded") }
    let total = object.statusCount("replicas")
    let updated = object.statusCount("updatedReplicas")
    let available = object.statusCount("availableReplicas")
    if total < wanted { return .init(.inProgress, "replicas: \(total)/\(wanted)") }
    if updated < wanted { return .init(.inProgress, "updated: \(updated)/\(wanted)") }
    if total > wanted { return .init(.inProgress, "pending termination: \(total - wanted)") }
    if available < updated { return .init(.inProgress, "available: \(available)/\(updated)") }
    if let short = readyShortage(object, wanted) { return short }
    if progressing?.status != "True", object.spec?["progressDeadlineSeconds"] != nil {
      return .init(.inProgress, "the new replica set is not available")
    }
    if object.condition("Available")?.status != "True" { return .init(.inProgress, "the deployment is not available") }
    return .init(.current, "the deployment is available, replicas: \(total)")
  }

  static func statefulSet(_ object: KubeObject) -> ObjectHealth {
    if object.spec?[path: "updateStrategy", "type"]?.string == "OnDelete" {
      return .init(.current, "pods are updated when they are deleted")
    }
    let wanted = object.spec?["replicas"]?.int ?? 1
    let total = object.statusCount("replicas")
    if total < wanted { return .init(.inProgress, "replicas: \(total)/\(wanted)") }
    if let short = readyShortage(object, wanted) { return short }
    if total > wanted { return .init(.inProgress, "pending termination: \(total - wanted)") }
    let updated = object.statusCount("updatedReplicas")
    if let partition = object.spec?[path: "updateStrategy", "rollingUpdate", "partition"]?.int, partition > 0 {
      let expected = max(0, wanted - partition)
      return updated < expected
        ? .init(.inProgress, "updated: \(updated)/\(expected)") : .init(.current, "the partition is rolled out")
    }
    if object.statusCount("currentReplicas") < wanted {
      return .init(.inProgress, "current: \(object.statusCount("currentReplicas"))/\(wanted)")
    }
    if object.status?["currentRevision"] != object.status?["updateRevision"] {
      return .init(.inProgress, "waiting for the updated revision to become the current one")
    }
    return .init(.current, "all replicas are ready: \(total)")
  }

  static func daemonSet(_ object: KubeObject) -> ObjectHealth {
    guard object.status?["observedGeneration"] != nil, let wanted = object.status?["desiredNumberScheduled"]?.int else {
      return .init(.inProgress, "not scheduled yet")
    }
    for (field, name) in [
      ("currentNumberScheduled", "current"), ("updatedNumberScheduled", "updated"), ("numberAvailable", "available"),
      ("numberReady", "ready"),
    ] where object.statusCount(field) < wanted {
      return .init(.inProgress, "\(name): \(object.statusCount(field))/\(wanted)")
    }
    return .init(.current, "all pods are ready: \(wanted)")
  }

  static func replicaSet(_ object: KubeObject) -> ObjectHealth {
    let wanted = object.spec?["replicas"]?.int ?? 1
    if let failure = object.condition("ReplicaFailure"), failure.status == "True" {
      return .init(.inProgress, failure.message)
    }
    for (field, name) in [("fullyLabeledReplicas", "labelled"), ("availableReplicas", "available")]
    where object.statusCount(field) < wanted {
      return .init(.inProgress, "\(name): \(object.statusCount(field))/\(wanted)")
    }
    if let short = readyShortage(object, wanted) { return short }
    let total = object.statusCount("replicas")
    if total > wanted { return .init(.inProgress, "pending termination: \(total - wanted)") }
    return .init(.current, "replicas: \(total)")
  }

  /// As Flux has it, and unlike kstatus: a job is current only once it has completed.
  static func job(_ object: KubeObject) -> ObjectHealth {
    if let failed = object.condition("Failed"), failed.status == "True" {
      return .init(.failed, "the job failed: \(failed.message)")
    }
    if object.condition("Complete")?.status == "True" { return .init(.current, "the job is complete") }
    if object.condition("Suspended")?.status == "True" { return .init(.current, "the job is suspended") }
    return .init(.inProgress, object.status?["startTime"] == nil ? "the job has not started" : "the job is running")
  }

  static func pod(_ object: KubeObject) -> ObjectHealth {
    let ready = object.condition("Ready")
    switch object.status?["phase"]?.string ?? "" {
    case "Succeeded": return .init(.current, "the pod has completed")
    case "Failed": return .init(.failed, "the pod has failed")
    case "Running":
      if ready?.status == "True" { return .init(.current, "the pod is ready") }
      for container in object.status?["containerStatuses"]?.array ?? []
      where container[path: "state", "waiting", "reason"]?.string == "CrashLoopBackOff" {
        return .init(.failed, "container \(container["name"]?.string ?? "?") keeps crashing")
      }
      return .init(.inProgress, "the pod is running but not ready")
    case "Pending":
      if let scheduled = object.condition("PodScheduled"), scheduled.status == "False" {
        return .init(.inProgress, "the pod could not be scheduled: \(scheduled.message)")
      }
      return .init(.inProgress, "the pod is pending")
    case let phase:
      return .init(.inProgress, phase.isEmpty ? "the pod has no phase yet" : "the pod is in phase \(phase)")
    }
  }

  static func volumeClaim(_ object: KubeObject) -> ObjectHealth {
    let phase = object.status?["phase"]?.string ?? "unknown"
    return phase == "Bound"
      ? .init(.current, "the claim is bound") : .init(.inProgress, "the claim is not bound, its phase is \(phase)")
  }

  static func service(_ object: KubeObject) -> ObjectHealth {
    if object.spec?["type"]?.string == "LoadBalancer", (object.spec?["clusterIP"]?.string ?? "").isEmpty {
      return .init(.inProgress, "the service has no cluster address yet")
    }
    return .init(.current, "the service is ready")
  }

  static func customResourceDefinition(_ object: KubeObject) -> ObjectHealth {
    if let names = object.condition("NamesAccepted"), names.status == "False" { return .init(.failed, names.message) }
    return object.condition("Established")?.status == "True"
      ? .init(.current, "the definition is established") : .init(.inProgress, "the definition is not established yet")
  }

  private static func readyShortage(_ object: KubeObject, _ wanted: Int64) -> ObjectHealth? {
    let ready = object.statusCount("readyReplicas")
    return ready < wanted ? .init(.inProgress, "ready: \(ready)/\(wanted)") : nil
  }
}
