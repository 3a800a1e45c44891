/// The fields that the built-in transformers work on.
struct TransformerConfiguration {
  /// Where the names of objects of one kind stand in other objects.
  struct NameReference {
    var target: KindSelector
    var referrers: [FieldSpec]
  }

  var namePrefix: [FieldSpec] = []
  var nameSuffix: [FieldSpec] = []
  var namespace: [FieldSpec] = []
  var commonLabels: [FieldSpec] = []
  var labels: [FieldSpec] = []
  var templateLabels: [FieldSpec] = []
  var commonAnnotations: [FieldSpec] = []
  var nameReferences: [NameReference] = []
  var varReferences: [FieldSpec] = []
  var images: [FieldSpec] = []
  var replicas: [FieldSpec] = []
  /// Whether this is nothing but what is built in: merging that again changes nothing.
  private(set) var isBuiltIn = false

  /// Adds what `other` has.
  /// - Throws: When the same field is specified with and without `create`.
  mutating func merge(_ other: TransformerConfiguration) throws(Failure) {
    if other.isEmpty || (isBuiltIn && other.isBuiltIn) { return }
    if isEmpty, other.isBuiltIn {
      self = other
      return
    }
    isBuiltIn = false
    try Self.merge(&namePrefix, other.namePrefix)
    try Self.merge(&nameSuffix, other.nameSuffix)
    try Self.merge(&namespace, other.namespace)
    try Self.merge(&commonLabels, other.commonLabels)
    try Self.merge(&labels, other.labels)
    try Self.merge(&templateLabels, other.templateLabels)
    try Self.merge(&commonAnnotations, other.commonAnnotations)
    try Self.merge(&varReferences, other.varReferences)
    try Self.merge(&images, other.images)
    try Self.merge(&replicas, other.replicas)
    for reference in other.nameReferences { try merge(reference) }
    nameReferences.sort { KindSelector.isOrderedBefore($0.target, $1.target) }
  }

  mutating func merge(_ reference: NameReference) throws(Failure) {
    isBuiltIn = false
    if let index = nameReferences.firstIndex(where: { $0.target == reference.target }) {
      try nameReferences[index].referrers.merge(reference.referrers)
    } else {
      nameReferences.append(reference)
    }
  }

  private static func merge(_ specs: inout [FieldSpec], _ incoming: [FieldSpec]) throws(Failure) {
    guard !incoming.isEmpty else { return }
    try specs.merge(incoming)
    specs = specs.sortedByKind()
  }

  private var isEmpty: Bool {
    namePrefix.isEmpty && nameSuffix.isEmpty && namespace.isEmpty && commonLabels.isEmpty && labels.isEmpty
      && templateLabels.isEmpty && commonAnnotations.isEmpty && nameReferences.isEmpty && varReferences.isEmpty
      && images.isEmpty && replicas.isEmpty
  }

  /// What kustomize has built in.
  static let builtIn: TransformerConfiguration = {
    var configuration = BuiltInFields.read()
    configuration.isBuiltIn = true
    return configuration
  }()
}
