package import Kube
package import Store
import Structure

/// The cluster in the store: objects with the semantics of a Kubernetes API server, and nothing that runs them.
///
/// The toolkit's own kinds are objects of the same store, so what is applied here can be further sources and
/// Kustomizations. Applied workloads are recorded and count as healthy.
package struct EmbeddedCluster: Cluster {
  package let store: Store

  /// How many objects are written in one transaction, so that the other processes get their turn.
  static let batch = 200

  package init(store: Store) { self.store = store }

  package func get(_ key: ObjectKey) async throws -> KubeObject? { try await store.read { try $0.object(key) } }

  package func list(_ query: ClusterQuery) async throws -> ClusterList {
    try await store.read { reader in
      var objects = try reader.objects(query.stored)
      if !query.selector.requirements.isEmpty { objects = objects.filter { query.selector.matches($0.labels) } }
      return ClusterList(objects: objects, version: "\(try reader.version)")
    }
  }

  package func watch(_ query: ClusterQuery, after version: String?) -> AsyncThrowingStream<ClusterChange, any Error> {
    let changes = store.watch(query.stored, after: version.flatMap { UInt64($0) })
    let reader = EmbeddedWatch(changes, query)
    return AsyncThrowingStream { try await reader.next() }
  }

  package func resource(_ kind: GroupKind) async throws -> ClusterResource? {
    try await store.read { try EmbeddedKinds(reader: $0).resource(kind) }
  }

  package func health(of object: KubeObject) -> ObjectHealth { EmbeddedHealth.health(of: object) }
}

extension ClusterQuery {
  /// What the store can select by itself; the rest is left to ``matches(_:)``.
  var stored: ObjectQuery {
    var labels: [String: String] = [:]
    for case .isIn(let key, let values) in selector.requirements where values.count == 1 { labels[key] = values[0] }
    return ObjectQuery(group: kind?.group, kind: kind?.kind, namespace: namespace, name: name, labels: labels)
  }
}

/// Reads the store's changes as fast as the consumer takes them, so nothing is buffered. One consumer at a time.
private actor EmbeddedWatch {
  private let changes: AsyncThrowingStream<ObjectChange, any Error>
  private let query: ClusterQuery

  init(_ changes: AsyncThrowingStream<ObjectChange, any Error>, _ query: ClusterQuery) {
    self.changes = changes
    self.query = query
  }

  func next() async throws -> ClusterChange? {
    // The stream keeps the place, not the iterator; a fresh one each time is not shared over a suspension.
    var iterator = changes.makeAsyncIterator()
    while let change = try await iterator.next(isolation: self) {
      guard query.matches(change.object) else { continue }
      let kind: ClusterChange.Kind =
        switch change.type {
        case .added: .added
        case .modified: .modified
        case .deleted: .deleted
        }
      return ClusterChange(kind: kind, object: change.object, version: "\(change.sequence)")
    }
    return nil
  }
}
