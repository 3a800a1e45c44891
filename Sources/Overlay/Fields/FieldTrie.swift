/// Many field specifications walked at once: paths that begin alike are followed once. For specifications that make
/// nothing.
///
/// What stands at the end of one path is visited in the order in which the specifications were given.
final class FieldTrie<Payload> {
  private final class Branch {
    var children: [(step: FieldSpec.Step, branch: Branch)] = []
    var payloads: [(spec: FieldSpec, payload: Payload)] = []
  }

  private let root = Branch()

  init(_ specs: [(spec: FieldSpec, payload: Payload)]) {
    for (spec, payload) in specs {
      var branch = root
      for step in spec.steps {
        if let known = branch.children.first(where: { $0.step == step })?.branch {
          branch = known
        } else {
          let made = Branch()
          branch.children.append((step, made))
          branch = made
        }
      }
      branch.payloads.append((spec, payload))
    }
  }

  var isEmpty: Bool { root.children.isEmpty }

  /// Visits each field that is there.
  func walk(_ object: Node, _ visit: (Node, FieldSpec, Payload) throws(Failure) -> Void) throws(Failure) {
    try walk(object, root, visit)
  }

  private func walk(
    _ node: Node, _ branch: Branch, _ visit: (Node, FieldSpec, Payload) throws(Failure) -> Void
  ) throws(Failure) {
    for (spec, payload) in branch.payloads {
      do throws(Failure) {
        try visit(node, spec, payload)
      } catch {
        throw error.prefixed("field '\(spec.path)'")
      }
    }
    guard !branch.children.isEmpty, !node.isNull else { return }
    switch node.kind {
    case .sequence: for item in node.items { try descend(item, branch, visit) }
    case .mapping: try descend(node, branch, visit)
    default: throw unexpected(node, branch)
    }
  }

  /// Follows the children, into the elements of lists too, without visiting `branch` itself again.
  private func descend(
    _ node: Node, _ branch: Branch, _ visit: (Node, FieldSpec, Payload) throws(Failure) -> Void
  ) throws(Failure) {
    if node.isNull { return }
    if node.kind == .sequence {
      for item in node.items { try descend(item, branch, visit) }
      return
    }
    guard node.kind == .mapping else { throw unexpected(node, branch) }
    for (step, child) in branch.children {
      guard !step.name.isEmpty else { throw Failure("a field's name cannot be empty") }
      let field = step.isPlain ? node.field(step.name) : try node.lookup([step.name])
      guard let field else { continue }
      // The path says that a list stands here: null is taken for an empty one.
      if field.isNull, step.isList {
        field.kind = .sequence
        field.tag = .unresolved
      }
      try walk(field, child, visit)
    }
  }

  private func unexpected(_ node: Node, _ branch: Branch) -> Failure {
    let name = branch.children.first?.step.name ?? ""
    return Failure("expected a list or a mapping that has '\(name)', not \(node.kindName)")
  }
}
