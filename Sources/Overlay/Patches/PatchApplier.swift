import Kube

/// Applies strategic merge patches to objects.
struct PatchApplier {
  let schema: SchemaState

  /// Merges a patch into an object, which keeps its name, kind and namespace unless the patch may change them.
  func apply(_ patch: Resource, to target: Resource) throws(Failure) {
    guard let node = target.node, let patchNode = patch.node else { return }
    let (name, namespace, kind) = (target.name, target.namespace, target.kind)
    if patch.allowsNameChange || patch.allowsKindChange { target.storePreviousID() }
    let merged: Node?
    do throws(Failure) {
      merged = try StrategicMerge(schema: schema).merge(patchNode, into: node)
    } catch {
      let fields = error.fields.isEmpty ? "" : "\(error.fields.joined(separator: ".")): "
      var failure = error
      failure.message = "patching \(target.currentID.description): \(fields)\(error.message)"
      failure.position = failure.position ?? patch.position
      throw failure.at(patch)
    }
    target.replace(by: merged)
    guard !target.isGone, let result = target.node else {
      target.replace(by: nil)
      return
    }
    if !patch.allowsKindChange { result.set("kind", text: kind) }
    if !patch.allowsNameChange { try target.setName(name) }
    try target.setNamespace(namespace)
  }

  /// Merges a copy of a patch into each of the objects; those that it deletes are dropped.
  func apply(_ patch: Resource, toEach targets: [Resource], in map: ResourceMap) throws(Failure) {
    var isDeleting = false
    for target in targets {
      guard let copied = patch.node?.copy() else { continue }
      let own = Resource(copied, scopes: map.scopes, source: patch.source)
      try adapt(own, from: patch, to: target)
      try apply(own, to: target)
      if target.isGone { isDeleting = true } else { map.noteNames(of: target) }
    }
    if isDeleting { map.dropGone() }
    for target in targets where !target.isGone { try map.refuseDuplicates(of: target) }
  }

  /// The copy speaks of the target's group and version. Its labels and annotations become strings on the way.
  private func adapt(_ copy: Resource, from patch: Resource, to target: Resource) throws(Failure) {
    try copy.setLabels(patch.labels)
    try copy.setAnnotations(patch.annotations.filter { key, _ in key != BuildAnnotation.needsHashSuffix })
    if !patch.name.isEmpty || copy.metadata?.field("name") != nil { try copy.setName(patch.name) }
    try copy.setNamespace(patch.namespace)
    copy.node?.set("kind", text: patch.kind)
    copy.node?.set("apiVersion", text: target.apiVersion)
  }
}
