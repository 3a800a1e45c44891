extension Resource {
  /// The labels as they are written.
  var labels: [String: String] { texts("labels") }
  /// The annotations as they are written, those of the build included.
  var annotations: [String: String] { texts("annotations") }

  func annotation(_ key: String) -> String? { metadata?.field("annotations")?.field(key)?.text }

  private func texts(_ field: String) -> [String: String] {
    guard let mapping = metadata?.field(field) else { return [:] }
    var result: [String: String] = [:]
    result.reserveCapacity(mapping.entries.count)
    for entry in mapping.entries { result[entry.key.text] = entry.value.text }
    return result
  }

  func setLabels(_ texts: [String: String]) throws(Failure) { try set("labels", texts) }

  /// Replaces all annotations; each becomes a string.
  func setAnnotations(_ texts: [String: String]) throws(Failure) { try set("annotations", texts) }

  /// Makes each annotation a string, and puts back the ones that the build had set.
  func resetAnnotations(keeping kept: [Node.Entry]) throws(Failure) {
    guard let metadata = try node?.mappingCreating("metadata") else { return }
    try metadata.expect(.mapping)
    var entries: [(key: String, text: String)] = []
    func put(_ key: String, _ text: String) {
      if let index = entries.firstIndex(where: { $0.key == key }) {
        entries[index].text = text
      } else {
        entries.append((key, text))
      }
    }
    if let written = metadata.field("annotations"), !metadata.isNullOrEmpty {
      for entry in written.entries { put(entry.key.text, entry.value.text) }
    }
    for entry in kept { put(entry.key.text, entry.value.text) }
    metadata.clear("annotations")
    guard !entries.isEmpty else { return }
    entries.sort { $0.key < $1.key }
    let mapping = Node.mapping()
    mapping.entries = entries.map { Node.Entry(key: .plain($0.key), value: .string($0.text)) }
    metadata.entries.append(Node.Entry(key: .string("annotations"), value: mapping))
    keepPrevious(from: kept.first { $0.key.text == BuildAnnotation.previousNames }?.value)
  }

  private func set(_ field: String, _ texts: [String: String]) throws(Failure) {
    guard let metadata = try node?.mappingCreating("metadata") else { return }
    try metadata.expect(.mapping)
    metadata.clear(field)
    guard !texts.isEmpty else { return }
    let mapping = Node.mapping()
    mapping.entries.reserveCapacity(texts.count)
    for key in texts.keys.sorted() {
      mapping.entries.append(Node.Entry(key: .plain(key), value: .string(texts[key] ?? "")))
    }
    metadata.entries.append(Node.Entry(key: .string(field), value: mapping))
  }

  /// Sets one annotation and leaves the others as they are.
  func setAnnotation(_ key: String, _ text: String) throws(Failure) {
    guard let node else { return }
    let metadata = try node.mappingCreating("metadata")
    if metadata.field("annotations")?.isNullOrEmpty ?? false { metadata.clear("annotations") }
    let value = Node(kind: .scalar, tag: .string, style: .quoted, text: text)
    let annotations = try metadata.mappingCreating("annotations")
    if annotations.kind == .mapping, annotations.field(key) == nil {
      annotations.entries.append(Node.Entry(key: .plain(key), value: value))
    } else {
      annotations.set(key, value)
    }
  }

  /// Adds to an annotation that is a list with commas.
  func appendToList(_ key: String, _ text: String) {
    guard !text.isEmpty else { return }
    if let annotations = metadata?.field("annotations"), !annotations.isNullOrEmpty {
      if let value = annotations.field(key) {
        value.appendToList(text)
        return
      }
      if annotations.kind == .mapping {
        let value = Node(kind: .scalar, tag: .string, style: .quoted, text: text)
        annotations.entries.append(Node.Entry(key: .plain(key), value: value))
        return
      }
    }
    // Fails only on metadata that is no mapping, and such an object is refused when it is read.
    try? setAnnotation(key, text)
  }

  func list(_ key: String) -> [String] {
    guard let text = annotation(key) else { return [] }
    return text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  private func isEnabled(_ key: String) -> Bool { annotation(key) == "enabled" }

  func enable(_ key: String) throws(Failure) {
    var texts = annotations
    texts[key] = "enabled"
    try setAnnotations(texts)
  }

  var needsHashSuffix: Bool { isEnabled(BuildAnnotation.needsHashSuffix) }
  var allowsNameChange: Bool { isEnabled(BuildAnnotation.allowNameChange) }
  var allowsKindChange: Bool { isEnabled(BuildAnnotation.allowKindChange) }

  /// Whether both were renamed alike in the layers that they share: the last prefixes and suffixes are the same.
  func sharesNaming(with other: Resource, emptyMatchesAll: Bool) -> Bool {
    Self.sharesEnd(list(BuildAnnotation.prefixes), other.list(BuildAnnotation.prefixes), emptyMatchesAll)
      && Self.sharesEnd(list(BuildAnnotation.suffixes), other.list(BuildAnnotation.suffixes), emptyMatchesAll)
  }

  private static func sharesEnd(_ left: [String], _ right: [String], _ emptyMatchesAll: Bool) -> Bool {
    if left.isEmpty || right.isEmpty { return emptyMatchesAll || left.count == right.count }
    return zip(left.reversed(), right.reversed()).allSatisfy { $0 == $1 }
  }

  /// Takes away what only the build needs; annotations that stay become strings.
  func finishAnnotations(keepingOrigin: Bool, keepingTransformations: Bool) {
    guard let metadata, let mapping = metadata.field("annotations") else { return }
    let kept = mapping.entries.filter { entry in
      let key = entry.key.text
      if key == BuildAnnotation.origin { return keepingOrigin }
      if key == BuildAnnotation.transformations { return keepingTransformations }
      return !BuildAnnotation.isInternal(key)
    }
    metadata.clear("annotations")
    // With both kept, nothing touches an empty mapping in the original.
    guard !kept.isEmpty || (keepingOrigin && keepingTransformations && mapping.entries.isEmpty) else { return }
    let strings = Node.mapping()
    strings.entries = kept.map {
      // The original writes the keys anew, without quotes: one that reads as a number is then an error.
      Node.Entry(key: .plain($0.key.text), value: .string($0.value.text))
    }
    metadata.entries.append(Node.Entry(key: .string("annotations"), value: strings))
  }
}
