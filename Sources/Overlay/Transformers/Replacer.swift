import Structure

/// `replacements`: copies a value of one object into fields of others.
struct Replacer: Transformer {
  let replacements: [ReplacementEntry]

  func transform(_ map: ResourceMap) throws(Failure) {
    for replacement in replacements {
      guard let source = replacement.source, let targets = replacement.targets else {
        throw Failure("a replacement must have a source and targets")
      }
      let value = try value(of: source, in: map)
      for target in targets { try apply(value, to: target, in: map) }
    }
    map.invalidate()
    map.dropGone()
  }

  private func value(of source: ReplacementSource, in map: ResourceMap) throws(Failure) -> Node {
    let found = try object(source, map)
    let path = source.fieldPath.isEmpty ? "metadata.name" : source.fieldPath
    let field: Node?
    do throws(Failure) {
      field = try found.node?.lookup(FieldPath.splitDotted(path))
    } catch {
      throw error.prefixed("source \(found.currentID.description), fieldPath '\(path)'")
    }
    guard let field, !field.isNullOrEmpty else {
      throw Failure("fieldPath '\(path)' is missing in the replacement's source \(found.currentID.description)")
    }
    guard let options = source.options, !options.delimiter.isEmpty else { return field }
    guard field.kind == .scalar else { throw Failure("the delimiter option needs a scalar, not \(field.kindName)") }
    let parts = field.text.parts(at: options.delimiter)
    guard options.index >= 0, options.index < parts.count else {
      throw Failure("options.index \(options.index) is out of bounds: the value has \(parts.count) parts")
    }
    let part = field.copy()
    part.text = parts[Int(options.index)]
    return part
  }

  private func object(_ source: ReplacementSource, _ map: ResourceMap) throws(Failure) -> Resource {
    let candidates = source.id.name.isEmpty ? map.resources : map.candidates(named: source.id.name)
    let matches = candidates.filter { resource in
      !resource.isGone && resource.allIDs.contains { $0.isSelected(by: source.id) }
    }
    if let only = matches.first, matches.count == 1 { return only }
    let wanted = source.id.description
    guard matches.isEmpty else { throw Failure("the replacement's source \(wanted) matches \(matches.count) objects") }
    let names = map.resources.filter { source.id.kind.kind.isEmpty || $0.kind == source.id.kind.kind }.map(\.name)
    throw Failure(
      "the replacement's source \(wanted) matches nothing\(NearestName.hint(source.id.name, among: names))")
  }

  private func apply(_ value: Node, to target: ReplacementTarget, in map: ResourceMap) throws(Failure) {
    guard let select = target.select else { throw Failure("a replacement's target must have a 'select'") }
    let matcher = LabelMatcher(select)
    let rejections = target.reject.map { (selector: $0, matcher: LabelMatcher($0)) }
    let paths = target.fieldPaths.isEmpty ? ["metadata.name"] : target.fieldPaths
    // By identity alone most objects are out, and a plain name finds the rest at once. What an object's labels say is
    // asked of all, since a selector that cannot be read is an error whatever it would select.
    let candidates =
      select.id.name.isEmpty || matcher.isUsed || rejections.contains { $0.matcher.isUsed }
      ? map.resources : map.candidates(named: select.id.name)
    for resource in candidates {
      guard let node = resource.node, !resource.isGone else { continue }
      guard try matcher.matches(resource) else { continue }
      var isRejected = false
      for (_, rejection) in rejections where rejection.isUsed {
        if try rejection.matches(resource) { isRejected = true }
      }
      if isRejected { continue }
      let ids = resource.allIDs
      guard ids.contains(where: { $0.isSelected(by: select.id) }) else { continue }
      let isNamed = rejections.contains { rejection in
        !rejection.selector.id.isBlank && ids.contains { $0.isSelected(by: rejection.selector.id) }
      }
      if isNamed { continue }
      for path in paths {
        do throws(Failure) {
          try set(path, in: node, value, target.options)
        } catch {
          throw error.prefixed("target \(resource.currentID.description)")
        }
      }
    }
  }

  private func set(_ path: String, in node: Node, _ value: Node, _ options: FieldOptions?) throws(Failure) {
    let create = options?.create ?? false
    let fields: [Node]
    do throws(Failure) {
      fields = try FieldMatcher(creating: create ? value.kind : .none).find(FieldPath.splitDotted(path)[...], in: node)
    } catch {
      throw error.prefixed("unable to find\(create ? " or create" : "") the field '\(path)'")
    }
    guard !fields.isEmpty else {
      throw Failure("unable to find\(create ? " or create" : "") the field '\(path)'")
    }
    for field in fields { try Self.set(field, value, options) }
  }

  private static func set(_ field: Node, _ source: Node, _ options: FieldOptions?) throws(Failure) {
    let value = source.copy()
    if let options, !options.delimiter.isEmpty {
      guard field.kind == .scalar else { throw Failure("the delimiter option needs a scalar, not \(field.kindName)") }
      var parts = field.text.parts(at: options.delimiter)
      let text = value.isNull ? "" : value.text
      if options.index < 0 {
        parts.insert(text, at: 0)
      } else if options.index >= parts.count {
        parts.append(text)
      } else {
        parts[Int(options.index)] = text
      }
      value.text = parts.joined(separator: options.delimiter)
    }
    // A scalar keeps its type: only its text is replaced.
    if field.kind == .scalar { field.text = value.text } else { field.become(value) }
  }
}

/// The label and annotation selectors of a replacement's target.
private struct LabelMatcher {
  let labels: TextSelector
  let annotations: TextSelector

  init(_ selector: ObjectSelector) {
    labels = TextSelector(selector.labelSelector, field: "labelSelector")
    annotations = TextSelector(selector.annotationSelector, field: "annotationSelector")
  }

  var isUsed: Bool { !labels.isEmpty || !annotations.isEmpty }

  func matches(_ resource: Resource) throws(Failure) -> Bool {
    if !annotations.isEmpty { guard try annotations.matches(resource.annotations) else { return false } }
    if !labels.isEmpty { guard try labels.matches(resource.labels) else { return false } }
    return true
  }
}

extension Resource {
  /// The identity now and all former ones. Here the original does not ask whether the kind has namespaces.
  fileprivate var allIDs: [ResourceID] {
    var current = currentID
    current.isClusterScoped = false
    return [current] + previousIDs
  }
}

extension ResourceID {
  fileprivate var isBlank: Bool { name.isEmpty && namespace.isEmpty && kind == KindSelector() }
}

extension String {
  /// Split at each occurrence of a text; the whole when it does not occur.
  func parts(at separator: String) -> [String] {
    let text = Array(utf8)
    let mark = Array(separator.utf8)
    guard !mark.isEmpty else { return [self] }
    var parts: [String] = []
    var start = 0
    var index = 0
    while index + mark.count <= text.count {
      if text[index..<index + mark.count].elementsEqual(mark) {
        parts.append(String(decoding: text[start..<index], as: UTF8.self))
        index += mark.count
        start = index
      } else {
        index += 1
      }
    }
    parts.append(String(decoding: text[start...], as: UTF8.self))
    return parts
  }
}
