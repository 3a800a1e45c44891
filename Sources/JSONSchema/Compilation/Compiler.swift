import Structure

/// Turns the schemas that can be reached from one into a program.
///
/// Schemas wait in a queue, so that neither deep nor circular ones need any depth here.
final class Compiler {
  var library: SchemaLibrary
  /// Whether formats are checked in any draft; otherwise only up to draft 7.
  let assertsFormats: Bool
  private var nodes: [SchemaNode] = []
  private var nodeAt: [LocationTable.ID: SchemaNode.ID] = [:]
  private var queue: [(node: SchemaNode.ID, place: SchemaPlace, resource: Int)] = []
  let patterns = PatternCache()
  /// For patterns that no metaschema looked at.
  private var budget = Budget(steps: 20_000_000, bytes: 0)
  /// Metaschemas of the caller's that are being compiled, one for the other.
  var customMetaschemas: Set<String> = []

  init(_ library: SchemaLibrary, assertsFormats: Bool) {
    self.library = library
    self.assertsFormats = assertsFormats
  }

  func compile(_ root: Int) throws(JSONSchemaError) -> Program {
    let start = node(for: library.resources[root].place, root)
    try drain()
    var scopes: [Program.Scope] = []
    // Anchors are found while references are followed, and following them finds further references.
    while scopes.count < library.resources.count {
      let resource = library.resources[scopes.count]
      var scope = Program.Scope()
      for anchor in resource.dynamicAnchors.sorted() {
        guard let place = resource.anchors[anchor] else { continue }
        scope.dynamicAnchors[anchor] = node(for: place, scopes.count)
      }
      if resource.isRecursiveAnchor { scope.recursiveAnchor = node(for: resource.place, scopes.count) }
      scopes.append(scope)
      try drain()
    }
    return Program(nodes: nodes, scopes: scopes, root: start, locations: library.locations)
  }

  private func drain() throws(JSONSchemaError) {
    var next = 0
    while next < queue.count {
      let (node, place, resource) = queue[next]
      next += 1
      try fill(node, place, resource)
    }
    queue = []
  }

  /// The node of a schema, which is compiled later when it is new.
  func node(for place: SchemaPlace, _ resource: Int) -> SchemaNode.ID {
    if let known = nodeAt[place.location] { return known }
    let id = SchemaNode.ID(nodes.count)
    nodes.append(SchemaNode(location: place.location, resource: Int32(resource)))
    nodeAt[place.location] = id
    queue.append((id, place, resource))
    return id
  }

  /// The node of a schema somewhere below another.
  func node(_ value: Value, below parent: SchemaPlace, _ tokens: String..., in resource: Int)
    -> SchemaNode.ID
  {
    var location = parent.location
    for token in tokens { location = library.child(of: location, token) }
    return node(for: SchemaPlace(location: location, value: value), library.resource(at: location) ?? resource)
  }

  func target(
    _ reference: String, from resource: Int, at place: SchemaPlace
  ) throws(JSONSchemaError) -> (node: SchemaNode.ID, resource: Int, place: SchemaPlace) {
    let found = try library.find(reference, from: resource, at: place)
    try checkAgainstMetaschemas()
    return (node(for: found.place, found.resource), found.resource, found.place)
  }

  private func fill(
    _ id: SchemaNode.ID, _ place: SchemaPlace, _ resource: Int
  ) throws(JSONSchemaError) {
    switch place.value {
    case .bool(false): nodes[Int(id)].keywords = [.nothing]
    case .object(let schema):
      var reader = KeywordReader(compiler: self, schema: schema, place: place, resource: resource)
      try reader.read()
      nodes[Int(id)].keywords = reader.keywords
      nodes[Int(id)].tracksEvaluated = reader.keywords.contains {
        switch $0 {
        case .unevaluatedItems, .unevaluatedProperties: true
        default: false
        }
      }
    default: break
    }
  }

  /// A pattern that stands at a place.
  func pattern(_ text: String, at location: LocationTable.ID) throws(JSONSchemaError) -> RegularExpression {
    switch try patterns.pattern(text, &budget) {
    case .success(let pattern): return pattern
    case .failure(let error):
      throw JSONSchemaError(
        .invalidSchema, "\(GoQuote.text(text)) is not valid regex: \(error.message)",
        at: library.locations.resolve(location).pointer)
    }
  }
}
