import Structure

/// Reads what plugin configurations say. Unlike a kustomization they may have fields that nobody knows.
struct PluginFields {
  typealias Problem = FieldReader.Problem

  let reader: FieldReader

  init(_ value: Value) throws(Problem) {
    reader = try FieldReader(value, pointer: [], isStrict: false, isLenient: true, of: "a plugin's configuration")
  }

  /// The first document of a file.
  static func document(_ bytes: [UInt8], file: String) throws(Failure) -> Value {
    do {
      return try YAML.documents(bytes, options: YAML.ReadOptions(duplicateKeys: .lastWins)).first?.value ?? .null
    } catch {
      throw Failure("invalid YAML: \(error.message)", file: file, position: error.position)
    }
  }

  func fieldSpecs() throws(Problem) -> [FieldSpec] { try KustomizationReader.fieldSpecs(reader, "fieldSpecs") ?? [] }

  /// `metadata.name` and `metadata.namespace`.
  func metadata() throws(Problem) -> (name: String, namespace: String) {
    try reader.record("metadata") { entry throws(Problem) in
      (try entry.string("name"), try entry.string("namespace"))
    } ?? ("", "")
  }
}
