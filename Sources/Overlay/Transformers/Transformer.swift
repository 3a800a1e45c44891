/// A step that changes the objects of a layer.
protocol Transformer {
  func transform(_ map: ResourceMap) throws(Failure)
}

extension Resource {
  /// Runs a change and names this object when it fails.
  func naming(_ body: () throws(Failure) -> Void) throws(Failure) {
    do throws(Failure) {
      try body()
    } catch {
      throw error.prefixed(currentID.description)
    }
  }
}

/// Field specifications by kind, so that each object walks only those that are for it.
final class FieldTable {
  private let specs: [FieldSpec]
  private var byKind = KindMemo<[FieldSpec]>()

  init(_ specs: [FieldSpec]) { self.specs = specs }

  func specs(for kind: KindSelector) -> [FieldSpec] {
    if let known = byKind[kind] { return known }
    let found = specs.filter { $0.kind.selects(kind) }.unshared
    byKind[kind] = found
    return found
  }
}
