package import Kube
package import Store

/// Applies the objects of one owner to a cluster: in stages, each object looked at before it is written, by the policies
/// that its annotations ask for.
package struct ObjectApplier: Sendable {
  /// Whose objects these are; written into the labels of each, so that a lost inventory can be found again.
  package struct Owner: Sendable, Hashable {
    package var name: String
    package var namespace: String

    package init(name: String, namespace: String) {
      self.name = name
      self.namespace = namespace
    }

    package var labels: [String: String] {
      [ApplyAnnotation.ownerName: name, ApplyAnnotation.ownerNamespace: namespace]
    }

    package func owns(_ object: KubeObject) -> Bool {
      let labels = object.labels
      return labels[ApplyAnnotation.ownerName] == name && labels[ApplyAnnotation.ownerNamespace] == namespace
    }
  }

  package let cluster: any Cluster
  package let fieldManager: String
  package let owner: Owner
  /// Recreates every object whose immutable fields change, not only those with the annotation.
  package var force: Bool
  /// How long to wait for definitions, namespaces and classes, and for the end of an object that is recreated.
  package var timeout: Duration
  /// Called with what is about to be changed, before it is. Nothing is changed when it throws.
  package var intend: @Sendable ([ChangeIntent.Change]) async throws -> Void

  package init(
    cluster: any Cluster, fieldManager: String, owner: Owner, force: Bool = false, timeout: Duration = .seconds(60),
    intend: @escaping @Sendable ([ChangeIntent.Change]) async throws -> Void = { _ in }
  ) {
    self.cluster = cluster
    self.fieldManager = fieldManager
    self.owner = owner
    self.force = force
    self.timeout = timeout
    self.intend = intend
  }

  /// The objects with the owner's labels, in the order in which they are applied.
  package func labelled(_ objects: [KubeObject]) -> [KubeObject] {
    objects.map { object in
      var object = object
      object.labels.merge(owner.labels) { $1 }
      return object
    }.sorted { ApplyOrder.precedes($0.key, $1.key) }
  }

  /// Makes the cluster equal to `objects` (from ``labelled(_:)``).
  ///
  /// - Throws: ``ApplyError`` when objects are refused: nothing of their stage is written then unless the refusal came
  ///   during the write, and later stages are not tried. ``HealthError`` when definitions don't become usable in time,
  ///   or an object that is made anew does not go.
  package func apply(_ objects: [KubeObject]) async throws -> ChangeSet {
    var changes = ChangeSet()
    for stage in ApplyStage.allCases {
      let members = objects.filter { ApplyStage(of: $0) == stage }
      guard !members.isEmpty else { continue }
      let done = try await applyStage(members, after: changes)
      changes.entries += done.entries
      if stage != .rest {
        let written = done.entries.filter { $0.action == .created || $0.action == .configured }.map(\.key)
        do {
          try await HealthWait(cluster: cluster, timeout: timeout).wait(for: written)
        } catch var error as HealthError {
          error.done = changes
          throw error
        }
      }
    }
    return changes
  }

  private func applyStage(_ objects: [KubeObject], after earlier: ChangeSet) async throws -> ChangeSet {
    var planned = try await plan(objects)
    let refused = planned.compactMap(\.error)
    guard refused.isEmpty else { throw ApplyError(causes: refused, done: earlier) }
    try await intend(zip(objects, planned).compactMap { $1.intent(for: $0) })
    for index in planned.indices where planned[index].mustRecreate {
      do {
        try await recreate(objects[index])
      } catch let error as ClusterError {
        throw ApplyError(causes: [error], done: earlier)
      } catch var error as HealthError {
        error.done = earlier
        throw error
      }
      planned[index].isWrite = true
    }
    let writes = planned.indices.filter { planned[$0].isWrite }
    var failures: [ClusterError] = []
    for overrides in [true, false] {
      let batch = writes.filter { planned[$0].overrides == overrides }
      guard !batch.isEmpty else { continue }
      let results = try await cluster.apply(batch.map { objects[$0] }, options(overrides: overrides))
      for (index, result) in zip(batch, results) {
        switch result {
        case .success(let applied):
          planned[index].object = applied.object
          if !planned[index].mustRecreate { planned[index].action = .init(applied.action) }
        case .failure(let error):
          planned[index].action = .unknown
          failures.append(error)
        }
      }
    }
    let done = ChangeSet(
      zip(objects, planned).map { object, plan in
        .init(
          key: plan.object?.key ?? object.key, version: object.groupVersionKind.version, action: plan.action,
          object: plan.object)
      })
    guard failures.isEmpty else {
      throw ApplyError(
        causes: failures, done: ChangeSet(earlier.entries + done.entries.filter { $0.action != .unknown }))
    }
    return done
  }

  /// Deletes an object that could not be changed, and waits until it is gone.
  private func recreate(_ object: KubeObject) async throws {
    _ = try await cluster.delete(object.key, DeleteOptions(propagation: .background))
    try await HealthWait(cluster: cluster, timeout: timeout).waitForEnd(of: [object.key])
  }

  private func options(overrides: Bool, dryRun: Bool = false) -> ApplyOptions {
    ApplyOptions(
      fieldManager: fieldManager, force: true, dryRun: dryRun,
      takesOver: overrides ? FieldManager.undone(by: fieldManager) : [])
  }
}

