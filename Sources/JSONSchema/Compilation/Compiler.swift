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
  private var patterns: [String: RegularExpression] = [:]
  private var patternBytes = 0
  /// Metaschemas of the caller's that are being compiled, one for the other.
  var customMetaschemas: Set<String> = []

  /// What all patterns of a schema may take when they are compiled.
  private static let patternLimit = 64 << 20

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
      for anchor in resource.dynamicAnchors {
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
    while let (node, place, resource) = queue.popLast() { try fill(node, place, resource) }
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

  /// A pattern, compiled once however often it stands in the schema.
  func pattern(_ text: String, at location: LocationTable.ID) throws(JSONSchemaError) -> RegularExpression {
    if let known = patterns[text] { return known }
    do {
      let pattern = try PatternSource.compile(text)
      patterns[text] = pattern
      patternBytes += pattern.memory
      guard patternBytes <= Self.patternLimit else {
        throw JSONSchemaError(
          .limitExceeded, "the regular expressions of the schema are too large",
          at: library.locations.resolve(location).pointer)
      }
      return pattern
    } catch let error as JSONSchemaError {
      throw error
    } catch {
      let reason = (error as? SyntaxError)?.message ?? "\(error)"
      throw JSONSchemaError(
        .invalidSchema, "\(GoQuote.text(text)) is not valid regex: \(reason)",
        at: library.locations.resolve(location).pointer)
    }
  }
}
