import Structure

/// A configuration of a generator or transformer that stands in an object of its own.
struct Plugin {
  let resource: Resource
  /// The entry of the kustomization that brought it.
  let pointer: [String]
  /// What is noted of its work.
  let origin: Origin?

  var kind: String { resource.kind }

  /// The configuration as data.
  func value() throws(Failure) -> Value {
    try resource.node?.value() ?? .null
  }

  /// Runs a reading of the configuration and says where a mistake is.
  func read<Result>(_ body: (PluginFields) throws(FieldReader.Problem) -> Result) throws(Failure) -> Result {
    let value = try value()
    do throws(FieldReader.Problem) {
      return try body(PluginFields(value))
    } catch {
      throw Failure("\(resource.currentID.description): \(error.message)").at(resource)
    }
  }
}

extension Layer {
  /// The plugins of a list whose entries are configurations, or paths to files and directories with them.
  func plugins(_ entries: [Located<String>], field: String) throws(Failure) -> [Plugin] {
    guard !entries.isEmpty else { return [] }
    let inline = Accumulator(scopes: build.schema.scopes)
    var paths: [Located<String>] = []
    var pointers: [ObjectIdentifier: [String]] = [:]
    for entry in entries {
      guard let resources = try? build.factory.resources(in: Array(entry.part.utf8), file: nil) else {
        paths.append(entry)
        continue
      }
      for resource in resources {
        if let origin {
          var annotations = resource.annotations
          annotations[BuildAnnotation.origin] = origin.appending(fileName).text
          try resource.setAnnotations(annotations)
        }
        try at(entry.pointer) { () throws(Failure) in try inline.map.append(resource) }
        pointers[ObjectIdentifier(resource)] = entry.pointer
      }
    }
    var seen = inline.map.count
    for path in paths {
      if path.part.utf8.contains(UInt8(ascii: "\n")) {
        try at(path.pointer) { () throws(Failure) in
          _ = try build.factory.resources(in: Array(path.part.utf8), file: nil)
        }
      }
      try addResources([path], to: inline)
      for resource in inline.map.resources[seen...] { pointers[ObjectIdentifier(resource)] = path.pointer }
      seen = inline.map.count
    }
    return try inline.map.resources.map { resource throws(Failure) in
      let pointer = pointers[ObjectIdentifier(resource)] ?? [field]
      guard resource.apiVersion == "builtin" else {
        throw placed(
          Failure("\(resource.currentID.description) is no built-in plugin (apiVersion: builtin); others are not run"),
          at: pointer)
      }
      return Plugin(resource: resource, pointer: pointer, origin: try Self.origin(of: resource))
    }
  }

  private static func origin(of resource: Resource) throws(Failure) -> Origin? {
    guard let text = resource.annotation(BuildAnnotation.origin) else { return nil }
    let value = (try? YAML.parse(Array(text.utf8))) ?? .null
    return Origin(
      configuredIn: value["path"]?.string ?? "",
      configuredBy: Origin.Configurator(
        apiVersion: resource.apiVersion, kind: resource.kind, name: resource.name, namespace: resource.namespace))
  }
}
