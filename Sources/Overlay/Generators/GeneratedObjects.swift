import Structure

extension ResourceMap {
  /// Takes in generated objects: new ones are added, the others replace what they name or merge into it.
  func absorb(_ generated: [Resource]) throws(Failure) {
    for resource in generated { try absorb(resource) }
  }

  private func absorb(_ resource: Resource) throws(Failure) {
    let id = resource.currentID
    let behavior = resource.annotation(BuildAnnotation.generatorBehavior).flatMap(GeneratorBehavior.init) ?? .create
    let matches = matching(any: id)
    guard let old = matches.first else {
      guard behavior == .create else {
        let names = resources.filter { $0.kind == id.kind.kind }.map(\.name)
        throw Failure(
          "\(id.description) does not exist, so nothing can be \(behavior == .merge ? "merged into it" : "replaced")"
            + NearestName.hint(id.name, among: names))
      }
      try append(resource)
      return
    }
    guard matches.count == 1 else {
      throw Failure("\(matches.count) objects could take the generated \(id.description)")
    }
    switch behavior {
    case .create: throw Failure("\(id.description) exists already; behavior must be merge or replace")
    case .replace: try resource.takeMetadata(from: old)
    case .merge:
      let origin = old.annotation(BuildAnnotation.origin)
      try resource.takeMetadata(from: old)
      try resource.mergeData("data", from: old)
      try resource.mergeData("binaryData", from: old)
      if let origin {
        var annotations = resource.annotations
        annotations[BuildAnnotation.origin] = origin
        try resource.setAnnotations(annotations)
      }
    }
    replace(old, by: resource)
  }
}

extension Resource {
  /// Takes the name, namespace, labels and annotations of another object; own labels and annotations win, what the
  /// build remembers is the other's.
  func takeMetadata(from other: Resource) throws(Failure) {
    try setLabels(other.labels.merging(labels) { _, own in own })
    let own = annotations
    let theirs = other.annotations
    var merged = theirs.merging(own) { _, own in own }
    for key in BuildAnnotation.all { merged[key] = theirs[key] }
    if own[BuildAnnotation.needsHashSuffix] == nil { merged[BuildAnnotation.needsHashSuffix] = nil }
    try setAnnotations(merged)
    try setName(other.name)
    try setNamespace(other.namespace)
    variableNames = other.variableNames
    source = other.source
  }

  /// Adds the entries that the other object has and this one lacks.
  fileprivate func mergeData(_ field: String, from other: Resource) throws(Failure) {
    var texts = Self.texts(other.node?.field(field))
    texts.merge(Self.texts(node?.field(field))) { _, own in own }
    node?.clear(field)
    guard !texts.isEmpty, let node else { return }
    for key in texts.keys.sorted() {
      try node.mappingCreating(field).set(key, DataGenerator.text(texts[key] ?? ""))
    }
  }

  private static func texts(_ mapping: Node?) -> [String: String] {
    var texts: [String: String] = [:]
    for entry in mapping?.entries ?? [] { texts[entry.key.text] = entry.value.isNull ? "" : entry.value.text }
    return texts
  }
}