// MARK: Looking before writing

extension ObjectApplier {
  /// What is to be done with one object.
  private struct Plan {
    var action: ChangeSet.Action
    var isWrite = false
    var mustRecreate = false
    /// Whether additions of people are undone.
    var overrides = true
    var object: KubeObject?
    /// The resourceVersion of the object that would be changed; nil when there is none.
    var before: String?
    var error: ClusterError?

    func intent(for object: KubeObject) -> ChangeIntent.Change? {
      guard action == .created || action == .configured else { return nil }
      return ChangeIntent.Change(
        object: object.key, action: action.rawValue, apiVersion: object.groupVersionKind.version, before: before)
    }
  }

  private func plan(_ objects: [KubeObject]) async throws -> [Plan] {
    var plans = objects.map { object in
      let policy = ApplyPolicy(of: object)
      let isLeftAlone = policy == .ignore || object.isReconcileDisabled
      return Plan(action: isLeftAlone ? .skipped : .unchanged, overrides: policy != .merge)
    }
    for (index, object) in objects.enumerated() where plans[index].action != .skipped {
      guard ApplyPolicy(of: object) == .ifNotPresent, let live = try await cluster.get(object.key) else { continue }
      plans[index].action = .skipped
      plans[index].object = live
    }
    for overrides in [true, false] {
      let batch = plans.indices.filter { plans[$0].overrides == overrides && plans[$0].action != .skipped }
      guard !batch.isEmpty else { continue }
      let results = try await cluster.apply(
        batch.map { objects[$0] }, options(overrides: overrides, dryRun: true))
      for (index, result) in zip(batch, results) { try await look(result, objects[index], &plans[index]) }
    }
    return plans
  }

  private func look(_ result: Result<AppliedObject, ClusterError>, _ object: KubeObject, _ plan: inout Plan)
    async throws
  {
    switch result {
    case .success(let applied):
      plan.action = .init(applied.action)
      plan.object = applied.object
      plan.isWrite = applied.isWrite
      guard applied.isWrite, applied.action != .created else { return }
    case .failure(let error):
      guard error.code == .immutable else {
        plan.error = error
        return
      }
    }
    // Only now is the live object worth a look: something would be written to it.
    let live = try await cluster.get(object.key)
    plan.before = live?.resourceVersion
    if let live, live.isReconcileDisabled || live.annotations[ApplyAnnotation.policy] == ApplyPolicy.ignore.rawValue {
      plan.action = .skipped
      plan.isWrite = false
      plan.object = live
    } else if case .failure(let error) = result {
      if force || object.isForceEnabled {
        plan.action = .created
        plan.mustRecreate = true
      } else {
        plan.error = error
      }
    }
  }
}

extension ChangeSet.Action {
  init(_ action: AppliedObject.Action) {
    switch action {
    case .created: self = .created
    case .configured: self = .configured
    case .unchanged: self = .unchanged
    }
  }
}
