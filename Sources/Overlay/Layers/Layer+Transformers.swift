import Structure

extension Layer {
  /// A transformer with what is needed to speak of it.
  struct Step {
    var transformer: any Transformer
    /// Where it is configured in the kustomization file.
    var pointer: [String]
    var origin: Origin?
    /// How many entries it stands for.
    var count = 1
  }

  /// Changes the objects by all that the file says, then by transformer plugins.
  func runTransformers(_ accumulator: Accumulator) throws(Failure) {
    // All steps are prepared before the first one runs, as in the original: a later one that cannot be read is an error
    // whatever the earlier ones do.
    var steps = try builtInSteps(accumulator.configuration)
    for plugin in try plugins(kustomization.transformers, field: "transformers") {
      let transformers = try at(plugin.pointer) { () throws(Failure) in
        try TransformerPlugin.make(plugin, layer: self)
      }
      for (index, transformer) in transformers.enumerated() {
        let isLast = index == transformers.count - 1
        steps.append(Step(transformer: transformer, pointer: plugin.pointer, origin: isLast ? plugin.origin : nil))
      }
    }
    for step in steps { try run(step, accumulator) }
  }

  private func run(_ step: Step, _ accumulator: Accumulator) throws(Failure) {
    try at(step.pointer) { () throws(Failure) in
      try step.transformer.transform(accumulator.map)
      guard let origin = step.origin else { return }
      for _ in 0..<step.count { try accumulator.map.addTransformation(origin) }
    }
  }

  private func builtInSteps(_ fields: TransformerConfiguration) throws(Failure) -> [Step] {
    var steps = try patchSteps()
    func add(_ kind: String, _ pointer: [String], _ transformer: any Transformer, count: Int = 1) {
      steps.append(Step(transformer: transformer, pointer: pointer, origin: builtInOrigin(kind), count: count))
    }
    let file = kustomization
    if !file.namespace.isEmpty {
      add(
        "NamespaceTransformer", ["namespace"],
        NamespaceSetter(namespace: file.namespace, fields: fields.namespace, scopes: build.schema.scopes))
    }
    if !file.namePrefix.isEmpty {
      add("PrefixTransformer", ["namePrefix"], NameAffixes(affix: .prefix(file.namePrefix), fields: fields.namePrefix))
    }
    if !file.nameSuffix.isEmpty {
      add("SuffixTransformer", ["nameSuffix"], NameAffixes(affix: .suffix(file.nameSuffix), fields: fields.nameSuffix))
    }
    if !file.labels.isEmpty || !file.commonLabels.isEmpty {
      for (index, set) in file.labels.enumerated() {
        let pointer = ["labels", "\(index)"]
        let specs = try at(pointer) { () throws(Failure) in try Self.fields(of: set, fields) }
        add("LabelTransformer", pointer, MapEntriesSetter(set.pairs, fields: specs))
      }
      add("LabelTransformer", ["commonLabels"], MapEntriesSetter(file.commonLabels, fields: fields.commonLabels))
    }
    if !file.commonAnnotations.isEmpty {
      add(
        "AnnotationsTransformer", ["commonAnnotations"],
        MapEntriesSetter(file.commonAnnotations, fields: fields.commonAnnotations))
    }
    for entry in file.patchesJSON6902 {
      let step = try at(entry.pointer) { () throws(Failure) in try jsonPatch(entry.part, pointer: entry.pointer) }
      add("PatchJson6902Transformer", entry.pointer, step)
    }
    for entry in file.replicas {
      add("ReplicaCountTransformer", entry.pointer, ReplicaSetter(replica: entry.part, fields: fields.replicas))
    }
    if let first = file.images.first {
      let setter = try at(first.pointer) { () throws(Failure) in
        try ImageSetter(file.images.map(\.part), fields: fields.images)
      }
      add("ImageTagTransformer", first.pointer, setter, count: file.images.count)
    }
    if !file.replacements.isEmpty {
      try addReplacements(file.replacements, to: &steps)
    }
    return steps
  }

  /// The fields that an entry of `labels` works on.
  private static func fields(of set: LabelSet, _ fields: TransformerConfiguration) throws(Failure) -> [FieldSpec] {
    var specs = set.fields
    try specs.merge(fields.labels)
    if set.includesSelectors {
      try specs.merge(fields.commonLabels)
    } else {
      if set.includesTemplates { try specs.merge(fields.templateLabels) }
      try specs.merge(FieldSpec(path: "metadata/labels", create: true))
    }
    return specs
  }

  private func addReplacements(_ entries: [Located<ReplacementEntry>], to steps: inout [Step]) throws(Failure) {
    var lists: [(pointer: [String], entries: [Located<ReplacementEntry>])] = []
    for entry in entries {
      let list = try at(entry.pointer) { () throws(Failure) in try replacements(entry) }
      lists.append((entry.pointer, list))
    }
    for (index, list) in lists.enumerated() {
      steps.append(
        Step(
          transformer: Replacer(replacements: list.entries.map(\.part)), pointer: list.pointer,
          origin: index == lists.count - 1 ? builtInOrigin("ReplacementTransformer") : nil))
    }
  }

  /// An entry of `replacements`, or those of the file that it names.
  func replacements(_ entry: Located<ReplacementEntry>) throws(Failure) -> [Located<ReplacementEntry>] {
    guard !entry.part.path.isEmpty else { return [entry] }
    guard entry.part.source == nil, entry.part.targets?.isEmpty ?? true else {
      throw Failure("a replacement has either a path or a source and targets, not both")
    }
    let (bytes, file) = try loader.load(entry.part.path)
    let value = try PluginFields.document(bytes, file: file)
    do throws(FieldReader.Problem) {
      return try ReplacementReader.file(value)
    } catch {
      throw Locator(sources: loader.sources).place(
        Failure(error.message), in: file, bytes: bytes, pointer: error.pointer, isKey: error.isKey)
    }
  }
}
