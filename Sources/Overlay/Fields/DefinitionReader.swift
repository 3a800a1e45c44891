import Structure

/// Reads the OpenAPI definitions that `crds` names: what their extensions say about names, labels and annotations.
enum DefinitionReader {
  static func read(_ bytes: [UInt8], file: String) throws(Failure) -> TransformerConfiguration {
    let value = try PluginFields.document(bytes, file: file)
    guard let definitions = value.object else {
      throw Failure("the file must hold OpenAPI definitions by name, not \(value.typeName)", file: file)
    }
    var result = TransformerConfiguration()
    for name in definitions.keys.sorted() {
      guard let properties = properties(definitions[name]), properties["kind"] != nil,
        properties["apiVersion"] != nil, properties["metadata"] != nil
      else { continue }
      let kind = name.split(separator: ".").last.map(String.init) ?? name
      var own = TransformerConfiguration()
      try walk(name, of: definitions, kind: KindSelector(kind: kind), path: [], into: &own)
      try result.merge(own)
    }
    return result
  }

  private static func properties(_ definition: Value?) -> Mapping? {
    (definition?["Schema"] ?? definition?["schema"])?["properties"]?.object
  }

  private static func walk(
    _ name: String, of definitions: Mapping, kind: KindSelector, path: [String],
    into configuration: inout TransformerConfiguration
  ) throws(Failure) {
    guard path.count <= 50 else { throw Failure("the definition '\(name)' refers to itself") }
    guard let properties = properties(definitions[name]) else { return }
    for field in properties.keys.sorted() {
      guard let property = properties[field] else { continue }
      let spec = FieldSpec(kind: kind, path: (path + [field]).joined(separator: "/"))
      if property["x-kubernetes-annotation"]?.string != nil { try configuration.commonAnnotations.merge(spec) }
      if property["x-kubernetes-label-selector"]?.string != nil { try configuration.commonLabels.merge(spec) }
      if property["x-kubernetes-identity"]?.string != nil { try configuration.namePrefix.merge(spec) }
      if let version = property["x-kubernetes-object-ref-api-version"]?.string,
        let target = property["x-kubernetes-object-ref-kind"]?.string
      {
        let key = property["x-kubernetes-object-ref-name-key"]?.string ?? "name"
        let place = FieldSpec(kind: kind, path: (path + [field, key]).joined(separator: "/"))
        try configuration.merge(
          TransformerConfiguration.NameReference(
            target: KindSelector(version: version, kind: target), referrers: [place]))
      }
      if let reference = property["$ref"]?.string {
        try walk(reference, of: definitions, kind: kind, path: path + [field], into: &configuration)
      }
    }
  }
}
