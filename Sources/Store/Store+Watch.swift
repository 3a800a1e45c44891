import Kube
import Structure
import Synchronization

extension Store {
  /// The objects that match and all their changes from now on, or the changes after a version.
  ///
  /// With `after` nil, the stream begins with the objects there are, as `.added`. It reads from the watch log as fast
  /// as it is consumed, so it needs no buffer: a consumer that falls behind the log is given what has changed meanwhile
  /// by comparing lists (the steps in between fall together), and misses no object. With `after`, such a consumer gets
  /// ``StoreError/expired(version:oldest:newest:)`` instead, since the store does not know what it has seen.
  ///
  /// The stream ends when the store is closed or the consuming task is cancelled.
  package func watch(_ query: ObjectQuery, after version: UInt64? = nil) -> AsyncThrowingStream<
    ObjectChange, any Error
  > {
    // Subscribed before the first look, so that a commit right after it is not slept through.
    let cursor = WatchCursor(store: self, query: query, after: version, wakeups: wakeups())
    return AsyncThrowingStream { try await cursor.next() }
  }
}

/// Where one watch is. Used by one consumer at a time, as every async sequence.
private actor WatchCursor {
  private let store: Store
  private let query: ObjectQuery
  private let wakeups: AsyncStream<Void>
  /// The version up to which the consumer knows all; nil before the first list.
  private var version: UInt64?
  /// What the consumer has seen and not seen deleted, to find what went while it was behind the log; nil when the
  /// watch began at a version.
  private var known: [ObjectKey: String]?
  private var pending: ArraySlice<ObjectChange> = []

  init(store: Store, query: ObjectQuery, after version: UInt64?, wakeups: AsyncStream<Void>) {
    self.store = store
    self.query = query
    self.version = version
    self.wakeups = wakeups
    known = version == nil ? [:] : nil
  }

  func next() async throws -> ObjectChange? {
    while !Task.isCancelled {
      if let change = pending.popFirst() { return change }
      try await look()
      if pending.isEmpty {
        // A fresh iterator each time: the wake-up that came meanwhile waits in the stream.
        var iterator = wakeups.makeAsyncIterator()
        guard await iterator.next(isolation: self) != nil else { return nil }
      }
    }
    return nil
  }

  private func look() async throws {
    guard let version else { return try await list() }
    let query = query
    do {
      let page = try await store.read { try $0.changePage(after: version, matching: query, limit: 256) }
      self.version = page.version
      pending = page.changes[...]
      for change in page.changes { known?[change.key] = change.type == .deleted ? nil : change.object.resourceVersion }
      if page.changes.isEmpty, !page.isLast { try await look() }  // none of a full page mattered; more may come
    } catch StoreError.expired where known != nil {
      try await list()
    }
  }

  /// Lists and turns the difference to what is known into changes.
  private func list() async throws {
    let query = query
    let (objects, version) = try await store.read { (try $0.objects(query), try $0.version) }
    var changes: [ObjectChange] = []
    var gone = known ?? [:]
    for object in objects {
      let seen = gone.removeValue(forKey: object.key)
      guard seen != object.resourceVersion else { continue }
      known?[object.key] = object.resourceVersion
      changes.append(
        ObjectChange(
          sequence: UInt64(object.resourceVersion) ?? version, type: seen == nil ? .added : .modified, key: object.key,
          object: object))
    }
    for key in gone.keys.sorted() {
      known?[key] = nil
      var object = KubeObject(Mapping())
      object.kind = key.kind
      object.namespace = key.namespace
      object.name = key.name
      changes.append(ObjectChange(sequence: version, type: .deleted, key: key, object: object))
    }
    self.version = version
    pending = changes[...]
  }
}
