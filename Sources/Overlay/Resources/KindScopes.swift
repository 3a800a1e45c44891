import Kube

/// Knows which kinds live outside of namespaces.
final class KindScopes {
  /// Kinds that a user's own OpenAPI document describes.
  private var custom: MergeSchema?
  private var known: [KindSelector: Bool] = [:]
  /// Whether a kind was met that is not built in, before there was a document of the user's.
  private(set) var metUnknownKind = false
  /// Moves when answers given before no longer hold.
  private(set) var generation = 0

  /// Whether the kind certainly lives outside of namespaces; unknown kinds count as namespaced.
  func isClusterScoped(_ kind: KindSelector) -> Bool {
    if let answer = known[kind] { return answer }
    let full = GroupVersionKind(group: kind.group, version: kind.version, kind: kind.kind)
    let builtIn = MergeSchema.kustomize.isNamespaced(full)
    if builtIn == nil, custom == nil { metUnknownKind = true }
    let answer = (builtIn ?? custom?.isNamespaced(full)) == false
    known[kind] = answer
    return answer
  }

  func use(_ schema: MergeSchema) {
    custom = schema
    known = [:]
    generation += 1
  }
}
