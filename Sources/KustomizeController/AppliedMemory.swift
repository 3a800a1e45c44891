import Cluster
import Controller
import Kube
import Overlay
import Structure
import Synchronization
import Toolkit

/// What this process knows about the Kustomizations that it reconciles: what they wait for, and what they applied.
///
/// Nothing here has to survive: a process that starts looks at every Kustomization once and knows it all again.
final class AppliedMemory: Sendable {
  /// What a successful reconcile left behind.
  struct Applied: Sendable {
    var uid: String
    var generation: Int64
    /// While these paths of the source are the same, so is the render.
    var readSet: ReadSet
    /// Every applied object as it was right afterwards.
    var fingerprints: [ObjectKey: Int]
  }

  private struct Entry {
    var source: ObjectKey?
    var dependencies: [ObjectKey] = []
    /// Whether the last reconcile found a dependency that is not ready, or one looks right now.
    var isWaiting = false
    /// The artifact that the last reconcile took.
    var artifact: String?
    var applied: Applied?
    /// While a reconcile runs, changes of objects can be its own; they are judged when it is done.
    var isRunning = false
    var suspects: [ObjectKey: Int?] = [:]
  }

  private struct State {
    var entries: [ObjectKey: Entry] = [:]
    /// Who applied an object.
    var owners: [ObjectKey: ObjectKey] = [:]
    var requeue: Requeue?
  }

  private let state = Mutex(State())

  /// The identity of what an object declares: everything but its status and what servers and controllers keep in its
  /// metadata. Comparable within this process only.
  static func fingerprint(_ object: KubeObject) -> Int {
    var content = object.content
    content["status"] = nil
    var metadata = object.metadata
    for field in ["managedFields", "resourceVersion", "generation", "finalizers"] { metadata[field] = nil }
    content["metadata"] = .object(metadata)
    return content.hashValue
  }

  // MARK: What a Kustomization waits for

  /// Call before reading source and dependencies, so that no change falls between.
  func look(_ key: ObjectKey, source: ObjectKey, dependencies: [ObjectKey]) {
    edit(key) {
      $0.source = source
      $0.dependencies = dependencies
      $0.isWaiting = true
    }
  }

  func found(_ key: ObjectKey, artifact: String?, isWaiting: Bool) {
    edit(key) {
      $0.artifact = artifact
      $0.isWaiting = isWaiting
    }
  }

  /// The Kustomizations that a change of a source concerns: those that use it and have not seen this artifact.
  func users(of source: ObjectKey, artifact: String?) -> [ObjectKey] {
    state.withLock { state in
      state.entries.filter { $0.value.source == source && $0.value.artifact != artifact }.map(\.key)
    }
  }

  /// The Kustomizations that wait for `dependency`.
  func waiters(for dependency: ObjectKey) -> [ObjectKey] {
    state.withLock { state in
      state.entries.filter { $0.value.isWaiting && $0.value.dependencies.contains(dependency) }.map(\.key)
    }
  }

  // MARK: What a Kustomization applied

  func applied(_ key: ObjectKey) -> Applied? { state.withLock { $0.entries[key]?.applied } }

  func begin(_ key: ObjectKey) {
    edit(key) {
      $0.isRunning = true
      $0.suspects = [:]
    }
  }

  /// Ends what ``begin(_:)`` began.
  /// - Parameter applied: Nil after a failure: the next reconcile then looks at everything.
  func end(_ key: ObjectKey, _ applied: Applied?) {
    let (requeue, isDrifted) = state.withLock { state -> (Requeue?, Bool) in
      for (object, _) in state.entries[key]?.applied?.fingerprints ?? [:] where state.owners[object] == key {
        state.owners[object] = nil
      }
      let suspects = state.entries[key]?.suspects ?? [:]
      state.entries[key]?.applied = applied
      state.entries[key]?.isRunning = false
      state.entries[key]?.suspects = [:]
      guard let applied else { return (state.requeue, false) }
      for object in applied.fingerprints.keys { state.owners[object] = key }
      let isDrifted = suspects.contains { object, seen in
        applied.fingerprints[object].map { $0 != seen } ?? false
      }
      return (state.requeue, isDrifted)
    }
    if isDrifted { requeue?(key) }
  }

  func forget(_ key: ObjectKey) {
    state.withLock { state in
      for object in state.entries[key]?.applied?.fingerprints.keys ?? [:].keys where state.owners[object] == key {
        state.owners[object] = nil
      }
      state.entries[key] = nil
    }
  }

  // MARK: Drift

  func use(_ requeue: Requeue) { state.withLock { $0.requeue = requeue } }

  var keys: [ObjectKey] { state.withLock { Array($0.entries.keys) } }

  /// The Kustomization whose applied object is no longer as it was left; nil when the change is none of ours, is our
  /// own, or says nothing about what was declared.
  func drifted(by change: ClusterChange) -> ObjectKey? {
    let object = change.object.key
    let seen: Int? = change.kind == .deleted ? nil : Self.fingerprint(change.object)
    let labels = change.object.labels
    return state.withLock { state in
      let labelled = labels[ApplyAnnotation.ownerName].flatMap { name in
        labels[ApplyAnnotation.ownerNamespace].map { Kustomization.key(namespace: $0, name: name) }
      }
      // Without labels, as after an edit that removed them, the memory tells. With those of another Kustomization the
      // object has a new owner, and two that fight over it must not do so at full speed.
      let owner = labelled ?? state.owners[object]
      guard let owner, var entry = state.entries[owner] else { return nil }
      if entry.isRunning {
        entry.suspects[object] = .some(seen)
        state.entries[owner] = entry
        return nil
      }
      guard let known = entry.applied?.fingerprints[object], known != seen else { return nil }
      return owner
    }
  }

  private func edit(_ key: ObjectKey, _ body: (inout Entry) -> Void) {
    state.withLock { body(&$0.entries[key, default: Entry()]) }
  }
}
