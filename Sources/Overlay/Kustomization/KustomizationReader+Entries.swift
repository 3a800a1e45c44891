import Structure

/// The entries of the lists in a kustomization, which plugin configurations share.
extension KustomizationReader {
  static func labelSet(_ reader: FieldReader) throws(Problem) -> LabelSet {
    LabelSet(
      pairs: try reader.stringMap("pairs") ?? [:], includesSelectors: try reader.bool("includeSelectors"),
      includesTemplates: try reader.bool("includeTemplates"), fields: try fieldSpecs(reader, "fields") ?? [])
  }

  /// Field specifications; nil when the field is missing.
  static func fieldSpecs(_ reader: FieldReader, _ name: String) throws(Problem) -> [FieldSpec]? {
    guard reader.value(name) != nil else { return nil }
    return try reader.records(name, fieldSpec)
  }

  static func fieldSpec(_ reader: FieldReader) throws(Problem) -> FieldSpec {
    FieldSpec(kind: try kind(reader), path: try reader.string("path"), create: try reader.bool("create"))
  }

  static func kind(_ reader: FieldReader) throws(Problem) -> KindSelector {
    KindSelector(
      group: try reader.string("group"), version: try reader.string("version"), kind: try reader.string("kind"))
  }

  static func id(_ reader: FieldReader) throws(Problem) -> ResourceID {
    ResourceID(kind: try kind(reader), name: try reader.string("name"), namespace: try reader.string("namespace"))
  }

  static func selector(_ reader: FieldReader) throws(Problem) -> ObjectSelector {
    ObjectSelector(
      id: try id(reader), annotationSelector: try reader.string("annotationSelector"),
      labelSelector: try reader.string("labelSelector"))
  }

  static func patch(_ reader: FieldReader) throws(Problem) -> PatchEntry {
    PatchEntry(
      path: try reader.string("path"), patch: try reader.string("patch"),
      target: try reader.record("target", selector), options: try reader.boolMap("options"))
  }

  static func image(_ reader: FieldReader) throws(Problem) -> ImageChange {
    ImageChange(
      name: try reader.string("name"), newName: try reader.string("newName"),
      tagSuffix: try reader.string("tagSuffix"), newTag: try reader.string("newTag"),
      digest: try reader.string("digest"))
  }

  static func replica(_ reader: FieldReader) throws(Problem) -> ReplicaCount {
    ReplicaCount(name: try reader.string("name"), count: try reader.integer("count"))
  }

  static func sortOptions(_ reader: FieldReader) throws(Problem) -> SortOptions {
    var options = SortOptions(order: try reader.string("order"))
    _ = try reader.record("legacySortOptions") { entry throws(Problem) in
      options.hasLegacyOptions = true
      options.first = try entry.strings("orderFirst")
      options.last = try entry.strings("orderLast")
    }
    return options
  }

  static func variable(_ reader: FieldReader) throws(Problem) -> Variable {
    var result = Variable(name: try reader.string("name"))
    _ = try reader.record("objref") { entry throws(Problem) in
      result.objectID = try id(entry)
      let parts = try entry.string("apiVersion").split(separator: "/", omittingEmptySubsequences: false)
      if parts.count == 2 {
        result.objectID.kind.group = String(parts[0])
        result.objectID.kind.version = String(parts[1])
      } else if parts.count == 1, !parts[0].isEmpty {
        result.objectID.kind.version = String(parts[0])
      }
    }
    _ = try reader.record("fieldref") { entry throws(Problem) in result.fieldPath = try entry.string("fieldPath") }
    if result.fieldPath.isEmpty { result.fieldPath = "metadata.name" }
    return result
  }

  static func generatorOptions(_ reader: FieldReader) throws(Problem) -> GeneratorOptions {
    GeneratorOptions(
      labels: try reader.stringMap("labels") ?? [:], annotations: try reader.stringMap("annotations") ?? [:],
      disableNameSuffixHash: try reader.bool("disableNameSuffixHash"), immutable: try reader.bool("immutable"))
  }

  static func generator(_ reader: FieldReader) throws(Problem) -> GeneratorArguments {
    var result = GeneratorArguments(
      namespace: try reader.string("namespace"), name: try reader.string("name"),
      behavior: try reader.string("behavior"), literals: try reader.strings("literals"),
      files: try reader.strings("files"), envs: try reader.strings("envs"),
      options: try reader.record("options", generatorOptions))
    let env = try reader.string("env")
    if !env.isEmpty { result.envs.append(env) }
    return result
  }

  static func secretGenerator(_ reader: FieldReader) throws(Problem) -> GeneratorArguments {
    var result = try generator(reader)
    result.type = try reader.string("type")
    return result
  }
}
