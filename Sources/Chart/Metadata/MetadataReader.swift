import Structure

/// Reads `Chart.yaml` the way Go's decoder does: names of fields in any case, numbers and booleans where text is wanted
/// as their text, unknown fields left alone.
struct MetadataReader {
  /// The file, for messages.
  let file: ChartFile
  /// How the file is called in messages.
  let name: String

  /// - Parameter metadata: What the file is read on top of: `requirements.yaml` completes `Chart.yaml`.
  func read(into metadata: inout ChartMetadata) throws(ChartError) {
    let document = try document()
    guard !document.isNull else { return }
    let fields = try Fields(document, self, [])
    try fields.text("apiVersion", into: &metadata.apiVersion)
    try fields.text("name", into: &metadata.name)
    try fields.text("version", into: &metadata.version)
    try fields.text("kubeVersion", into: &metadata.kubeVersion)
    try fields.text("description", into: &metadata.description)
    try fields.text("type", into: &metadata.type)
    try fields.text("home", into: &metadata.home)
    try fields.text("icon", into: &metadata.icon)
    try fields.text("appVersion", into: &metadata.appVersion)
    try fields.text("condition", into: &metadata.condition)
    try fields.text("tags", into: &metadata.tags)
    try fields.texts("keywords", into: &metadata.keywords)
    try fields.texts("sources", into: &metadata.sources)
    try fields.flag("deprecated", into: &metadata.isDeprecated)
    if let (annotations, path) = fields.value("annotations") {
      let entries = try Fields(annotations, self, path)
      metadata.annotations = try entries.allTexts()
    }
    if let (list, path) = fields.value("maintainers") {
      metadata.maintainers = try records(list, path) { (fields) throws(ChartError) in
        var maintainer = ChartMetadata.Maintainer()
        try fields.text("name", into: &maintainer.name)
        try fields.text("email", into: &maintainer.email)
        try fields.text("url", into: &maintainer.url)
        return maintainer
      }
    }
    if let (list, path) = fields.value("dependencies") {
      metadata.dependencies = try records(list, path, dependency)
    }
  }

  private func document() throws(ChartError) -> Value {
    var options = YAML.ReadOptions()
    options.duplicateKeys = .lastWins
    do {
      return try YAML.parse(file.content, options: options)
    } catch {
      throw ChartError(.load, file: name, position: error.position, error.message)
    }
  }

  private func dependency(_ fields: Fields) throws(ChartError) -> ChartDependency {
    var dependency = ChartDependency()
    try fields.text("name", into: &dependency.name)
    try fields.text("version", into: &dependency.version)
    try fields.text("repository", into: &dependency.repository)
    try fields.text("condition", into: &dependency.condition)
    try fields.texts("tags", into: &dependency.tags)
    try fields.flag("enabled", into: &dependency.isEnabled)
    try fields.text("alias", into: &dependency.alias)
    if let (list, path) = fields.value("import-values") {
      guard let elements = list.array else { throw mismatch("a list", list, path) }
      dependency.importValues = elements
    }
    return dependency
  }

  private func records<T>(
    _ list: Value, _ path: [String], _ read: (Fields) throws(ChartError) -> T
  ) throws(ChartError) -> [T] {
    guard let elements = list.array else { throw mismatch("a list", list, path) }
    var result: [T] = []
    for (index, element) in elements.enumerated() {
      let place = path + ["\(index)"]
      guard !element.isNull else {
        throw error("\(path.last ?? "list") must not contain empty or null nodes", at: place)
      }
      result.append(try read(try Fields(element, self, place)))
    }
    return result
  }

  /// A mistake at a place of the file.
  func error(_ message: String, at path: [String]) -> ChartError {
    ChartError(
      .load, file: name, position: YAML.locate(JSONPointer(path), in: file.content), message)
  }

  func mismatch(_ wanted: String, _ value: Value, _ path: [String]) -> ChartError {
    error("\(path.joined(separator: ".")): expected \(wanted), found \(value.typeName)", at: path)
  }
}

