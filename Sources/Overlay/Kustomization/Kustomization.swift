/// What a kustomization file says, deprecated fields already put where they belong.
struct Kustomization {
  var kind = "Kustomization"
  var openAPI: [String: String] = [:]
  var namePrefix = ""
  var nameSuffix = ""
  var namespace = ""
  var commonLabels: [String: String] = [:]
  var labels: [LabelSet] = []
  var commonAnnotations: [String: String] = [:]
  var patchesStrategicMerge: [Located<String>] = []
  var patchesJSON6902: [Located<PatchEntry>] = []
  var patches: [Located<PatchEntry>] = []
  var images: [Located<ImageChange>] = []
  var replacements: [Located<ReplacementEntry>] = []
  var replicas: [Located<ReplicaCount>] = []
  var variables: [Located<Variable>] = []
  var sortOptions: Located<SortOptions>?
  var resources: [Located<String>] = []
  var components: [Located<String>] = []
  var crds: [Located<String>] = []
  var configMapGenerators: [Located<GeneratorArguments>] = []
  var secretGenerators: [Located<GeneratorArguments>] = []
  var helmCharts: [Located<HelmChart>] = []
  var generatorOptions: GeneratorOptions?
  var configurations: [Located<String>] = []
  var generators: [Located<String>] = []
  var transformers: [Located<String>] = []
  var validators: [Located<String>] = []
  var buildMetadata: [String] = []

  var isComponent: Bool { kind == "Component" }
}

/// A part of a kustomization and the path of keys that leads to it.
struct Located<Part> {
  var part: Part
  var pointer: [String]
}

struct LabelSet {
  var pairs: [String: String] = [:]
  var includesSelectors = false
  var includesTemplates = false
  var fields: [FieldSpec] = []
}

/// An entry of `patches` or `patchesJson6902`.
struct PatchEntry {
  var path = ""
  var patch = ""
  var target: ObjectSelector?
  var options: [String: Bool] = [:]
}

struct ImageChange {
  var name = ""
  var newName = ""
  var tagSuffix = ""
  var newTag = ""
  var digest = ""
}

struct ReplicaCount {
  var name = ""
  var count: Int64 = 0
}

struct SortOptions {
  var order = ""
  var first: [String]?
  var last: [String]?
  var hasLegacyOptions = false
}

struct GeneratorOptions {
  var labels: [String: String] = [:]
  var annotations: [String: String] = [:]
  var disableNameSuffixHash = false
  var immutable = false

  /// What an entry gives wins over what holds for all.
  func merged(over global: GeneratorOptions) -> GeneratorOptions {
    var result = self
    result.labels.merge(global.labels) { own, _ in own }
    result.annotations.merge(global.annotations) { own, _ in own }
    result.disableNameSuffixHash = disableNameSuffixHash || global.disableNameSuffixHash
    result.immutable = immutable || global.immutable
    return result
  }
}

/// An entry of `configMapGenerator` or `secretGenerator`.
struct GeneratorArguments {
  var namespace = ""
  var name = ""
  var behavior = ""
  var literals: [String] = []
  var files: [String] = []
  var envs: [String] = []
  var options: GeneratorOptions?
  /// The type of a Secret.
  var type = ""
}

/// Which objects a patch or replacement is for.
struct ObjectSelector {
  var id = ResourceID(kind: KindSelector(), name: "", namespace: "")
  var annotationSelector = ""
  var labelSelector = ""
}

struct ReplacementEntry {
  var path = ""
  var source: ReplacementSource?
  var targets: [ReplacementTarget]?
}

struct ReplacementSource {
  var id = ResourceID(kind: KindSelector(), name: "", namespace: "")
  var fieldPath = ""
  var options: FieldOptions?
}

struct ReplacementTarget {
  var select: ObjectSelector?
  var reject: [ObjectSelector] = []
  var fieldPaths: [String] = []
  var options: FieldOptions?
}

struct FieldOptions {
  var delimiter = ""
  var index: Int64 = 0
  var encoding = ""
  var create = false
}

struct Variable {
  var name = ""
  var objectID = ResourceID(kind: KindSelector(), name: "", namespace: "")
  var fieldPath = ""
}
