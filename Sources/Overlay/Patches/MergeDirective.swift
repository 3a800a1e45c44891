import Structure

/// `$patch`, as a field of a mapping or as an element of a list.
enum MergeDirective: String {
  case merge, replace, delete

  /// Reads the directive and takes it out of the patch.
  /// - Throws: For an unknown directive, and for a patch that is neither a mapping nor a list.
  static func take(from patch: Node) throws(Failure) -> MergeDirective {
    switch patch.kind {
    case .mapping:
      guard let field = patch.field("$patch") else { return .merge }
      let directive = try read(field.text)
      patch.clear("$patch")
      return directive
    case .sequence:
      // Beside the directive an element may have nothing; else it is meant for the element.
      guard let element = patch.items.first(where: { $0.kind == .mapping && $0.field("$patch") != nil }),
        element.entries.count == 1, let field = element.field("$patch")
      else { return .merge }
      let directive = try read(field.text)
      patch.items.removeAll { item in
        item.isNull || item.isEmptyMapping || (item.kind == .mapping && item.field("$patch")?.text == field.text)
      }
      return directive
    default: throw Failure("the patch has \(patch.kindName) where the object has a mapping or a list")
    }
  }

  private static func read(_ text: String) throws(Failure) -> MergeDirective {
    guard let directive = MergeDirective(rawValue: text) else {
      throw Failure(
        "unknown directive '$patch: \(text)'\(NearestName.hint(text, among: ["merge", "replace", "delete"]))")
    }
    return directive
  }
}
