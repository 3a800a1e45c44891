/// `namePrefix` and `nameSuffix`.
struct NameAffixes: Transformer {
  enum Affix {
    case prefix(String)
    case suffix(String)
  }

  let affix: Affix
  let fields: [FieldSpec]

  /// Kinds whose names are part of what they are.
  private static let skipped = [
    KindSelector(kind: "CustomResourceDefinition"),
    KindSelector(group: "apiregistration.k8s.io", kind: "APIService"),
    KindSelector(kind: "Namespace"),
  ]

  func transform(_ map: ResourceMap) throws(Failure) {
    map.invalidate()
    try map.changeEach {
      let fields = fields.unshared
      let visitor = FieldVisitor(createKind: .scalar, createTag: .string) { value throws(Failure) in
        try value.setScalar(text: renamed(value.text))
      }
      return { resource throws(Failure) in try change(resource, fields, visitor) }
    }
  }

  private func change(_ resource: Resource, _ fields: [FieldSpec], _ visitor: FieldVisitor) throws(Failure) {
    let original = resource.originalID
    if Self.skipped.contains(where: { $0.selects(original.kind) }) { return }
    for field in fields where field.kind.selects(original.kind) {
      if field.path == "metadata/name" { remember(resource) }
      guard let node = resource.node, field.kind.selects(resource.selector) else { continue }
      try resource.naming { () throws(Failure) in try visitor.apply(field, to: node) }
    }
  }

  private func remember(_ resource: Resource) {
    switch affix {
    case .prefix(let text): resource.appendToList(BuildAnnotation.prefixes, text)
    case .suffix(let text): resource.appendToList(BuildAnnotation.suffixes, text)
    }
    if !isEmpty { resource.storePreviousID() }
  }

  private var isEmpty: Bool {
    switch affix {
    case .prefix(let text), .suffix(let text): text.isEmpty
    }
  }

  private func renamed(_ name: String) -> String {
    switch affix {
    case .prefix(let text): text + name
    case .suffix(let text): name + text
    }
  }
}
