import Structure

/// Builds a merge schema from an OpenAPI v2 document that a user brings.
struct MergeSchemaBuilder {
  private let definitions: Mapping
  private let paths: Mapping
  private var names: [String] = []
  private var numbers: [String: UInt16] = [:]
  private var keyLists: [[MergeSchemaNode.Key]] = []
  private var nodes: [MergeSchemaTable.Node] = []
  private var fields: [(name: UInt16, node: UInt16)] = []
  private var kinds: [GroupVersionKind: MergeSchemaTable.Kind] = [:]
  private var references: [String: UInt16] = [:]

  /// More nodes than this are not numbered: the rest of the document merges as untyped.
  private static let limit = Int(UInt16.max) - 1

  init(_ document: Value) {
    definitions = document["definitions"]?.object ?? Mapping()
    paths = document["paths"]?.object ?? Mapping()
  }

  mutating func build() -> MergeSchemaTable {
    for (name, definition) in definitions {
      for kind in definition["x-kubernetes-group-version-kind"]?.array ?? [] {
        guard let key = Self.key(kind) else { continue }
        kinds[key] = MergeSchemaTable.Kind(plural: nil, node: reference("#/definitions/" + name), scope: .unknown)
      }
    }
    addScopes()
    return MergeSchemaTable(names: names, keyLists: keyLists, nodes: nodes, fields: fields, kinds: kinds)
  }

  /// A kind is namespaced when any path that gets it has a namespace in it.
  private mutating func addScopes() {
    for (path, item) in paths {
      guard let key = item["get"]?["x-kubernetes-group-version-kind"].flatMap(Self.key) else { continue }
      let namespaced = path.utf8.split(separator: UInt8(ascii: "/")).contains { $0.elementsEqual("{namespace}".utf8) }
      var kind = kinds[key] ?? MergeSchemaTable.Kind(plural: nil, node: nil, scope: .unknown)
      if namespaced { kind.scope = .namespaced } else if kind.scope == .unknown { kind.scope = .cluster }
      kinds[key] = kind
    }
  }

  private static func key(_ value: Value) -> GroupVersionKind? {
    guard let version = value["version"]?.string, let kind = value["kind"]?.string else { return nil }
    return GroupVersionKind(group: value["group"]?.string ?? "", version: version, kind: kind)
  }

  private mutating func reference(_ text: String) -> UInt16? {
    if let known = references[text] { return known }
    guard text.hasPrefix("#/definitions/"), let definition = definitions[String(text.dropFirst(14))] else { return nil }
    guard let number = newNode() else { return nil }
    references[text] = number
    // A definition may be nothing but a reference; a chain of those ends at the first seen twice.
    if let next = definition["$ref"]?.string {
      if let target = reference(next) { nodes[Int(number)] = nodes[Int(target)] }
    } else {
      fill(number, definition)
    }
    return number
  }

  private mutating func node(_ schema: Value) -> UInt16? {
    if let text = schema["$ref"]?.string { return reference(text) }
    guard let number = newNode() else { return nil }
    fill(number, schema)
    return number
  }

  private mutating func newNode() -> UInt16? {
    guard nodes.count < Self.limit else { return nil }
    nodes.append(.untyped)
    return UInt16(nodes.count - 1)
  }

  private mutating func fill(_ number: UInt16, _ schema: Value) {
    var node = MergeSchemaTable.Node.untyped
    for word in (schema["x-kubernetes-patch-strategy"]?.string ?? "").split(separator: ",") {
      switch word {
      case "merge": node.strategy.insert(.merge)
      case "replace": node.strategy.insert(.replace)
      case "retainKeys": node.strategy.insert(.retainKeys)
      default: continue
      }
    }
    switch (schema["x-kubernetes-list-type"] ?? schema["x-kubernetes-map-type"])?.string {
    case "atomic": node.topology = .atomic
    case "set": node.topology = .set
    case "map": node.topology = .map
    case "granular": node.topology = .granular
    default: node.topology = .byDefault
    }
    if let key = schema["x-kubernetes-patch-merge-key"]?.string { node.mergeKeys = keyList([key]) }
    if let keys = schema["x-kubernetes-list-map-keys"]?.array { node.mapKeys = keyList(keys.compactMap(\.string)) }
    if schema["type"]?.string == "array" {
      node.shape = .list
      node.element = schema["items"].flatMap { self.node($0) }
    } else {
      let properties = schema["properties"]?.object ?? Mapping()
      var own: [(name: UInt16, node: UInt16)] = []
      for (name, field) in properties {
        if let name = intern(name), let field = self.node(field) { own.append((name, field)) }
      }
      own.sort { $0.name < $1.name }
      node.fields = fields.count..<fields.count + own.count
      fields += own
      if let values = schema["additionalProperties"], values.object != nil { node.element = self.node(values) }
      node.shape = properties.isEmpty ? (node.element == nil ? .untyped : .map) : .structure
    }
    nodes[Int(number)] = node
  }

  private mutating func keyList(_ names: [String]) -> UInt16? {
    guard keyLists.count < Self.limit else { return nil }
    keyLists.append(names.map { MergeSchemaNode.Key(name: $0) })
    return UInt16(keyLists.count - 1)
  }

  private mutating func intern(_ name: String) -> UInt16? {
    if let number = numbers[name] { return number }
    guard names.count < Self.limit else { return nil }
    names.append(name)
    numbers[name] = UInt16(names.count - 1)
    return UInt16(names.count - 1)
  }
}
