import Glibc
package import Kube
package import Store
import Structure

/// The numbers that are looked up when the metrics are read.
extension PrometheusRegistry {
  /// What the queues and leases of `runtime` look like.
  package func observe(_ runtime: ControllerRuntime) {
    addCollector {
      runtime.states.flatMap { state in
        [
          Sample("workqueue_depth", [("name", state.controller)], Double(state.depth)),
          Sample(
            "controller_runtime_active_workers", [("controller", state.controller)], Double(state.active)),
          Sample(
            "controller_runtime_max_concurrent_reconciles", [("controller", state.controller)],
            Double(state.concurrent)),
          Sample("leader_election_master_status", [("name", state.controller)], state.isLeader ? 1 : 0),
        ]
      }
    }
  }

  /// The state of all objects of some kinds, as Flux's dashboards read it.
  package func observe(_ kinds: [GroupVersionKind], in store: Store) {
    addCollector {
      let objects = try? await store.read { reader in
        try kinds.flatMap { try reader.objects(ObjectQuery($0.groupKind)) }
      }
      return (objects ?? []).map { object in
        let kind = object.groupVersionKind
        var dimensions = [
          ("customresource_group", kind.group), ("customresource_kind", kind.kind),
          ("customresource_version", kind.version), ("exported_namespace", object.namespace), ("name", object.name),
          ("ready", object.conditions[type: Condition.ready]?.status.rawValue ?? "Unknown"),
          ("suspended", object.spec?["suspend"]?.bool == true ? "true" : "false"),
        ]
        let revision = object.status?[path: "artifact", "revision"] ?? object.status?["lastAppliedRevision"]
        if let revision = revision?.string { dimensions.append(("revision", revision)) }
        if let source = object.spec?[path: "sourceRef", "name"]?.string { dimensions.append(("source_name", source)) }
        return Sample("gotk_resource_info", dimensions, 1)
      }
    }
  }

  /// CPU time and memory of the process.
  package func observeProcess() {
    let started = Timestamp.now
    addCollector {
      return [
        Sample("process_cpu_seconds_total", [], Self.cpuSeconds()),
        Sample("process_resident_memory_bytes", [], Double(Self.residentPages() * sysconf(Int32(_SC_PAGESIZE)))),
        Sample("process_start_time_seconds", [], Double(started.secondsSinceEpoch)),
      ]
    }
  }

  /// Fields 14 and 15 of `/proc/self/stat`, counted behind the command's name, which may contain anything.
  private static func cpuSeconds() -> Double {
    let stat = text(ofFile: "/proc/self/stat")
    guard let end = stat.lastIndex(of: ")") else { return 0 }
    let fields = stat[stat.index(after: end)...].split(separator: " ")
    guard fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else { return 0 }
    return (user + system) / Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
  }

  private static func residentPages() -> Int {
    let fields = text(ofFile: "/proc/self/statm").split(separator: " ")
    return fields.count > 1 ? Int(fields[1]) ?? 0 : 0
  }

  private static func text(ofFile path: String) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return "" }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 1024)
    let count = read(file, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }
}
