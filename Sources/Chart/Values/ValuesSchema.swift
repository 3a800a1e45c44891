import JSONSchema
import Structure
import Template

/// Checks values against the schemas of a chart and of its dependencies.
struct ValuesSchema {
  private let sources: [ChartFile]
  /// What Helm prints, chart by chart, with the place of each value behind it.
  private var text = ""
  private var first: (file: String, position: SourcePosition)?

  private init(_ sources: [ChartFile]) { self.sources = sources }

  /// - Parameters:
  ///   - values: Of the chart, completed.
  ///   - given: The user's values, for the places of what is wrong.
  /// - Throws: ``ChartError`` that names each chart and each mistake.
  static func check(_ values: GoMap, of chart: ChartNode, _ given: UserValues) throws(ChartError) {
    var schemas = ValuesSchema(given.sources)
    try schemas.check(values, chart, [])
    guard !schemas.text.isEmpty else { return }
    throw ChartError(
      .schema, file: schemas.first?.file, position: schemas.first?.position,
      "values don't meet the specifications of the schema(s) in the following chart(s):\n"
        + String(schemas.text.dropLast()))
  }

  private mutating func check(_ values: GoMap, _ node: ChartNode, _ path: [String]) throws(ChartError) {
    if let schema = node.chart.schema {
      let document = try read(schema, node, path)
      do throws(JSONSchemaError) {
        let violations = try JSONSchema(document).validate(Value(.map(values)))
        if !violations.isEmpty { note(violations, node, path) }
      } catch {
        throw unusable(schema, node, path, error)
      }
    }
    for dependency in node.dependencies {
      guard case .map(let inner)? = values[ByteString(dependency.name)] else { continue }
      try check(inner, dependency, path + [dependency.name])
    }
  }

  // MARK: Schemas

  private func read(_ file: ChartFile, _ node: ChartNode, _ path: [String]) throws(ChartError) -> Value {
    do throws(SyntaxError) {
      return try JSON.parse(file.content)
    } catch {
      throw ChartError(
        .schema, file: Self.fileName(file, node, path), position: error.position, "is no JSON: \(error.message)")
    }
  }

  private func unusable(
    _ file: ChartFile, _ node: ChartNode, _ path: [String], _ error: JSONSchemaError
  ) -> ChartError {
    let name = Self.fileName(file, node, path)
    let position = error.location.flatMap { YAML.locate($0, in: file.content) }
    if error.code == .limitExceeded {
      return ChartError(.schema, file: name, position: position, "the values cannot be checked: \(error.message)")
    }
    return ChartError(.schema, file: name, position: position, "the schema cannot be used: \(error.message)")
  }

  /// The path of a chart's own file as it stands in the root chart.
  private static func fileName(_ file: ChartFile, _ node: ChartNode, _ path: [String]) -> String {
    path.isEmpty ? file.path : "charts/" + path.joined(separator: "/charts/") + "/" + file.path
  }

  // MARK: Violations

  private mutating func note(_ violations: [Violation], _ node: ChartNode, _ path: [String]) {
    text += "\(node.name):\n"
    for violation in violations {
      // The first line is about the violation itself, the others about why no alternative held.
      var lines = Violation.helmText([violation]).split(separator: "\n", omittingEmptySubsequences: false)
      if let (file, position) = place(violation, node, path) {
        lines[0] += " (\(file):\(position))"
        if first == nil { first = (file, position) }
      }
      text += lines.joined(separator: "\n")
    }
  }

  /// Where the value stands: in the strongest of the user's files that has it, else in the chart's own.
  private func place(
    _ violation: Violation, _ node: ChartNode, _ path: [String]
  ) -> (file: String, position: SourcePosition)? {
    let inner = violation.subject.tokens
    for file in sources.reversed() {
      if let position = Self.position(of: path + inner, in: file) { return (file.path, position) }
    }
    guard let file = node.chart.valuesFile, let position = Self.position(of: inner, in: file) else { return nil }
    return (Self.fileName(file, node, path), position)
  }

  /// Nil when the file does not have the value.
  private static func position(of tokens: [String], in file: ChartFile) -> SourcePosition? {
    guard !tokens.isEmpty, let values = try? ValuesReader.read(file.content, name: file.path) else { return nil }
    var current = Value.object(values)
    for token in tokens {
      switch current {
      case .object(let mapping):
        guard let next = mapping[token] else { return nil }
        current = next
      case .array(let elements):
        guard let index = Int(token), elements.indices.contains(index) else { return nil }
        current = elements[index]
      default: return nil
      }
    }
    return YAML.locate(JSONPointer(tokens), in: file.content, key: true)
  }
}
