import Structure

/// Reads any text as YAML and writes what it holds; what was written must be read as the same again.
enum YAMLFuzz {
  static func run(_ bytes: [UInt8]) {
    for dialect in [YAML.ReadOptions.Dialect.kubernetes, .kustomize] {
      let options = YAML.ReadOptions(duplicateKeys: .lastWins, dialect: dialect, aliasNodeLimit: 10_000)
      guard let documents = try? YAML.documents(bytes, options: options) else { continue }
      for document in documents where dialect == .kubernetes && !hasMergeKey(document.value) {
        let text = YAML.write(document.value)
        let again = try? YAML.parse(text, options: options)
        precondition(again.map { YAML.write($0) } == text, "what was written is read as something else")
      }
    }
    _ = YAML.locate(["a", "0", "b"], in: bytes)
  }

  /// Go writes a key `<<` without quotes, and so do we, though it is read as a merge.
  private static func hasMergeKey(_ value: Value) -> Bool {
    switch value {
    case .array(let elements): elements.contains(where: hasMergeKey)
    case .object(let mapping): mapping.keys.contains("<<") || mapping.values.contains(where: hasMergeKey)
    default: false
    }
  }
}
