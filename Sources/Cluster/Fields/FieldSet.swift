package import Structure

/// A set of paths in an object: the fields that a manager owns, or that a change touches.
///
/// A tree: an element that is a member is itself in the set; paths through an element continue in its child.
package struct FieldSet: Sendable, Hashable {
  package internal(set) var members: Set<PathElement>
  package internal(set) var children: [PathElement: FieldSet]

  package init() {
    members = []
    children = [:]
  }

  package var isEmpty: Bool { members.isEmpty && children.isEmpty }

  /// Whether the set has the path that ends here.
  package func hasMember(_ element: PathElement) -> Bool { members.contains(element) }

  /// Whether the set has the path that ends here or one that goes on from here.
  package func touches(_ element: PathElement) -> Bool { members.contains(element) || children[element] != nil }

  package mutating func insert(_ element: PathElement) { members.insert(element) }

  /// Adds paths that go on from `element`.
  package mutating func merge(_ set: FieldSet, under element: PathElement) {
    if !set.isEmpty { children[element, default: FieldSet()].formUnion(set) }
  }

  package mutating func remove(_ element: PathElement) {
    members.remove(element)
    children[element] = nil
  }

  /// Edits the paths below `element`.
  package mutating func updateChild(_ element: PathElement, _ body: (inout FieldSet) -> Void) {
    guard var child = children.removeValue(forKey: element) else { return }
    body(&child)
    if !child.isEmpty { children[element] = child }
  }

  package mutating func formUnion(_ other: FieldSet) {
    members.formUnion(other.members)
    for (element, child) in other.children { children[element, default: FieldSet()].formUnion(child) }
  }

  package func union(_ other: FieldSet) -> FieldSet {
    var result = self
    result.formUnion(other)
    return result
  }

  package mutating func subtract(_ other: FieldSet) {
    members.subtract(other.members)
    for (element, child) in other.children { updateChild(element) { $0.subtract(child) } }
  }

  package func intersection(_ other: FieldSet) -> FieldSet {
    var result = FieldSet()
    result.members = members.intersection(other.members)
    for (element, child) in children {
      guard let otherChild = other.children[element] else { continue }
      let common = child.intersection(otherChild)
      if !common.isEmpty { result.children[element] = common }
    }
    return result
  }

  /// Every path of the set as text, sorted.
  package var paths: [String] {
    var result: [String] = []
    collect("", into: &result)
    return result.sorted()
  }

  private func collect(_ prefix: String, into result: inout [String]) {
    for element in members { result.append(prefix + element.description) }
    for (element, child) in children { child.collect(prefix + element.description, into: &result) }
  }
}

extension FieldSet {
  /// The `fieldsV1` of an entry of `metadata.managedFields`.
  package var fieldsV1: Value {
    var entries: [(String, Value)] = []
    for element in members where children[element] == nil {
      entries.append((element.fieldsV1, .object(Mapping())))
    }
    for (element, child) in children {
      var value = child.fieldsV1.object ?? Mapping()
      if members.contains(element) {
        var withSelf = Mapping()
        withSelf.append(key: ".", value: .object(Mapping()))
        for (key, nested) in value { withSelf.append(key: key, value: nested) }
        value = withSelf
      }
      entries.append((element.fieldsV1, .object(value)))
    }
    var mapping = Mapping()
    for (key, value) in entries.sorted(by: { $0.0 < $1.0 }) { mapping.append(key: key, value: value) }
    return .object(mapping)
  }

  /// Reads `fieldsV1`. What is malformed is passed over: it then owns nothing.
  package init(fieldsV1 value: Value) {
    self.init()
    for (key, nested) in value.object ?? Mapping() {
      guard let element = PathElement(fieldsV1: key), let fields = nested.object else { continue }
      if fields.isEmpty || fields["."] != nil { members.insert(element) }
      let child = FieldSet(fieldsV1: nested)
      if !child.isEmpty { children[element] = child }
    }
  }
}
