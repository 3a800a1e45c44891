/// What the layers built so far have given.
final class Accumulator {
  let map: ResourceMap
  var configuration = TransformerConfiguration()
  /// By name.
  private(set) var variables: [String: Variable] = [:]

  init(scopes: KindScopes) { map = ResourceMap(scopes: scopes) }

  /// Takes over what another one has.
  func merge(_ other: Accumulator) throws(Failure) {
    try map.append(contentsOf: other.map)
    try configuration.merge(other.configuration)
    for variable in other.variables.values.sorted(by: { $0.name < $1.name }) { try add(variable) }
  }

  func add(_ variable: Variable) throws(Failure) {
    guard variables[variable.name] == nil else {
      throw Failure("var '\(variable.name)' is defined twice")
    }
    variables[variable.name] = variable
  }

  /// Binds a variable to the object that it names, if that is there.
  func bind(_ variable: Variable) throws(Failure) {
    let id = variable.objectID
    let needsNamespace = !id.namespace.isEmpty
    let matches = map.candidates(named: id.name).filter { resource in
      !resource.isGone
        && (resource.previousIDs + [resource.currentID]).contains {
          needsNamespace ? $0.matches(id) : ($0.name == id.name && $0.kind == id.kind)
        }
    }
    guard matches.count <= 1 else {
      throw Failure(
        "var '\(variable.name)' could mean \(matches.count) objects: "
          + matches.map(\.currentID.description).joined(separator: ", "))
    }
    matches.first?.variableNames.append(variable.name)
  }
}
