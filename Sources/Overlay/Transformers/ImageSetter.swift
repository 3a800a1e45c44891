/// The entries of `images`, in order.
///
/// Each entry works twice, as in the original: on `containers` and `initContainers` at any depth of any object, then on
/// the fields that are specified. Both sets of places stay the same while images change, so they are found once.
struct ImageSetter: Transformer {
  let changes: [ImageChange]
  private let matchers: [ImageMatcher]
  private let table: FieldTable

  init(_ changes: [ImageChange], fields: [FieldSpec]) throws(Failure) {
    self.changes = changes
    var matchers: [ImageMatcher] = []
    for change in changes { matchers.append(try ImageMatcher(name: change.name)) }
    self.matchers = matchers
    table = FieldTable(fields)
  }

  func transform(_ map: ResourceMap) throws(Failure) {
    for resource in map.resources {
      guard let node = resource.node, resource.kind != "CustomResourceDefinition" else { continue }
      try resource.naming { () throws(Failure) in
        var anywhere: [Node] = []
        try Self.find(in: node, &anywhere)
        var specified: [Node] = []
        // The specifications say "create", but images are never made.
        let visitor = FieldVisitor { value in specified.append(value) }
        for spec in table.specs(for: resource.selector) { try visitor.apply(spec, to: node) }
        for (change, matcher) in zip(changes, matchers) {
          for image in anywhere { try Self.set(image, change, matcher) }
          for image in specified { try Self.set(image, change, matcher) }
        }
      }
    }
  }

  private static func set(_ image: Node, _ change: ImageChange, _ matcher: ImageMatcher) throws(Failure) {
    if image.kind != .scalar, !image.isNull { throw Failure("an image must be a string, not \(image.kindName)") }
    guard !image.isNull || !image.text.isEmpty, matcher.matches(image.text) else { return }
    try image.setScalar(.scalar(ImageReference(image.text).applying(change)))
  }

  /// Collects the images of all lists of containers.
  private static func find(in node: Node, _ found: inout [Node]) throws(Failure) {
    switch node.kind {
    case .mapping:
      for entry in node.entries {
        if entry.value.kind == .scalar { continue }
        try find(in: entry.value, &found)
        guard entry.key.text == "containers" || entry.key.text == "initContainers", entry.value.kind == .sequence
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
