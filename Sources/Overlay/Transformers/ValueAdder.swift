/// The `ValueAddTransformer`: puts a value into a field of some objects, or into a path that a field holds.
struct ValueAdder: Transformer {
  struct Target {
    var selector: ObjectSelector?
    var fieldPath = ""
    var filePathPosition: Int64 = 0
  }

  let value: String
  let targets: [Target]
  let scopes: KindScopes

  func transform(_ map: ResourceMap) throws(Failure) {
    for target in targets {
      let selected =
        if let selector = target.selector { try ObjectMatcher(selector).select(from: map) } else { map.resources }
      for resource in selected {
        guard let node = resource.node else { continue }
        try resource.naming { () throws(Failure) in
          if target.fieldPath == "metadata/namespace" {
            try NamespaceSetter(namespace: value, fields: [], scopes: scopes)
              .apply(to: node, kind: resource.selector, FieldTable([]))
          } else {
            try add(to: node, target)
          }
        }
      }
      map.invalidate()
    }
  }

  private func add(to node: Node, _ target: Target) throws(Failure) {
    var steps: [String] = []
    for part in target.fieldPath.split(separator: "/", omittingEmptySubsequences: false).map(String.init) {
      if let last = steps.last, last.hasSuffix("\\") {
        steps[steps.count - 1] = String(last.dropLast()) + "/" + part
      } else {
        steps.append(part)
      }
    }
    guard let field = try node.lookup(steps, creating: .scalar) else { return }
    try field.expect(.scalar)
    let text =
      target.filePathPosition > 0
      ? Self.insert(value, into: field.text, at: Int(target.filePathPosition) - 1) : value
    try field.setScalar(.scalar(text))
  }

  /// Puts a part into a path; positions outside of it mean its ends. An absolute path stays absolute.
  private static func insert(_ part: String, into path: String, at position: Int) -> String {
    if part.isEmpty { return path }
    let isAbsolute = path.hasPrefix("/")
    var parts = path.pathParts.map(String.init)
    parts.insert(part, at: min(max(position, 0), parts.count))
    return (isAbsolute ? "/" : "") + parts.joined(separator: "/")
  }
}
