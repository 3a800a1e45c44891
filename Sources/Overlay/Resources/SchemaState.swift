import Kube

/// The schemas that a build merges by. A user's own OpenAPI document takes the place of what is built in, for all that
/// has not been looked up before it was read: the original keeps one schema for the whole process, and so does a build.
final class SchemaState {
  let scopes = KindScopes()
  /// What comments say about single fields.
  let notes = SchemaNotes()
  private var custom: MergeSchema?
  private var usesBuiltIn = true
  private var wasAsked = false
  /// Whether any layer has chosen a schema; the first one does.
  private(set) var isChosen = false

  /// The schema of a kind.
  func node(for kind: GroupVersionKind) -> MergeSchemaNode? {
    wasAsked = true
    if let found = custom?.node(for: kind) { return found }
    return usesBuiltIn ? MergeSchema.kustomize.node(for: kind) : nil
  }

  /// A layer chose the schema that is built in.
  func chooseBuiltIn() { isChosen = true }

  /// A layer brought its own.
  func choose(_ schema: MergeSchema) {
    isChosen = true
    usesBuiltIn = wasAsked || scopes.metUnknownKind
    custom = schema
    scopes.use(schema)
  }
}
