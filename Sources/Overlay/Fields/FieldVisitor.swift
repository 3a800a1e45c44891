/// Walks to the fields that a specification names and hands each to a closure.
struct FieldVisitor {
  /// What is made when the field is missing and the specification creates.
  var createKind = Node.Kind.none
  /// The tag that a null field gets when it is made into something.
  var createTag = Node.Tag.unresolved
  let visit: (Node) throws(Failure) -> Void

  /// Visits the fields of `object`, whose kind is known to be selected.
  func apply(_ spec: FieldSpec, to object: Node) throws(Failure) {
    do throws(Failure) {
      try walk(object, 0, spec)
    } catch {
      throw error.prefixed("field '\(spec.path)'")
    }
  }

  /// - Parameter depth: How many steps were taken already.
  private func walk(_ node: Node, _ depth: Int, _ spec: FieldSpec) throws(Failure) {
    guard depth < spec.steps.count else { return try visit(node) }
    if node.isNull { return }
    switch node.kind {
    case .sequence: for item in node.items { try walk(item, depth, spec) }
    case .mapping: try enter(node, depth, spec)
    default:
      throw Failure("expected a list or a mapping that has '\(spec.steps[depth].name)', not \(node.kindName)")
    }
  }

  private func enter(_ node: Node, _ depth: Int, _ spec: FieldSpec) throws(Failure) {
    let (name, isList, isPlain) = (spec.steps[depth].name, spec.steps[depth].isList, spec.steps[depth].isPlain)
    guard !name.isEmpty else { throw Failure("a field's name cannot be empty") }
    var made = Node.Kind.none
    var tag = Node.Tag.unresolved
    var nullBecomes = Node.Kind.none
    if !spec.create || createKind == .none || isList {
      if isList { nullBecomes = .sequence }
    } else if depth == spec.steps.count - 1 {
      (made, nullBecomes, tag) = (createKind, createKind, createTag)
    } else {
      (made, nullBecomes, tag) = (.mapping, .mapping, .map)
    }
    let field: Node?
    if isPlain {
      field = node.field(name) ?? node.make(name, made)
    } else {
      field = try node.lookup([name], creating: made)
    }
    guard let field else { return }
    if field.isNull, nullBecomes != .none {
      field.kind = nullBecomes
      field.tag = tag
    }
    try walk(field, depth + 1, spec)
  }
}
