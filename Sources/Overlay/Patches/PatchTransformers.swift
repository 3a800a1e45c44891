import Structure
import Kube

/// An entry of `patches`.
struct PatchStep: Transformer {
  let text: PatchText
  /// Nil for a patch that names its object itself.
  let matcher: ObjectMatcher?
  let applier: PatchApplier
  /// What to call it in messages.
  let what: String
  let origin: PatchOrigin

  func transform(_ map: ResourceMap) throws(Failure) {
    do throws(Failure) {
      try apply(map)
    } catch {
      throw origin.place(error)
    }
  }

  private func apply(_ map: ResourceMap) throws(Failure) {
    switch text {
    case .strategicMerge(let patches):
      if let matcher {
        guard patches.count <= 1 else {
          throw Failure("\(what) has several strategic merge patches: they cannot share one target")
        }
        guard let patch = patches.first else { throw Failure("\(what) is empty") }
        try applier.apply(patch, toEach: matcher.select(from: map), in: map)
      } else {
        for patch in patches { try applyByIdentity(patch, map) }
      }
    case .json(let operations):
      guard let matcher else {
        throw Failure("\(what) is a JSON patch, which needs a target")
      }
      let targets = try matcher.select(from: map)
      let stop = ResourceMap.change(targets) {
        { resource throws(Failure) in
          resource.storePreviousID()
          try JSONPatchStep.apply(operations, to: resource)
        }
      }.first
      if let stop { throw stop.failure }
      for resource in targets { map.noteNames(of: resource) }
    }
  }

  private func applyByIdentity(_ patch: Resource, _ map: ResourceMap) throws(Failure) {
    let target = try PatchTarget.find(patch, in: map)
    try applier.apply(patch, to: target)
    if target.isGone { map.dropGone() } else { map.noteNames(of: target) }
  }
}

/// All of `patchesStrategicMerge`.
struct StrategicMergeStep: Transformer {
  let patches: [Resource]
  let applier: PatchApplier
  let origin: PatchOrigin

  func transform(_ map: ResourceMap) throws(Failure) {
    do throws(Failure) {
      for patch in patches {
        try applier.apply(patch, toEach: [PatchTarget.find(patch, in: map)], in: map)
      }
    } catch {
      throw origin.place(error)
    }
  }
}

/// An entry of `patchesJson6902`.
struct JSONPatchStep: Transformer {
  let operations: JSONOperations
  let matcher: ObjectMatcher
  let origin: PatchOrigin

  func transform(_ map: ResourceMap) throws(Failure) {
    do throws(Failure) {
      for resource in try matcher.select(from: map) {
        try Self.apply(operations, to: resource)
        map.noteNames(of: resource)
      }
    } catch {
      throw origin.place(error)
    }
  }

  /// What the build remembers in annotations survives the patch.
  static func apply(_ operations: JSONOperations, to resource: Resource) throws(Failure) {
    guard let node = resource.node else { return }
    let old = resource.metadata?.field("annotations")?.entries ?? []
    let kept = old.filter { BuildAnnotation.isKeptByJSONPatches($0.key.text) }
    let id = resource.currentID
    do throws(Failure) {
      resource.replace(by: try operations.apply(to: node))
      try resource.resetAnnotations(keeping: kept)
    } catch {
      throw error.prefixed(id.description)
    }
  }
}

/// Finds the object that a strategic merge patch names.
enum PatchTarget {
  /// - Throws: When there is no such object, or there are several.
  static func find(_ patch: Resource, in map: ResourceMap) throws(Failure) -> Resource {
    let id = patch.originalID
    let found = map.matching(any: id)
    if let only = found.first, found.count == 1 { return only }
    var failure: Failure
    if found.isEmpty {
      failure = Failure("no resource matches the strategic merge patch for \(describe(id))\(hint(id, map))")
    } else {
      failure = Failure("the strategic merge patch for \(describe(id)) matches \(found.count) resources")
    }
    if let source = patch.source {
      // A patch without a file of its own is placed by whoever knows where its text stands.
      failure.file = source.file.isEmpty ? nil : source.file
      failure.position = patch.position
    }
    throw failure
  }

  private static func describe(_ id: ResourceID) -> String {
    let version = id.kind.group.isEmpty ? id.kind.version : id.kind.group + "/" + id.kind.version
    return "\(version) \(id.description)"
  }

  /// What is almost the same: another name of the kind, or another kind or version of the name.
  private static func hint(_ id: ResourceID, _ map: ResourceMap) -> String {
    let sameName = map.candidates(named: id.name).first
    let sameKind = map.resources.filter { $0.kind == id.kind.kind }.map(\.name)
    if let name = NearestName.of(id.name, among: sameKind), name != id.name { return " (did you mean '\(name)'?)" }
    if let sameName, !sameName.isGone {
      let other = sameName.currentID
      if other.kind != id.kind || other.effectiveNamespace != id.effectiveNamespace {
        return " (there is \(describe(other)))"
      }
    }
    return sameKind.isEmpty ? " (there is no \(id.kind.kind) at all)" : ""
  }
}
