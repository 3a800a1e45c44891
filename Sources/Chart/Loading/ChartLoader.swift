package import Structure
import Template

/// Makes charts of files: of a folder, of an archive, or of what lies in another chart's `charts/`.
package enum ChartLoader {
  /// Loads a chart that lies unpacked in a folder.
  ///
  /// Calls block. `.helmignore` is obeyed; links are followed within the tree only.
  /// - Parameters:
  ///   - directory: In the tree; empty for its root.
  ///   - name: How the chart is called in messages, a path as a rule.
  ///   - isForRendering: Whether the templates are worth parsing on another thread while the rest is still being read.
  /// - Throws: ``ChartError`` that names the file and, where there is one, the line.
  package static func load(
    tree: some FileTree, directory: String = "", name: String, isForRendering: Bool = false
  ) throws(ChartError) -> Chart {
    do throws(ChartError) {
      let files = try ChartFolder.files(tree: tree, root: directory)
      let ahead = isForRendering ? templates(of: files) : nil
      var chart = try load(files)
      chart.templatesAhead = ahead
      return chart
    } catch {
      throw error.inside(name)
    }
  }

  /// Loads a packaged chart (`.tgz`).
  /// - Parameters:
  ///   - name: How the archive is called in messages.
  ///   - isForRendering: Whether the templates are worth parsing on another thread while the rest is still being read.
  package static func load(
    archive: [UInt8], name: String, isForRendering: Bool = false
  ) throws(ChartError) -> Chart {
    do throws(ChartError) {
      var budget = ChartLimits.total
      let files = try ChartArchive.files(archive, budget: &budget)
      let ahead = isForRendering ? templates(of: files) : nil
      var chart = try load(files, depth: 0, budget: &budget)
      chart.templatesAhead = ahead
      return chart
    } catch {
      throw error.inside(name)
    }
  }

  /// The files of a packaged chart.
  package static func tree(archive: [UInt8], name: String) throws(ChartError) -> MemoryFileTree {
    do throws(ChartError) {
      var tree = MemoryFileTree()
      var budget = ChartLimits.total
      for file in try ChartArchive.files(archive, budget: &budget) { tree.set(file.path, file.content) }
      return tree
    } catch {
      throw error.inside(name)
    }
  }

  /// Begins to parse what is a template in a chart or in one of those that lie unpacked in its `charts/`.
  private static func templates(of files: [ChartFile]) -> TemplatesAhead {
    TemplatesAhead(
      files.filter { $0.path.hasPrefix("templates/") || $0.path.contains("/templates/") }
        .map(\.content),
      functions: HelmFunctions.table)
  }

  /// A text without the byte order mark that some editors write.
  static func withoutMark(_ bytes: [UInt8]) -> [UInt8] {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
  }

  /// The chart of some files.
  static func load(_ files: [ChartFile]) throws(ChartError) -> Chart {
    var budget = ChartLimits.total
    return try load(files, depth: 0, budget: &budget)
  }

  /// Sorts the files of a chart by what they mean.
  /// - Parameter budget: The bytes that archives inside may still unpack.
  static func load(_ files: [ChartFile], depth: Int, budget: inout Int) throws(ChartError) -> Chart {
    guard depth <= ChartLimits.charts else {
      throw ChartError(.load, "charts nest deeper than \(ChartLimits.charts) levels")
    }
    guard let metadataFile = files.last(where: { $0.path == "Chart.yaml" }) else {
      throw ChartError(.load, "there is no Chart.yaml: this is not a chart")
    }
    var metadata = ChartMetadata()
    try MetadataReader(file: metadataFile, name: "Chart.yaml").read(into: &metadata)
    if metadata.apiVersion.isEmpty { metadata.apiVersion = "v1" }
    var chart = Chart(
      metadata: metadata, templates: [], files: [], values: Mapping(), valuesFile: nil, schema: nil,
      metadataFile: metadataFile, dependencies: [], warnings: [])
    var nested = NestedCharts()
    for file in files { try place(file, in: &chart, &nested) }
    do throws(ChartError) {
      try chart.metadata.validate()
    } catch {
      throw ChartError(.load, file: "Chart.yaml", error.message)
    }
    chart.dependencies = try nested.load(depth: depth + 1, budget: &budget)
    return chart
  }

  private static func place(
    _ file: ChartFile, in chart: inout Chart, _ nested: inout NestedCharts
  ) throws(ChartError) {
    switch file.path {
    case "Chart.yaml": return
    case "Chart.lock": try checkLock(file)
    case "values.yaml":
      chart.valuesFile = file
      chart.values = try ValuesReader.read(file.content, name: file.path)
    case "values.schema.json": chart.schema = file
    case "requirements.yaml":
      if chart.metadata.apiVersion != "v1" {
        chart.warnings.append(
          "requirements.yaml is read, but a chart of apiVersion v2 has its dependencies in Chart.yaml")
      }
      try MetadataReader(file: file, name: file.path).read(into: &chart.metadata)
      if chart.metadata.apiVersion == "v1" { chart.files.append(file) }
    case "requirements.lock":
      try checkLock(file)
      if chart.metadata.apiVersion == "v1" { chart.files.append(file) }
    case let path where path.hasPrefix("templates/"): chart.templates.append(file)
    case let path where path.hasPrefix("charts/"):
      if path.hasSuffix(".prov") { chart.files.append(file) } else { nested.add(file) }
    default: chart.files.append(file)
    }
  }

  /// A lock says which versions were vendored; rendering needs it to be YAML only.
  private static func checkLock(_ file: ChartFile) throws(ChartError) {
    var options = YAML.ReadOptions()
    options.duplicateKeys = .lastWins
    do throws(SyntaxError) {
      _ = try YAML.parse(file.content, options: options)
    } catch {
      throw ChartError(.load, file: file.path, position: error.position, error.message)
    }
  }
}

extension ChartError {
  /// The error with the chart's own name in front of the path of the file.
  func inside(_ chart: String) -> ChartError {
    var error = self
    error.file = file.map { "\(chart)/\($0)" } ?? chart
    return error
  }
}
