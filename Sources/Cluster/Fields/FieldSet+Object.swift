import Kube
package import Structure

extension FieldSet {
  /// The paths of `value`: its scalars, atomic values, empty containers, and the elements of its lists.
  package init(of value: Value, _ schema: FieldSchema) {
    self.init()
    switch schema.topology(of: value) {
    case .granular:
      for (key, item) in value.object ?? Mapping() {
        add(item, .field(key), schema.field(key))
      }
    case .set:
      for item in value.array ?? [] { members.insert(.value(item)) }
    case .associative:
      let topology = schema.topology(of: value)
      for item in value.array ?? [] {
        guard let element = schema.element(for: item, topology) else { continue }
        members.insert(element)
        merge(FieldSet(of: item, schema.element), under: element)
      }
    case .atomic: break
    }
  }

  private mutating func add(_ item: Value, _ element: PathElement, _ schema: FieldSchema) {
    let isWhole =
      switch schema.topology(of: item) {
      case .atomic: true
      case .granular: item.object?.isEmpty ?? true
      case .set, .associative: item.array?.isEmpty ?? true
      }
    if isWhole {
      members.insert(element)
    } else {
      merge(FieldSet(of: item, schema), under: element)
    }
  }
}

/// What differs between two versions of an object, by the paths that can be owned.
package struct FieldComparison: Sendable {
  package var added = FieldSet()
  package var modified = FieldSet()
  package var removed = FieldSet()

  package init() {}

  /// Compares two values that stand at the same place.
  package init(_ old: Value, _ new: Value, _ schema: FieldSchema) {
    guard old != new else { return }
    let topology = schema.topology(of: new)
    switch (old, new) {
    case (.object(let left), .object(let right)) where topology == .granular:
      for (key, item) in left { compare(item, right[key], .field(key), schema.field(key)) }
      for (key, item) in right where left[key] == nil { compare(nil, item, .field(key), schema.field(key)) }
    case (.array(let left), .array(let right)) where topology != .atomic:
      var olds: [PathElement: Value] = [:]
      for item in left {
        if let element = schema.element(for: item, topology), olds[element] == nil { olds[element] = item }
      }
      var news: Set<PathElement> = []
      for item in right {
        guard let element = schema.element(for: item, topology), news.insert(element).inserted else { continue }
        compare(olds[element], item, element, schema.element)
      }
      for (element, item) in olds where !news.contains(element) { compare(item, nil, element, schema.element) }
    default: break
    }
  }

  private mutating func compare(_ old: Value?, _ new: Value?, _ element: PathElement, _ schema: FieldSchema) {
    switch (old, new) {
    case (nil, let new?): Self.whole(new, element, schema, into: &added)
    case (let old?, nil): Self.whole(old, element, schema, into: &removed)
    case (let old?, let new?):
      guard old != new else { return }
      let isComparable: Bool =
        switch (old, new) {
        case (.object, .object), (.array, .array): schema.topology(of: new) != .atomic
        default: false
        }
      guard isComparable, !Self.isEmptyContainer(old), !Self.isEmptyContainer(new) else {
        replace(old, new, element, schema)
        return
      }
      let nested = FieldComparison(old, new, schema)
      added.merge(nested.added, under: element)
      modified.merge(nested.modified, under: element)
      removed.merge(nested.removed, under: element)
    case (nil, nil): break
    }
  }

  /// A value that is exchanged as a whole: modified here, and what it had below is gone or new.
  private mutating func replace(_ old: Value, _ new: Value, _ element: PathElement, _ schema: FieldSchema) {
    modified.insert(element)
    removed.merge(FieldSet(of: old, schema), under: element)
    added.merge(FieldSet(of: new, schema), under: element)
  }

  private static func whole(
    _ value: Value, _ element: PathElement, _ schema: FieldSchema, into set: inout FieldSet
  ) {
    let below = FieldSet(of: value, schema)
    let isListElement = if case .field = element { false } else { true }
    if below.isEmpty || isListElement || schema.isMap { set.insert(element) }
    set.merge(below, under: element)
  }

  private static func isEmptyContainer(_ value: Value) -> Bool {
    value.object?.isEmpty ?? value.array?.isEmpty ?? false
  }
}
