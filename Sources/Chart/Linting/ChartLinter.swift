package import Structure
import Template

/// Looks a chart through for mistakes and for what is known to cause trouble, as `helm lint` does.
///
/// Findings are data: a chart with mistakes gives a report, not an error.
package struct ChartLinter {
  private let values: UserValues
  private let options: ReleaseOptions
  private(set) var findings: [LintFinding] = []

  private init(_ values: UserValues, _ options: ReleaseOptions) {
    self.values = values
    self.options = options
  }

  /// Looks through the chart of a folder.
  /// - Parameter options: The release that templates are rendered for; `required` and `fail` let pass.
  package static func lint(
    tree: some FileTree, directory: String = "", values: UserValues, options: ReleaseOptions
  ) -> [LintFinding] {
    lint(values, options) { () throws(ChartError) in try ChartFolder.files(tree: tree, root: directory) }
  }

  /// Looks through a packaged chart.
  package static func lint(archive: [UInt8], values: UserValues, options: ReleaseOptions) -> [LintFinding] {
    lint(values, options) { () throws(ChartError) in
      var budget = ChartLimits.total
      return try ChartArchive.files(archive, budget: &budget)
    }
  }

  private static func lint(
    _ values: UserValues, _ options: ReleaseOptions, _ files: () throws(ChartError) -> [ChartFile]
  ) -> [LintFinding] {
    var options = options
    options.execution.isLint = true
    var linter = ChartLinter(values, options)
    do throws(ChartError) {
      linter.run(try files())
    } catch {
      linter.note(error)
    }
    return linter.findings
  }

  private mutating func run(_ files: [ChartFile]) {
    MetadataRules.check(files, &self)
    let chart: Chart
    do throws(ChartError) {
      chart = try ChartLoader.load(files)
    } catch {
      return note(error)
    }
    for warning in chart.warnings { note(.warning, nil, warning) }
    if chart.valuesFile == nil { note(.info, "values.yaml", "file does not exist") }
    DependencyRules.check(chart, &self)
    DefinitionRules.check(chart, &self)
    guard !chart.templates.isEmpty else { return note(.warning, "templates/", "there are no templates") }
    do throws(ChartError) {
      let rendered = try ChartRenderer.render(chart, values: values, options: options)
      for warning in rendered.warnings where !chart.warnings.contains(warning) { note(.warning, nil, warning) }
      TemplateRules.check(rendered, of: chart, try ChartRenderer.capabilities(options).kubeVersion, &self)
    } catch {
      note(error)
    }
  }

  // MARK: Findings

  mutating func note(
    _ severity: LintFinding.Severity, _ file: String?, _ message: String, at position: SourcePosition? = nil
  ) {
    findings.append(LintFinding(severity: severity, file: file, position: position, message: message))
  }

  mutating func note(_ error: ChartError) {
    // A chart that cannot be read was reported by the rules for its metadata already.
    guard !findings.contains(where: { $0.severity == .error && $0.file == error.file && $0.message == error.message })
    else { return }
    findings.append(
      LintFinding(severity: .error, file: error.file, position: error.position, message: error.message))
  }
}
