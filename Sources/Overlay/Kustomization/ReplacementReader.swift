import Structure

/// Reads replacements, from a kustomization or from a file of their own.
enum ReplacementReader {
  typealias Problem = FieldReader.Problem

  static func entry(_ reader: FieldReader) throws(Problem) -> ReplacementEntry {
    ReplacementEntry(
      path: try reader.string("path"), source: try reader.record("source", source),
      targets: try targets(reader))
  }

  /// The replacements of a file: one, or a list.
  static func file(_ value: Value) throws(Problem) -> [Located<ReplacementEntry>] {
    let elements: [(Value, [String])]
    switch value {
    case .array(let list): elements = list.enumerated().map { ($1, ["\($0)"]) }
    case .object: elements = [(value, [])]
    default:
      throw Problem(
        message: "expected a replacement or a list of them, not \(value.typeName)", pointer: [], isKey: false)
    }
    var result: [Located<ReplacementEntry>] = []
    for (element, pointer) in elements {
      let reader = try FieldReader(element, pointer: pointer, isStrict: false, isLenient: true, of: "a replacement")
      var entry = try entry(reader)
      entry.path = ""
      result.append(Located(part: entry, pointer: pointer))
    }
    return result
  }

  private static func source(_ reader: FieldReader) throws(Problem) -> ReplacementSource {
    ReplacementSource(
      id: try KustomizationReader.id(reader), fieldPath: try reader.string("fieldPath"),
      options: try reader.record("options", options))
  }

  private static func targets(_ reader: FieldReader) throws(Problem) -> [ReplacementTarget]? {
    guard reader.value("targets") != nil else { return nil }
    return try reader.records("targets") { entry throws(Problem) in
      ReplacementTarget(
        select: try entry.record("select", KustomizationReader.selector),
        reject: try entry.records("reject", KustomizationReader.selector),
        fieldPaths: try entry.strings("fieldPaths"), options: try entry.record("options", options))
    }
  }

  private static func options(_ reader: FieldReader) throws(Problem) -> FieldOptions {
    FieldOptions(
      delimiter: try reader.string("delimiter"), index: try reader.integer("index"),
      encoding: try reader.string("encoding"), create: try reader.bool("create"))
  }
}
