import Structure

/// The objects of a build in order, found by name without a search.
final class ResourceMap {
  private(set) var resources: [Resource] = []
  /// Objects by each name that they have or had when the index was made; nil until it is needed. It may name objects
  /// that are gone or renamed: whoever looks there checks.
  private var byName: [String: [Resource]]?

  let scopes: KindScopes

  init(_ resources: [Resource] = [], scopes: KindScopes) {
    self.resources = resources
    self.scopes = scopes
  }

  var count: Int { resources.count }

  /// Makes room for so many more objects.
  func reserve(_ count: Int) {
    resources.reserveCapacity(resources.count + count)
    byName?.reserveCapacity(resources.count + count)
  }

  /// Tells that names changed, so that the next search makes the index anew.
  func invalidate() { byName = nil }

  /// Tells that the names of one object changed.
  func noteNames(of resource: Resource) {
    guard byName != nil else { return }
    index(resource)
  }

  private func index(_ resource: Resource) {
    add(resource, resource.name)
    for id in resource.previousIDs { add(resource, id.name) }
  }

  private func add(_ resource: Resource, _ name: String) { byName?[name, default: []].appendNew(resource) }

  /// The objects that may have or have had this name, in order.
  func candidates(named name: String) -> [Resource] {
    if byName == nil {
      byName = Dictionary(minimumCapacity: max(resources.count, resources.capacity))
      for resource in resources where !resource.isGone { index(resource) }
    }
    return byName?[name] ?? []
  }

  /// The objects with this identity now.
  func matching(current id: ResourceID) -> [Resource] {
    candidates(named: id.name).filter { !$0.isGone && $0.currentID.matches(id) }
  }

  /// The objects that have or had this identity.
  func matching(any id: ResourceID) -> [Resource] {
    candidates(named: id.name).filter { resource in
      !resource.isGone && (resource.currentID.matches(id) || resource.previousIDs.contains { $0.matches(id) })
    }
  }

  /// Adds an object.
  /// - Throws: When one with its identity is there already.
  func append(_ resource: Resource) throws(Failure) {
    let id = resource.currentID
    if let other = matching(current: id).first {
      throw duplicate(id, other, resource)
    }
    resources.append(resource)
    noteNames(of: resource)
  }

  func append(contentsOf other: ResourceMap) throws(Failure) {
    if resources.isEmpty {
      resources = other.resources
      byName = other.byName
      return
    }
    for resource in other.resources { try append(resource) }
  }

  /// Puts `new` where `old` is.
  func replace(_ old: Resource, by new: Resource) {
    guard let index = resources.firstIndex(where: { $0 === old }) else { return }
    resources[index] = new
    old.replace(by: nil)
    noteNames(of: new)
  }

  /// Runs a change of single objects on all of them; on two threads when they are many.
  /// - Parameter prepare: Makes the change, once for each thread. A change may touch nothing but its object and what
  ///   was prepared with it.
  /// - Throws: The mistake of the first object that has one.
  func changeEach(_ prepare: () -> (Resource) throws(Failure) -> Void) throws(Failure) {
    if let failure = Self.change(resources, prepare).first?.failure { throw failure }
  }

  /// The mistakes that stopped a change: where, and why, the first one first.
  static func change(
    _ resources: [Resource], _ prepare: () -> (Resource) throws(Failure) -> Void
  ) -> [(index: Int, failure: Failure)] {
    let pieces = SideBySide.pieces(of: resources.count, from: 200) { range -> (index: Int, failure: Failure)? in
      let change = prepare()
      for index in range {
        do throws(Failure) { try change(resources[index]) } catch { return (index, error) }
      }
      return nil
    }
    return pieces.compactMap { $0 }
  }

  func reorder(_ ordered: [Resource]) { resources = ordered }

  /// Drops what patches deleted.
  func dropGone() {
    guard resources.contains(where: \.isGone) else { return }
    resources.removeAll(where: \.isGone)
    invalidate()
  }

  func remove(where condition: (Resource) -> Bool) {
    resources.removeAll(where: condition)
    invalidate()
  }

  /// - Throws: When two objects have the same identity now.
  func refuseDuplicates(of resource: Resource) throws(Failure) {
    let id = resource.currentID
    if let other = matching(current: id).first(where: { $0 !== resource }) { throw duplicate(id, other, resource) }
  }

  private func duplicate(_ id: ResourceID, _ first: Resource, _ second: Resource) -> Failure {
    var message = "may not add resource with an already registered id: \(id.description)"
    if let source = first.source { message += "; the first one is in \(source.file)" }
    return Failure(message)
  }
}

extension [Resource] {
  fileprivate mutating func appendNew(_ resource: Resource) {
    if !contains(where: { $0 === resource }) { append(resource) }
  }
}
