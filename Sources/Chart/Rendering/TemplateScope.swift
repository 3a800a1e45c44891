import Structure
import Template

/// The templates of a chart tree, each with what it sees as `.`.
struct TemplateScope {
  /// One template of the tree.
  struct Entry {
    /// The template's full name.
    var name: String
    var text: [UInt8]
    /// What the templates of one chart see; shared by all of them.
    var root: GoMap
    /// The folder of the chart's templates.
    var basePath: String
  }

  /// In the order in which Helm parses and executes: the deepest paths first, then backwards by name.
  private(set) var entries: [Entry] = []
  /// The files of `crds/` under their full names.
  private(set) var definitions: [ChartFile] = []

  private let release: GoValue
  private let capabilities: GoValue

  /// - Parameter values: Of the root chart, completed.
  init(_ chart: ChartNode, values: GoMap, options: ReleaseOptions, capabilities: GoCapabilities) {
    release = .map(
      GoMap([
        "Name": .string(options.name), "Namespace": .string(options.namespace),
        "IsUpgrade": .bool(options.isUpgrade), "IsInstall": .bool(!options.isUpgrade),
        "Revision": .int(options.revision), "Service": .string("Helm"),
      ]))
    self.capabilities = .object(capabilities)
    var byName: [String: Entry] = [:]
    _ = add(chart, path: chart.name, values: values.named("common.Values"), isRoot: true, into: &byName)
    let sorted = byName.values.map {
      (entry: $0, name: ByteString($0.name), depth: $0.name.utf8.count(where: { $0 == UInt8(ascii: "/") }))
    }.sorted { $0.depth == $1.depth ? $1.name < $0.name : $0.depth > $1.depth }
    entries = sorted.map(\.entry)
  }

  /// Adds the templates of a chart and of its dependencies; gives what the chart's templates see.
  private mutating func add(
    _ node: ChartNode, path: String, values: GoMap, isRoot: Bool, into found: inout [String: Entry]
  ) -> GoMap {
    let dependencies = GoMap()
    let root = GoMap([
      "Chart": .map(node.metadata.templateValue(isRoot: isRoot)),
      "Files": .object(GoFiles(node.chart.files.map { ($0.path, $0.content) })), "Release": release,
      "Capabilities": capabilities, "Values": .map(values), "Subcharts": .map(dependencies),
    ])
    for file in node.chart.ownDefinitions {
      definitions.append(ChartFile(path: "\(path)/\(file.path)", content: file.content))
    }
    for dependency in node.dependencies {
      let inner = values[ByteString(dependency.name)]?.map ?? GoMap()
      dependencies[ByteString(dependency.name)] = .map(
        add(
          dependency, path: "\(path)/charts/\(dependency.name)", values: inner.named("common.Values"), isRoot: false,
          into: &found))
    }
    for template in node.chart.templates where !node.metadata.isLibrary || Self.isPartial(template.path) {
      let name = "\(path)/\(template.path)"
      found[name] = Entry(name: name, text: template.content, root: root, basePath: "\(path)/templates")
    }
    return root
  }

  /// Whether a template is only there for others.
  static func isPartial(_ path: String) -> Bool {
    path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...].hasPrefix("_")
  }
}
