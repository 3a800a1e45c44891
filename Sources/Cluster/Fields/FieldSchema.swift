package import Kube
package import Structure

/// How the value at a place in an object is owned and merged: by the schema of a built-in kind, of a custom resource
/// definition, or by the rule for what no schema knows (maps field by field, everything else as a whole).
package indirect enum FieldSchema: Sendable {
  case builtIn(MergeSchemaNode)
  /// A node of the OpenAPI v3 schema of a custom resource definition.
  case openAPI(Value)
  case untyped
  /// A whole object whose metadata follows Kubernetes' own schema whatever the rest does.
  case object(metadata: FieldSchema, rest: FieldSchema)

  /// The schema of the field `name` of a mapping.
  package func field(_ name: String) -> FieldSchema {
    switch self {
    case .builtIn(let node): return node.field(name).map(FieldSchema.builtIn) ?? .untyped
    case .openAPI(let schema):
      if let property = schema["properties"]?[name] { return .openAPI(property) }
      if let values = schema["additionalProperties"], values.object != nil { return .openAPI(values) }
      return .untyped
    case .untyped: return .untyped
    case .object(let metadata, let rest): return name == "metadata" ? metadata : rest.field(name)
    }
  }

  /// The schema of the elements of a list.
  package var element: FieldSchema {
    switch self {
    case .builtIn(let node): node.element.map(FieldSchema.builtIn) ?? .untyped
    case .openAPI(let schema): schema["items"].map(FieldSchema.openAPI) ?? .untyped
    case .untyped, .object: .untyped
    }
  }

  /// Whether the keys of the mapping here are free, as those of labels.
  package var isMap: Bool {
    switch self {
    case .builtIn(let node): node.shape == .map
    case .openAPI(let schema): schema["properties"] == nil
    case .untyped: true
    case .object: false
    }
  }

  /// How `value`, standing here, is owned. A value of another type than the schema says is owned as a whole.
  package func topology(of value: Value) -> MergeSchemaNode.Topology {
    switch value {
    case .object:
      switch self {
      case .builtIn(let node): return node.topology == .atomic && node.shape != .scalar ? .atomic : .granular
      case .openAPI(let schema): return schema["x-kubernetes-map-type"]?.string == "atomic" ? .atomic : .granular
      case .untyped, .object: return .granular
      }
    case .array:
      switch self {
      case .builtIn(let node):
        switch node.topology {
        case .set: return .set
        case .associative(let keys): return .associative(keys)
        case .atomic, .granular: return .atomic
        }
      case .openAPI(let schema): return Self.listTopology(schema)
      case .untyped, .object: return .atomic
      }
    default: return .atomic
    }
  }

  private static func listTopology(_ schema: Value) -> MergeSchemaNode.Topology {
    switch schema["x-kubernetes-list-type"]?.string {
    case "set": return .set
    case "map":
      let names = schema["x-kubernetes-list-map-keys"]?.array?.compactMap(\.string) ?? []
      return names.isEmpty
        ? .atomic
        : .associative(
          names.map { .init(name: $0, defaultValue: schema[path: "items", "properties"]?[$0]?["default"]) })
    default: return .atomic
    }
  }
}

extension FieldSchema {
  /// The identity of an element of a list; nil when a key field without a default is missing.
  func element(for item: Value, _ topology: MergeSchemaNode.Topology) -> PathElement? {
    switch topology {
    case .set: return .value(item)
    case .associative(let keys):
      var fields: [PathElement.KeyField] = []
      for key in keys {
        guard let value = item[key.name] ?? key.defaultValue ?? assumed(key.name), !value.isNull else {
          // As in Kubernetes, an element may leave out some of several keys, but not all.
          if keys.count > 1 { continue }
          return nil
        }
        fields.append(.init(name: key.name, value: value))
      }
      return fields.isEmpty ? nil : .key(fields.sorted { $0.name < $1.name })
    case .atomic, .granular: return nil
    }
  }

  /// API servers fill in the protocol of ports before they look at keys; the published schemas do not say so.
  private func assumed(_ key: String) -> Value? {
    guard case .builtIn = self, key == "protocol" else { return nil }
    return "TCP"
  }
}
