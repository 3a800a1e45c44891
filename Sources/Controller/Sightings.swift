import Kube
import Synchronization
import Toolkit

/// What was last seen of each object that decides whether it has to be reconciled; shared by watch and workers.
final class Sightings: Sendable {
  struct Sighting: Hashable {
    var uid: String
    var generation: Int64
    var requestedAt: String?
    var isDeleting: Bool

    init(_ object: KubeObject) {
      uid = object.uid
      generation = object.generation
      requestedAt = object.annotations[ToolkitNames.requestedAt]
      isDeleting = object.deletionTimestamp != nil
    }
  }

  enum News: Equatable {
    /// Nothing that asks for a reconcile; perhaps because a worker has read this or a later state already.
    case nothing
    case first
    case changed(isNewGeneration: Bool)
  }

  private struct Entry {
    var sighting: Sighting
    var version: UInt64
  }

  private let seen = Mutex<[ObjectKey: Entry]>([:])

  /// Remembers what is seen of `object`, and tells what is new about it. Older states than the last seen are no news:
  /// a worker may read an object before the watch comes to its change.
  @discardableResult
  func note(_ object: KubeObject) -> News {
    let entry = Entry(sighting: Sighting(object), version: UInt64(object.resourceVersion) ?? 0)
    return seen.withLock { seen in
      guard let before = seen[object.key] else {
        seen[object.key] = entry
        return .first
      }
      let isSameObject = before.sighting.uid == entry.sighting.uid
      guard !isSameObject || entry.version > before.version else { return .nothing }
      seen[object.key] = entry
      guard before.sighting != entry.sighting else { return .nothing }
      return .changed(isNewGeneration: before.sighting.generation != entry.sighting.generation || !isSameObject)
    }
  }

  func forget(_ key: ObjectKey) { seen.withLock { $0[key] = nil } }
  var keys: [ObjectKey] { seen.withLock { Array($0.keys) } }
}