extension MetadataReader {
  /// The fields of one mapping of the file.
  struct Fields {
    private let mapping: Mapping
    private let reader: MetadataReader
    private let path: [String]

    init(_ value: Value, _ reader: MetadataReader, _ path: [String]) throws(ChartError) {
      guard let mapping = value.object else {
        throw reader.error(
          (path.isEmpty ? "" : path.joined(separator: ".") + ": ") + "expected a mapping, found \(value.typeName)",
          at: path)
      }
      self.mapping = mapping
      self.reader = reader
      self.path = path
    }

    /// A field that is there and not null, and the path to it.
    func value(_ name: String) -> (value: Value, path: [String])? {
      if let value = mapping[name] { return value.isNull ? nil : (value, path + [name]) }
      let wanted = name.lowercased()
      guard let key = mapping.keys.last(where: { $0.lowercased() == wanted }), let value = mapping[key], !value.isNull
      else { return nil }
      return (value, path + [key])
    }

    func text(_ name: String, into target: inout String) throws(ChartError) {
      guard let (value, path) = value(name) else { return }
      target = try text(value, path)
    }

    func texts(_ name: String, into target: inout [String]) throws(ChartError) {
      guard let (value, path) = value(name) else { return }
      guard let elements = value.array else { throw reader.mismatch("a list of strings", value, path) }
      target = []
      for (index, element) in elements.enumerated() { target.append(try text(element, path + ["\(index)"])) }
    }

    func flag(_ name: String, into target: inout Bool) throws(ChartError) {
      guard let (value, path) = value(name) else { return }
      guard let flag = value.bool else { throw reader.mismatch("a boolean", value, path) }
      target = flag
    }

    /// The mapping as texts by key.
    func allTexts() throws(ChartError) -> [String: String] {
      var result: [String: String] = [:]
      for (key, value) in mapping { result[key] = try text(value, path + [key]) }
      return result
    }

    private func text(_ value: Value, _ path: [String]) throws(ChartError) -> String {
      guard let text = ScalarAsText.of(value) else { throw reader.mismatch("a string", value, path) }
      // Whole numbers are integers by now, whatever form they were written in; Go still sees the form.
      if case .int = value, let float = reader.writtenFloat(at: path) { return ScalarAsText.of(.double(float)) ?? text }
      return text
    }
  }

  /// The number at a place of the file when it is written with a point or an exponent.
  fileprivate func writtenFloat(at path: [String]) -> Double? {
    guard let position = YAML.locate(JSONPointer(path), in: file.content) else { return nil }
    let lines = file.content.split(separator: 0x0A, maxSplits: position.line, omittingEmptySubsequences: false)
    guard position.line <= lines.count else { return nil }
    let characters = String(decoding: lines[position.line - 1], as: UTF8.self).unicodeScalars
    let token = characters.dropFirst(position.column - 1).prefix { !" \t\r,]}#".unicodeScalars.contains($0) }
    let text = String(String.UnicodeScalarView(token)).lowercased()
    guard text.contains(".") || text.contains("e"), !text.hasPrefix("0x") else { return nil }
    return Double(text.replacing("_", with: ""))
  }
}

/// Scalars where Go's decoder wants text: sigs.k8s.io/yaml gives numbers and booleans in their shortest form, floats as if
/// they had 32 bits.
enum ScalarAsText {
  /// Nil for lists and mappings.
  static func of(_ value: Value) -> String? {
    switch value {
    case .null: ""
    case .string(let text): text
    case .bool(let flag): flag ? "true" : "false"
    case .int(let number): String(number)
    case .uint(let number): String(number)
    case .double(let number): float(number)
    case .array, .object: nil
    }
  }

  private static func float(_ number: Double) -> String {
    let single = Float(number)
    guard single.isFinite else { return single.isNaN ? "NaN" : single < 0 ? "-Inf" : "+Inf" }
    return GoNumber.keyText(number)
  }
}
