import Structure

/// The built-in transformers in their plugin form.
enum TransformerPlugin {
  typealias Problem = FieldReader.Problem

  private static let known = [
    "AnnotationsTransformer", "HashTransformer", "ImageTagTransformer", "LabelTransformer", "NamespaceTransformer",
    "PatchJson6902Transformer", "PatchStrategicMergeTransformer", "PatchTransformer", "PrefixSuffixTransformer",
    "PrefixTransformer", "ReplacementTransformer", "ReplicaCountTransformer", "SuffixTransformer",
    "ValueAddTransformer",
  ]

  /// The transformers that a configuration stands for: one as a rule.
  static func make(_ plugin: Plugin, layer: Layer) throws(Failure) -> [any Transformer] {
    switch plugin.kind {
    case "AnnotationsTransformer":
      return [try plugin.read { fields throws(Problem) in try entries(fields, "annotations") }]
    case "LabelTransformer": return [try plugin.read { fields throws(Problem) in try entries(fields, "labels") }]
    case "HashTransformer": return [NameHash()]
    case "ImageTagTransformer":
      let (image, specs) = try plugin.read { fields throws(Problem) in
        (try fields.reader.record("imageTag", KustomizationReader.image) ?? ImageChange(), try fields.fieldSpecs())
      }
      return [try ImageSetter([image], fields: specs)]
    case "NamespaceTransformer": return [try namespace(plugin, layer)]
    case "PatchJson6902Transformer", "PatchStrategicMergeTransformer", "PatchTransformer":
      return [try patch(plugin, layer)]
    case "PrefixTransformer": return [try affix(plugin, "prefix", NameAffixes.Affix.prefix)]
    case "SuffixTransformer": return [try affix(plugin, "suffix", NameAffixes.Affix.suffix)]
    case "PrefixSuffixTransformer":
      return [
        try affix(plugin, "prefix", NameAffixes.Affix.prefix), try affix(plugin, "suffix", NameAffixes.Affix.suffix),
      ]
    case "ReplacementTransformer": return try replacements(plugin, layer)
    case "ReplicaCountTransformer":
      return [
        try plugin.read { fields throws(Problem) in
          ReplicaSetter(
            replica: try fields.reader.record("replica", KustomizationReader.replica) ?? ReplicaCount(),
            fields: try fields.fieldSpecs())
        }
      ]
    case "ValueAddTransformer": return [try valueAdder(plugin, layer)]
    default:
      throw Failure("unknown transformer '\(plugin.kind)'\(NearestName.hint(plugin.kind, among: known))")
    }
  }

  private static func entries(_ fields: PluginFields, _ name: String) throws(Problem) -> MapEntriesSetter {
    MapEntriesSetter(try fields.reader.stringMap(name) ?? [:], fields: try fields.fieldSpecs())
  }

  private static func affix(
    _ plugin: Plugin, _ name: String, _ affix: (String) -> NameAffixes.Affix
  ) throws(Failure) -> NameAffixes {
    let (text, specs) = try plugin.read { fields throws(Problem) in
      (try fields.reader.string(name), try KustomizationReader.fieldSpecs(fields.reader, "fieldSpecs"))
    }
    guard let specs else { throw Failure("\(plugin.resource.currentID.description): fieldSpecs is missing") }
    return NameAffixes(affix: affix(text), fields: specs)
  }

  private static func namespace(_ plugin: Plugin, _ layer: Layer) throws(Failure) -> NamespaceSetter {
    let (setter, subjects) = try plugin.read { fields throws(Problem) in
      (
        NamespaceSetter(
          namespace: try fields.metadata().namespace, fields: try fields.fieldSpecs(),
          unsetOnly: try fields.reader.bool("unsetOnly"), scopes: layer.build.schema.scopes),
        try fields.reader.string("setRoleBindingSubjects")
      )
    }
    guard !subjects.isEmpty else { return setter }
    guard let chosen = NamespaceSetter.Subjects(rawValue: subjects) else {
      throw Failure(
        "setRoleBindingSubjects must be defaultOnly, allServiceAccounts or none, not '\(subjects)'"
          + NearestName.hint(subjects, among: ["defaultOnly", "allServiceAccounts", "none"]))
    }
    var result = setter
    result.subjects = chosen
    return result
  }

  private static func patch(_ plugin: Plugin, _ layer: Layer) throws(Failure) -> any Transformer {
    switch plugin.kind {
    case "PatchTransformer":
      return try layer.patch(try plugin.read { fields throws(Problem) in try KustomizationReader.patch(fields.reader) })
    case "PatchJson6902Transformer":
      return try layer.jsonPatch(
        try plugin.read { fields throws(Problem) in
          PatchEntry(
            path: try fields.reader.string("path"), patch: try fields.reader.string("jsonOp"),
            target: try fields.reader.record("target", KustomizationReader.selector))
        })
    default:
      let (paths, inline) = try plugin.read { fields throws(Problem) in
        (try fields.reader.strings("paths"), try fields.reader.string("patches"))
      }
      guard !paths.isEmpty || !inline.isEmpty else { throw Failure("the patch has neither paths nor patches") }
      var patches: [Resource] = []
      for path in paths { patches += try layer.strategicMergePatches(path) }
      if !inline.isEmpty { patches += try layer.build.factory.resources(in: Array(inline.utf8), file: "") }
      guard !patches.isEmpty else { throw Failure("the patch is empty") }
      return StrategicMergeStep(
        patches: patches, applier: PatchApplier(schema: layer.build.schema),
        origin: PatchOrigin(bytes: [], file: layer.file, container: ([], [])))
    }
  }

  private static func replacements(_ plugin: Plugin, _ layer: Layer) throws(Failure) -> [any Transformer] {
    let entries = try plugin.read { fields throws(Problem) in
      try KustomizationReader.located(fields.reader, "replacements", ReplacementReader.entry)
    }
    var all: [ReplacementEntry] = []
    for entry in entries { all += try layer.replacements(entry).map(\.part) }
    return [Replacer(replacements: all)]
  }

  private static func valueAdder(_ plugin: Plugin, _ layer: Layer) throws(Failure) -> ValueAdder {
    var value = try plugin.read { fields throws(Problem) in try fields.reader.string("value") }.trimmed
    var targets = try plugin.read { fields throws(Problem) in try Self.targets(fields) }
    let path = try plugin.read { fields throws(Problem) in try fields.reader.string("targetFilePath") }
    if value.isEmpty { value = PathText.lastName(of: layer.loader.root) }
    if !path.isEmpty {
      let (bytes, file) = try layer.loader.load(path)
      let content = try PluginFields.document(bytes, file: file)
      do throws(Problem) {
        targets += try Self.targets(PluginFields(content))
      } catch {
        throw Locator(sources: layer.loader.sources).place(
          Failure(error.message), in: file, bytes: bytes, pointer: error.pointer)
      }
    }
    guard !targets.isEmpty else { throw Failure("the ValueAddTransformer has no targets") }
    for target in targets {
      guard !target.fieldPath.isEmpty else { throw Failure("a target has no fieldPath") }
      guard target.filePathPosition >= 0 else { throw Failure("filePathPosition cannot be negative") }
    }
    return ValueAdder(value: value, targets: targets, scopes: layer.build.schema.scopes)
  }

  private static func targets(_ fields: PluginFields) throws(Problem) -> [ValueAdder.Target] {
    try fields.reader.records("targets") { entry throws(Problem) in
      ValueAdder.Target(
        selector: try entry.record("selector", KustomizationReader.selector), fieldPath: try entry.string("fieldPath"),
        filePathPosition: try entry.integer("filePathPosition"))
    }
  }
}
