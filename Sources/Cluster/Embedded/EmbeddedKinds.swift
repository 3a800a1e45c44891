import Kube
import Store
import Structure
import Toolkit

/// What the embedded cluster serves: Kubernetes' built-in kinds, the toolkit's, and those of recorded definitions.
///
/// Lives as long as one snapshot of the store.
struct EmbeddedKinds {
  let reader: StoreReader
  /// Definitions that count as recorded although they are not yet.
  var pending: [KubeObject] = []

  static let definitions = GroupKind(group: "apiextensions.k8s.io", kind: "CustomResourceDefinition")

  /// The served versions of the built-in kinds, newest stable first.
  private static let builtIn: [GroupKind: [String]] = {
    var versions: [GroupKind: [String]] = [:]
    for kind in MergeSchema.serverSideApply.kinds { versions[kind.groupKind, default: []].append(kind.version) }
    return versions.mapValues { $0.sorted { Self.rank($0) > Self.rank($1) } }
  }()

  /// Orders versions as Kubernetes does: stable over beta over alpha, then by number.
  private static func rank(_ version: String) -> (Int, Int, Int) {
    let digits = version.dropFirst().prefix { $0.isNumber }
    let rest = version.dropFirst(1 + digits.count)
    let stage = rest.hasPrefix("beta") ? 1 : rest.hasPrefix("alpha") ? 0 : 2
    return (stage, Int(digits) ?? 0, Int(rest.drop { !$0.isNumber }) ?? 0)
  }

  func resource(_ kind: GroupKind) throws -> ClusterResource? {
    if let versions = Self.builtIn[kind], let preferred = versions.first {
      let full = GroupVersionKind(group: kind.group, version: preferred, kind: kind.kind)
      return ClusterResource(
        kind: full, isNamespaced: MergeSchema.serverSideApply.isNamespaced(full) ?? true, versions: versions)
    }
    if let definition = KindCatalog.definition(of: kind) {
      return ClusterResource(kind: definition.kind, isNamespaced: true, versions: [definition.kind.version])
    }
    guard let definition = try definition(of: kind) else { return nil }
    let served = (definition.spec?["versions"]?.array ?? []).filter { $0["served"]?.bool ?? true }
    let versions = served.compactMap { $0["name"]?.string }.sorted { Self.rank($0) > Self.rank($1) }
    guard let preferred = versions.first else { return nil }
    return ClusterResource(
      kind: GroupVersionKind(group: kind.group, version: preferred, kind: kind.kind),
      isNamespaced: definition.spec?["scope"]?.string != "Cluster", versions: versions)
  }

  /// The recorded definition of a custom kind.
  func definition(of kind: GroupKind) throws -> KubeObject? {
    func defines(_ object: KubeObject) -> Bool {
      object.spec?["group"]?.string == kind.group && object.spec?[path: "names", "kind"]?.string == kind.kind
    }
    if let found = pending.first(where: defines) { return found }
    // Definitions are large, and named `<plural>.<group>`.
    for key in try reader.keys(ObjectQuery(Self.definitions)) where key.name.hasSuffix(".\(kind.group)") {
      if let object = try reader.object(key), defines(object) { return object }
    }
    return nil
  }

  /// How objects of a kind are owned and merged.
  func schema(of kind: GroupVersionKind) throws -> FieldSchema {
    let metadata = MergeSchema.serverSideApply
      .node(for: GroupVersionKind(group: "", version: "v1", kind: "ConfigMap"))?.field("metadata")
      .map(FieldSchema.builtIn)
    let rest: FieldSchema =
      if let node = MergeSchema.serverSideApply.node(for: kind) {
        .builtIn(node)
      } else if Self.builtIn[kind.groupKind] == nil, KindCatalog.definition(of: kind.groupKind) == nil,
        let definition = try definition(of: kind.groupKind)
      {
        Self.schema(in: definition, version: kind.version)
      } else {
        .untyped
      }
    return .object(metadata: metadata ?? .untyped, rest: rest)
  }

  private static func schema(in definition: KubeObject, version: String) -> FieldSchema {
    let found = definition.spec?["versions"]?.array?.first { $0["name"]?.string == version }
    return found?[path: "schema", "openAPIV3Schema"].map(FieldSchema.openAPI) ?? .untyped
  }
}
