import Structure

/// Reads any text as YAML and writes what it holds; what was written must be read as the same again.
enum YAMLFuzz {
  static func run(_ bytes: [UInt8]) {
    for dialect in [YAML.ReadOptions.Dialect.kubernetes, .kustomize] {
      let options = YAML.ReadOptions(duplicateKeys: .lastWins, dialect: dialect, aliasNodeLimit: 10_000)
      guard let documents = try? YAML.documents(bytes, options: options) else { continue }
      for document in documents where dialect == .kubernetes {
        let again = try? YAML.parse(YAML.write(document.value), options: options)
        precondition(again == document.value, "what was written is read as something else")
      }
    }
    _ = YAML.locate(["a", "0", "b"], in: bytes)
  }
}
