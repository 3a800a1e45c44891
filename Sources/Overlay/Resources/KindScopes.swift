import Kube
import Synchronization

/// Knows which kinds live outside of namespaces.
final class KindScopes {
  private struct State {
    /// Kinds that a user's own OpenAPI document describes.
    var custom: MergeSchema?
    var known = KindMemo<Bool>()
    var metUnknownKind = false

    mutating func isClusterScoped(_ kind: KindSelector) -> Bool {
      if let answer = known[kind] { return answer }
      let full = GroupVersionKind(group: kind.group, version: kind.version, kind: kind.kind)
      let builtIn = EmbeddedScopes.kustomize.isNamespaced(full)
      if builtIn == nil, custom == nil { metUnknownKind = true }
      let answer = (builtIn ?? custom?.isNamespaced(full)) == false
      known[kind] = answer
      return answer
    }
  }

  // Changes of single objects run on two threads.
  private let state = Mutex(State())
  /// Moves when answers given before no longer hold, which is while a kustomization is read and nothing else runs.
  private(set) var generation = 0

  /// Whether a kind was met that is not built in, before there was a document of the user's.
  var metUnknownKind: Bool { state.withLock { $0.metUnknownKind } }

  /// Whether the kind certainly lives outside of namespaces; unknown kinds count as namespaced.
  func isClusterScoped(_ kind: KindSelector) -> Bool { state.withLock { $0.isClusterScoped(kind) } }

  func use(_ schema: MergeSchema) {
    state.withLock { state in
      state.custom = schema
      state.known = KindMemo()
    }
    generation += 1
  }
}
