/// Decides for one object what the names in it refer to.
final class ReferenceContext {
  private let referrer: Resource
  private let referrerID: ResourceID
  private let index: RenamedObjects
  /// The namespaces in which a role binding names service accounts.
  private lazy var subjectNamespaces = Self.subjectNamespaces(of: referrer)
  private lazy var role = Self.role(of: referrer)

  init(referrer: Resource, index: RenamedObjects) {
    self.referrer = referrer
    self.index = index
    referrerID = referrer.currentID
  }

  /// Updates a name, a mapping with a name, or a list of either.
  func update(_ value: Node, target: KindSelector, path: String) throws(Failure) {
    if value.isNull { return }
    switch value.kind {
    case .scalar: try updateScalar(value, target, path)
    case .mapping: try updateMapping(value, target, path)
    case .sequence:
      for item in value.items where !item.isNull {
        switch item.kind {
        case .scalar: try updateScalar(item, target, path)
        case .mapping: try updateMapping(item, target, path)
        default: throw Failure("expected a name or a mapping with a name, not \(item.kindName)")
        }
      }
    default: throw Failure("expected a name, a mapping or a list, not \(value.kindName)")
    }
  }

  private func updateScalar(_ value: Node, _ target: KindSelector, _ path: String) throws(Failure) {
    let candidates = candidates(named: value.text, target, path)
    guard let found = try choose(candidates, comparingNamespaces: false), found.name != value.text else { return }
    try value.setScalar(text: found.name)
  }

  private func updateMapping(_ value: Node, _ target: KindSelector, _ path: String) throws(Failure) {
    guard let name = value.field("name") else {
      throw Failure("the field '\(path)' leads to a mapping without 'name'")
    }
    var candidates = candidates(named: name.text, target, path)
    if let namespace = value.field("namespace")?.text {
      candidates = within(namespace, candidates)
    }
    guard let found = try choose(candidates, comparingNamespaces: true) else { return }
    let (newName, newNamespace) = (found.name, found.namespace)
    if newName == name.text, newNamespace.isEmpty { return }
    value.set("name", text: newName)
    if !newNamespace.isEmpty { value.set("namespace", text: newNamespace) }
  }

  /// Those whose namespace was the one that is written, or is it now when no object at all came from there.
  private func within(_ namespace: String, _ candidates: [Resource]) -> [Resource] {
    guard namespace != ResourceID.clusterScope else { return [] }
    let original = candidates.filter { $0.originalID.effectiveNamespace == namespace }
    if !original.isEmpty || index.hasOriginalNamespace(namespace, for: self) { return original }
    return candidates.filter { $0.currentID.effectiveNamespace == namespace }
  }

  private func candidates(named name: String, _ target: KindSelector, _ path: String) -> [Resource] {
    index.named(name).filter { resource in
      // The kind first: a name is often that of objects of several kinds, and of the others nothing need be known.
      guard resource.previousIDs.contains(where: { target.selects($0.kind) }), isReachable(resource) else {
        return false
      }
      if path.hasSuffix("roleRef/name"), let role,
        !resource.previousIDs.contains(where: { role.selects($0.kind) })
      {
        return false
      }
      return isInNamespaceOfReferrer(resource)
    }
  }

  /// Whether the referrer could mean that object at all.
  func isReachable(_ resource: Resource) -> Bool {
    if referrerID.isClusterScoped { return true }
    let id = resource.currentID
    return id.isClusterScoped || id.effectiveNamespace == referrerID.effectiveNamespace
      || subjectNamespaces.contains(resource.namespace)
  }

  private func isInNamespaceOfReferrer(_ resource: Resource) -> Bool {
    if referrerID.isClusterScoped { return true }
    let id = resource.currentID
    return id.isClusterScoped || id.kind.kind == "ServiceAccount"
      || id.effectiveNamespace == referrerID.effectiveNamespace
  }

  /// The one that is meant; nil when there is none.
  /// - Throws: When several are left that were renamed differently.
  private func choose(_ found: [Resource], comparingNamespaces: Bool) throws(Failure) -> Resource? {
    if found.count <= 1 { return found.first }
    var candidates = found.filter { $0.sharesNaming(with: referrer, emptyMatchesAll: true) }
    if candidates.count > 1 {
      candidates = candidates.filter { $0.sharesNaming(with: referrer, emptyMatchesAll: false) }
    }
    guard let first = candidates.first, candidates.count > 1 else { return candidates.first }
    let areTheSame = candidates.allSatisfy {
      $0.name == first.name && (!comparingNamespaces || $0.namespace == first.namespace)
    }
    if areTheSame { return first }
    throw Failure(
      "found multiple possible referrals: " + candidates.map(\.currentID.description).joined(separator: ", "))
  }

  private static func role(of resource: Resource) -> KindSelector? {
    guard let reference = resource.node?.field("roleRef"), let group = reference.field("apiGroup"),
      let kind = reference.field("kind")
    else { return nil }
    return KindSelector(group: group.text, kind: kind.text)
  }

  private static func subjectNamespaces(of resource: Resource) -> Set<String> {
    guard resource.kind == "RoleBinding" else { return [] }
    var namespaces: Set<String> = []
    for subject in resource.node?.field("subjects")?.items ?? [] where subject.text("kind") == "ServiceAccount" {
      if let namespace = subject.field("namespace") { namespaces.insert(namespace.text) }
    }
    return namespaces
  }
}

extension RenamedObjects {
  /// Whether any object that the referrer could mean came from this namespace.
  func hasOriginalNamespace(_ namespace: String, for context: ReferenceContext) -> Bool {
    originals[namespace]?.contains(where: context.isReachable) ?? false
  }
}
