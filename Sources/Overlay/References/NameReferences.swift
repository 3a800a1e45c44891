/// Follows renamed objects: wherever an object names another one, the name is brought up to date.
struct NameReferences: Transformer {
  let references: [TransformerConfiguration.NameReference]

  func transform(_ map: ResourceMap) throws(Failure) {
    guard !references.isEmpty else { return }
    try refuseBlankNamespaces(map)
    // Also where nothing was renamed: a field that cannot hold a name is an error in the original as well.
    let index = RenamedObjects(map)
    var known = KindMemo<FieldTrie<KindSelector>>()
    for resource in map.resources where !resource.isGone {
      let original = resource.originalID.kind
      let sites: FieldTrie<KindSelector>
      if let cached = known[original] {
        sites = cached
      } else {
        sites = Self.sites(for: original, in: references)
        known[original] = sites
      }
      guard !sites.isEmpty, let node = resource.node else { continue }
      let context = ReferenceContext(referrer: resource, index: index)
      do throws(Failure) {
        try sites.walk(node) { value, spec, target throws(Failure) in
          try context.update(value, target: target, path: spec.path)
        }
      } catch {
        throw error.prefixed("updating name references of \(resource.currentID.description)").at(resource)
      }
    }
  }

  /// A subject with an empty namespace would be looked for in all of them.
  private func refuseBlankNamespaces(_ map: ResourceMap) throws(Failure) {
    for resource in map.resources where resource.kind == "RoleBinding" {
      for subject in resource.node?.field("subjects")?.items ?? [] where subject.text("kind") == "ServiceAccount" {
        guard let namespace = subject.field("namespace"), namespace.effectiveTag != .string else { continue }
        throw Failure("\(resource.currentID.description): the namespace of a subject is no string")
          .at(resource)
      }
    }
  }

  /// The places that hold names, chosen by the kind that the object had when it was read.
  private static func sites(
    for kind: KindSelector, in references: [TransformerConfiguration.NameReference]
  ) -> FieldTrie<KindSelector> {
    FieldTrie(
      references.flatMap { reference in
        reference.referrers.filter { $0.kind.selects(kind) }.map { (spec: $0, payload: reference.target) }
      })
  }
}

/// The objects that had another identity before, by each name they had.
final class RenamedObjects {
  private var byName: [String: [Resource]] = [:]
  private let map: ResourceMap
  /// All objects by the namespace that they came from; made once a reference with a namespace asks.
  private(set) lazy var originals = Dictionary(
    grouping: map.resources.filter { !$0.isGone }, by: \.originalID.effectiveNamespace)

  init(_ map: ResourceMap) {
    self.map = map
    byName.reserveCapacity(map.count * 2)
    for resource in map.resources where !resource.isGone {
      for id in resource.previousIDs {
        byName[id.name, default: []].appendUnlessLast(resource)
      }
    }
  }

  func named(_ name: String) -> [Resource] { byName[name] ?? [] }
}

extension [Resource] {
  fileprivate mutating func appendUnlessLast(_ resource: Resource) {
    if last !== resource { append(resource) }
  }
}
