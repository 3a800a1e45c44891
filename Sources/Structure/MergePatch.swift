/// JSON merge patch (RFC 7386).
package enum MergePatch {
  /// Applies a patch: mappings merge key by key, null removes a key, anything else replaces.
  package static func apply(_ patch: Value, to document: Value) -> Value {
    var result = document
    apply(patch, to: &result)
    return result
  }

  /// Applies a patch in place.
  package static func apply(_ patch: Value, to document: inout Value) {
    guard case .object(let changes) = patch else {
      document = patch
      return
    }
    if case .object = document {} else { document = .object(Mapping()) }
    document.withObject { mapping in
      for (key, change) in changes {
        if change.isNull {
          mapping.removeValue(forKey: key)
        } else if let index = mapping.index(of: key) {
          mapping.update(at: index) { apply(change, to: &$0) }
        } else {
          var value = Value.null
          apply(change, to: &value)
          mapping.append(key: key, value: value)
        }
      }
    }
  }

  /// The smallest patch that makes `new` of `old`; an empty mapping for two mappings that do not differ.
  ///
  /// A merge patch cannot set a key to null: where `new` has a null, the patch removes the key.
  package static func diff(from old: Value, to new: Value) -> Value {
    guard case .object(let before) = old, case .object(let after) = new else { return new }
    var patch = Mapping()
    for (key, value) in before where after[key] == nil && !value.isNull { patch[key] = .some(.null) }
    for (key, value) in after {
      guard let previous = before[key] else {
        patch[key] = value
        continue
      }
      guard previous != value else { continue }
      if case .object = previous, case .object = value {
        patch[key] = diff(from: previous, to: value)
      } else {
        patch[key] = value
      }
    }
    return .object(patch)
  }
}
