import Structure

/// A kind taken apart, and what a build asks about it again and again.
final class KindFacts {
  let apiVersion: String
  let kind: String
  let selector: KindSelector
  let isClusterScoped: Bool
  /// Which state of the scopes the answer is from.
  let generation: Int

  init(apiVersion: String, kind: String, scopes: KindScopes) {
    self.apiVersion = apiVersion
    self.kind = kind
    selector = KindSelector(apiVersion: apiVersion, kind: kind)
    isClusterScoped = scopes.isClusterScoped(selector)
    generation = scopes.generation
  }

  func isCurrent(_ apiVersion: String, _ kind: String, _ scopes: KindScopes) -> Bool {
    self.kind.hasSameBytes(as: kind) && self.apiVersion.hasSameBytes(as: apiVersion)
      && generation == scopes.generation
  }
}
