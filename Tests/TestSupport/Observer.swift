package import Kube
package import Store
import Structure

/// Waits until an object in the store is as a condition wants it, woken by the store's own watch.
package struct Observer: Sendable {
  package let store: Store

  package init(_ store: Store) { self.store = store }

  /// The object once the condition holds; nil is passed while there is none.
  /// - Throws: ``TestFailure`` that shows the last state when the deadline passes.
  @discardableResult
  package func wait(
    for kind: GroupKind, _ namespace: String, _ name: String, _ what: String, within limit: Duration = .seconds(20),
    until holds: @escaping @Sendable (KubeObject?) -> Bool
  ) async throws -> ContinuousClock.Instant {
    let key = ObjectKey(kind, namespace: namespace, name: name)
    let wakeups = store.wakeups()
    return try await withThrowingTaskGroup(of: ContinuousClock.Instant?.self) { group in
      group.addTask { [store] in
        if holds(try await store.read({ try $0.object(key) })) { return .now }
        for await _ in wakeups where holds(try await store.read({ try $0.object(key) })) { return .now }
        return nil
      }
      group.addTask {
        try await Task.sleep(for: limit)
        return nil
      }
      defer { group.cancelAll() }
      if let reached = try await group.next() ?? nil { return reached }
      let last = try await store.read { try $0.object(key) }
      let state = last.map { JSON.text($0.status ?? .null) } ?? "not there"
      throw TestFailure("\(key) was not \(what) within \(limit); its status is \(state)")
    }
  }
}
