import Kube

/// Merges a patch into an object by the merge keys of its kind, the way kustomize does it.
///
/// The original merges two nodes at a time, and keeps nodes of the patch where it takes something from there. Its
/// oddities are kept too: a list that is merged has the patch's elements first, in the patch's order; a merge by several
/// keys counts only those that some element has.
struct StrategicMerge {
  let schema: SchemaState

  /// The merged object; nil when the patch deletes it. Both trees may be changed and shared.
  func merge(_ patch: Node, into object: Node) throws(Failure) -> Node? {
    try walk(object, patch, nil).node
  }

  /// What stands at a place after the merge.
  struct Outcome {
    var node: Node?
    /// An explicit null of the object that stays.
    var keepsNull = false

    static var cleared: Outcome { Outcome(node: nil) }
  }

  private func walk(_ object: Node?, _ patch: Node?, _ known: MergeSchemaNode?) throws(Failure) -> Outcome {
    let schema = known ?? kindSchema(object) ?? kindSchema(patch)
    let present = [object, patch].compactMap { $0 }.filter { !$0.isNull }
    guard let kind = present.first?.kind else { return try mergeMappings(object, patch, schema) }
    for node in present where node.kind != kind {
      throw Failure(
        "the patch has \(patch?.kindName ?? "nothing") where the object has \(object?.kindName ?? "nothing")")
    }
    switch kind {
    case .mapping: return try mergeMappings(object, patch, schema)
    case .sequence:
      guard let schema, schema.patchStrategy.contains(.merge) else { return Outcome(node: patch ?? object) }
      return Outcome(node: try mergeLists(object, patch, schema))
    default: return Outcome(node: patch ?? object)
    }
  }

  /// A mapping with kind and apiVersion brings its own schema, wherever it stands.
  private func kindSchema(_ node: Node?) -> MergeSchemaNode? {
    guard let node, node.kind == .mapping, let kind = node.field("kind")?.text, !kind.isEmpty,
      let version = node.field("apiVersion")?.text, !version.isEmpty
    else { return nil }
    return schema.node(for: GroupVersionKind(apiVersion: version, kind: kind))
  }

  private func mergeMappings(_ object: Node?, _ patch: Node?, _ schema: MergeSchemaNode?) throws(Failure) -> Outcome {
    let start = try startOfMapping(object, patch)
    guard let result = start.node, !start.keepsNull else { return start }
    var names: Set<String> = []
    for entry in result.entries { names.insert(entry.key.text) }
    for entry in patch?.entries ?? [] { names.insert(entry.key.text) }
    for name in names.sorted() {
      let (mine, theirs) = (result.field(name), patch?.field(name))
      // Where the patch says nothing and no null waits to be dropped, the object stays as it is.
      if theirs == nil, let mine, !mine.isNull, mine.kind == .scalar {
        result.set(name, mine)
        continue
      }
      let outcome: Outcome
      do throws(Failure) {
        outcome = try walk(
          mine, theirs,
          self.schema.notes.schema(of: mine) ?? self.schema.notes.schema(of: theirs) ?? schema?.field(name))
      } catch {
        var failure = error
        failure.fields.insert(name, at: 0)
        throw failure
      }
      if let value = outcome.node, outcome.keepsNull {
        (result.field(name) ?? value).become(value)
      } else if let value = outcome.node, value.kind != .none {
        let isNew = result.field(name) == nil
        result.set(name, value)
        // A new key is written as the patch wrote it, so that a number in quotes stays a string.
        if isNew, let key = patch?.entries.first(where: { $0.value === value })?.key {
          result.entries[result.entries.count - 1].key.style = key.style
        }
      } else {
        result.clear(name)
      }
    }
    return Outcome(node: result)
  }

  /// The node that the fields are merged into.
  private func startOfMapping(_ object: Node?, _ patch: Node?) throws(Failure) -> Outcome {
    guard let object, !object.isNull else {
      if let patch, (try? MergeDirective.take(from: patch)) == .delete { return .cleared }
      // A null that was written out stays when the patch does not speak of it; one that was left empty goes.
      if patch == nil, let object, !object.text.isEmpty {
        return Outcome(node: Node(kind: .scalar, tag: .null, text: object.text), keepsNull: true)
      }
      return Outcome(node: patch)
    }
    guard let patch else { return Outcome(node: object) }
    if patch.isNull { return .cleared }
    switch try MergeDirective.take(from: patch) {
    case .delete: return .cleared
    case .replace: return Outcome(node: patch)
    case .merge: return Outcome(node: object)
    }
  }

  private func mergeLists(_ object: Node?, _ patch: Node?, _ schema: MergeSchemaNode) throws(Failure) -> Node? {
    var start: Node?
    if object == nil || object?.isNull == true {
      start = patch
    } else if let patch {
      if patch.isNull { return nil }
      switch try MergeDirective.take(from: patch) {
      case .delete: return nil
      case .replace: start = patch
      case .merge: start = object
      }
    } else {
      start = object
    }
    guard let start else { return nil }
    let keys = schema.strategicMergeKeys
    var merge = AssociativeMerge(object: start, patch: patch, keys: keys)
    return try merge.run { object, patch throws(Failure) in try walk(object, patch, schema.element).node }
  }
}
