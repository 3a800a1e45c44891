import Structure

/// Makes a ``Kustomization`` of a document.
enum KustomizationReader {
  typealias Problem = FieldReader.Problem

  /// - Throws: For unknown fields, wrong types, and an empty or unknown kind of file.
  static func read(_ value: Value) throws(Problem) -> Kustomization {
    let reader = try FieldReader(value, pointer: [], isStrict: true, of: "a kustomization")
    var result = Kustomization()
    let (kind, apiVersion) = (try reader.string("kind"), try reader.string("apiVersion"))
    try metadata(reader)
    result.openAPI = try reader.stringMap("openapi") ?? [:]
    result.namePrefix = try reader.string("namePrefix")
    result.nameSuffix = try reader.string("nameSuffix")
    result.namespace = try reader.string("namespace")
    result.commonLabels = try reader.stringMap("commonLabels") ?? [:]
    result.labels = try reader.records("labels", labelSet)
    result.commonAnnotations = try reader.stringMap("commonAnnotations") ?? [:]
    result.patchesStrategicMerge = try strings(reader, "patchesStrategicMerge")
    result.patchesJSON6902 = try located(reader, "patchesJson6902", patch)
    result.patches = try located(reader, "patches", patch)
    result.images = try located(reader, "images", image) + located(reader, "imageTags", image)
    result.replacements = try located(reader, "replacements", ReplacementReader.entry)
    result.replicas = try located(reader, "replicas", replica)
    result.variables = try located(reader, "vars", variable)
    result.sortOptions = try reader.record("sortOptions") { entry throws(Problem) in
      Located(part: try sortOptions(entry), pointer: entry.pointer)
    }
    result.resources = try strings(reader, "resources") + strings(reader, "bases")
    result.components = try strings(reader, "components")
    result.crds = try strings(reader, "crds")
    result.configMapGenerators = try located(reader, "configMapGenerator", generator)
    result.secretGenerators = try located(reader, "secretGenerator", secretGenerator)
    result.helmCharts = try HelmFields.read(reader)
    result.generatorOptions = try reader.record("generatorOptions", generatorOptions)
    result.configurations = try strings(reader, "configurations")
    result.generators = try strings(reader, "generators")
    result.transformers = try strings(reader, "transformers")
    result.validators = try strings(reader, "validators")
    result.buildMetadata = try reader.strings("buildMetadata")
    try reader.finish()
    try refuseEmpty(value)
    try check(kind: kind, apiVersion: apiVersion)
    if !kind.isEmpty { result.kind = kind }
    return result
  }

  /// The deprecated fields of a kustomization, in the words of the original.
  static func warnings(_ value: Value) -> [String] {
    let replacements = [
      ("bases", "resources"), ("commonLabels", "labels"), ("imageTags", "images"), ("patchesJson6902", "patches"),
      ("patchesStrategicMerge", "patches"), ("vars", "replacements"),
    ]
    return replacements.compactMap { old, new in
      guard let found = value[old], !found.isNull else { return nil }
      return "'\(old)' is deprecated. Please use '\(new)' instead."
    }
  }

  /// Fields that say nothing do not count.
  private static func refuseEmpty(_ value: Value) throws(Problem) {
    for (key, field) in value.object ?? Mapping() where !["apiVersion", "kind"].contains(key) {
      switch field {
      case .null, .string(""), .bool(false), .int(0): continue
      case .array(let elements)
      where elements.isEmpty && ["bases", "imageTags", "helmChartInflationGenerator"].contains(key):
        continue
      default: return
      }
    }
    throw Problem(message: "the kustomization is empty: nothing in it says what to build", pointer: [], isKey: false)
  }

  private static func check(kind: String, apiVersion: String) throws(Problem) {
    guard ["", "Kustomization", "Component"].contains(kind) else {
      throw Problem(
        message: "kind must be Kustomization or Component, not '\(kind)'", pointer: ["kind"], isKey: false)
    }
    let version = kind == "Component" ? "kustomize.config.k8s.io/v1alpha1" : "kustomize.config.k8s.io/v1beta1"
    guard apiVersion.isEmpty || apiVersion == version else {
      throw Problem(
        message: "apiVersion of a \(kind.isEmpty ? "Kustomization" : kind) must be \(version), not '\(apiVersion)'",
        pointer: ["apiVersion"], isKey: false)
    }
  }

  private static func metadata(_ reader: FieldReader) throws(Problem) {
    _ = try reader.record("metadata") { entry throws(Problem) in
      _ = (try entry.string("name"), try entry.string("namespace"))
      _ = (try entry.stringMap("labels"), try entry.stringMap("annotations"))
    }
  }

  static func strings(_ reader: FieldReader, _ name: String) throws(Problem) -> [Located<String>] {
    try reader.list(name) { value, place throws(Problem) in
      Located(part: value.isNull ? "" : try reader.string(value, place, name), pointer: place)
    } ?? []
  }

  static func located<Part>(
    _ reader: FieldReader, _ name: String, _ read: (FieldReader) throws(Problem) -> Part
  ) throws(Problem) -> [Located<Part>] {
    try reader.records(name) { entry throws(Problem) in Located(part: try read(entry), pointer: entry.pointer) }
  }
}
