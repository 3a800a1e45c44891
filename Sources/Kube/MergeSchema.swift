package import Structure

/// How the lists and maps of built-in kinds merge, and whether a kind lives in a namespace.
///
/// Facts only, taken from published OpenAPI documents by `scripts/generate-schemas.py`. A kind that no schema knows is
/// merged as a custom resource without a schema: maps field by field, lists as a whole.
package struct MergeSchema: Sendable {
  let table: MergeSchemaTable

  /// What kustomize 5 merges by: the patch strategies and merge keys of Kubernetes 1.21.2.
  package static let kustomize = MergeSchema(table: MergeSchemaTable(embedded: .kustomize))
  /// What server-side apply merges by: list types, list keys and map types of Kubernetes 1.36.
  package static let serverSideApply = MergeSchema(table: MergeSchemaTable(embedded: .serverSideApply))

  init(table: MergeSchemaTable) { self.table = table }

  /// Reads the `definitions` (and `paths`, for scopes) of an OpenAPI v2 document, as a kustomization's `openapi.path`
  /// names one. What is no schema in it is passed over.
  package init(openAPI document: Value) {
    var builder = MergeSchemaBuilder(document)
    self.init(table: builder.build())
  }

  /// The schema of a whole object of this kind; nil when the kind is unknown.
  package func node(for kind: GroupVersionKind) -> MergeSchemaNode? {
    guard let found = table.kinds[kind], let number = found.node else { return nil }
    return MergeSchemaNode(table: table, number: number)
  }

  /// Whether objects of this kind live in a namespace; nil when the kind is unknown.
  package func isNamespaced(_ kind: GroupVersionKind) -> Bool? {
    switch table.kinds[kind]?.scope {
    case .namespaced: true
    case .cluster: false
    case .unknown, nil: nil
    }
  }

  /// The plural name that stands in an API path, such as `deployments`; known to ``serverSideApply`` only.
  package func plural(_ kind: GroupVersionKind) -> String? { table.kinds[kind]?.plural }

  /// Every kind that the schema knows, in no particular order.
  package var kinds: [GroupVersionKind] { Array(table.kinds.keys) }
}
