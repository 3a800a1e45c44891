package import Kube

/// Waits until objects are healthy, or gone.
package struct HealthWait: Sendable {
  package let cluster: any Cluster
  package let timeout: Duration

  package init(cluster: any Cluster, timeout: Duration) {
    self.cluster = cluster
    self.timeout = timeout
  }

  /// Returns when all objects are current.
  /// - Throws: ``HealthError`` as soon as one has failed, or when the time is over.
  package func wait(for keys: [ObjectKey]) async throws {
    try await follow(keys) { health in
      switch health.status {
      case .current: .done
      case .failed: .failed
      default: .pending
      }
    }
  }

  /// Returns when none of the objects exists.
  /// - Throws: ``HealthError`` when the time is over.
  package func waitForEnd(of keys: [ObjectKey]) async throws {
    try await follow(keys) { $0.status == .notFound ? .done : .pending }
  }

  private enum Verdict { case done, pending, failed }

  /// The objects that are not as they should be.
  private func look(_ keys: [ObjectKey], _ judge: (ObjectHealth) -> Verdict) async throws
    -> (open: [ObjectKey: ObjectHealth], hasFailed: Bool)
  {
    var open: [ObjectKey: ObjectHealth] = [:]
    var hasFailed = false
    for key in keys {
      let health = try await cluster.get(key).map { cluster.health(of: $0) } ?? .notFound
      switch judge(health) {
      case .done: continue
      case .pending: open[key] = health
      case .failed:
        open[key] = health
        hasFailed = true
      }
    }
    return (open, hasFailed)
  }

  private func follow(_ keys: [ObjectKey], _ judge: @Sendable @escaping (ObjectHealth) -> Verdict) async throws {
    guard !keys.isEmpty else { return }
    // Read before the first look, so that no change falls between look and watch.
    let version = try await cluster.list(ClusterQuery(kind: GroupKind(group: "", kind: "Namespace"), name: "default"))
      .version
    let first = try await look(keys, judge)
    guard !first.open.isEmpty else { return }
    if first.hasFailed { throw HealthError(open: first.open, isTimeout: false) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        var open = Set(first.open.keys)
        for try await change in cluster.watch(ClusterQuery(), after: version) {
          let key = change.object.key
          guard keys.contains(key) else { continue }
          let found = try await look([key], judge)
          if found.hasFailed { throw HealthError(open: found.open, isTimeout: false) }
          if found.open.isEmpty { open.remove(key) } else { open.insert(key) }
          if open.isEmpty { return }
        }
        try Task.checkCancellation()
        throw ClusterError(.unreachable, "the watch ended")
      }
      group.addTask {
        try await Task.sleep(for: timeout)
        let last = try await look(keys, judge)
        guard !last.open.isEmpty else { return }
        throw HealthError(open: last.open, isTimeout: true)
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }
}

/// Objects that are not as they should be.
package struct HealthError: Error, Sendable, CustomStringConvertible {
  package var open: [ObjectKey: ObjectHealth]
  /// Whether the time was over; otherwise one of the objects has failed for good.
  package var isTimeout: Bool
  /// What an apply had changed when it had to wait.
  package var done = ChangeSet()

  package init(open: [ObjectKey: ObjectHealth], isTimeout: Bool) {
    self.open = open
    self.isTimeout = isTimeout
  }

  package var description: String {
    let list = open.sorted { $0.key < $1.key }.prefix(10)
      .map { "\($0.key) status: '\($0.value.status.rawValue)': \($0.value.message)" }.joined(separator: ", ")
    let rest = open.count > 10 ? " and \(open.count - 10) more" : ""
    return (isTimeout ? "timeout waiting for: [" : "failed early due to stalled resources: [") + list + "]" + rest
  }
}
