import Structure

/// The entries of `images`, in order.
///
/// Each entry works twice, as in the original: on `containers` and `initContainers` at any depth of any object, then on
/// the fields that are specified. Both sets of places stay the same while images change, so they are found once.
struct ImageSetter: Transformer {
  let changes: [ImageChange]
  private let fields: [FieldSpec]

  init(_ changes: [ImageChange], fields: [FieldSpec]) throws(Failure) {
    self.changes = changes
    self.fields = fields
    _ = try Self.matchers(changes)
  }

  private static func matchers(_ changes: [ImageChange]) throws(Failure) -> [ImageMatcher] {
    var matchers: [ImageMatcher] = []
    for change in changes { matchers.append(try ImageMatcher(name: change.name)) }
    return matchers
  }

  func transform(_ map: ResourceMap) throws(Failure) {
    try map.changeEach {
      let table = FieldTable(fields)
      // Every name was a pattern already when this was made.
      let matchers = (try? Self.matchers(changes)) ?? []
      return { resource throws(Failure) in
        guard let node = resource.node, resource.kind != "CustomResourceDefinition" else { return }
        try resource.naming { () throws(Failure) in
          try change(node, table.specs(for: resource.selector), matchers)
        }
      }
    }
  }

  private func change(_ node: Node, _ specs: [FieldSpec], _ matchers: [ImageMatcher]) throws(Failure) {
    var anywhere: [Node] = []
    try Self.find(in: node, &anywhere)
    var specified: [Node] = []
    // The specifications say "create", but images are never made.
    let visitor = FieldVisitor { value in specified.append(value) }
    for spec in specs { try visitor.apply(spec, to: node) }
    for (change, matcher) in zip(changes, matchers) {
      for image in anywhere { try Self.set(image, change, matcher) }
      for image in specified { try Self.set(image, change, matcher) }
    }
  }

  private static func set(_ image: Node, _ change: ImageChange, _ matcher: ImageMatcher) throws(Failure) {
    if image.kind != .scalar, !image.isNull { throw Failure("an image must be a string, not \(image.kindName)") }
    guard !image.isNull || !image.text.isEmpty, matcher.matches(image.text) else { return }
    try image.setScalar(text: ImageReference(image.text).applying(change))
  }

  /// Collects the images of all lists of containers.
  private static func find(in node: Node, _ found: inout [Node]) throws(Failure) {
    switch node.kind {
    case .mapping:
      for entry in node.entries {
        if entry.value.kind == .scalar { continue }
        try find(in: entry.value, &found)
        let key = entry.key.text
        guard entry.value.kind == .sequence,
          key.hasSameBytes(as: "containers") || key.hasSameBytes(as: "initContainers")
        else { continue }
        for container in entry.value.items where !container.isNull {
          try container.expect(.mapping)
          if let image = container.field("image") { found.append(image) }
        }
      }
    case .sequence: for item in node.items { try find(in: item, &found) }
    default: break
    }
  }
}
