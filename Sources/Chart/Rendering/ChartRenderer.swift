package import Structure
package import Template

/// Renders charts the way Helm 4 does: dependencies and values are completed, checked, and handed to the templates.
///
/// Pure: no clock but the one in the options, no network, no disk. Calls work on the calling thread and may take a while.
package enum ChartRenderer {
  /// Renders a chart.
  /// - Parameter values: The user's values, see ``UserValues``; they are not changed.
  /// - Throws: ``ChartError``.
  package static func render(
    _ chart: Chart, values: UserValues, options: ReleaseOptions
  ) throws(ChartError) -> RenderedChart {
    let completed = try complete(chart, values: values, validatesSchema: options.validatesSchema)
    let scope = TemplateScope(
      completed.root, values: completed.values, options: options, capabilities: try capabilities(options))
    var set = TemplateSet(functions: HelmFunctions.table)
    let files = try execute(scope, &set, ahead: chart.templatesAhead, options: options.execution)
    if options.isLastWork { _ = Unmanaged.passRetained(Leftover((chart, completed, scope, set))) }
    return RenderedChart(
      chart: completed.root.name, files: files, definitions: scope.definitions, warnings: completed.warnings)
  }

  /// The values that the templates of a chart would see.
  /// - Throws: ``ChartError``.
  package static func values(of chart: Chart, over values: UserValues) throws(ChartError) -> Value {
    Value(.map(try complete(chart, values: values, validatesSchema: false).values))
  }

  private struct Completed {
    var root: ChartNode
    var values: GoMap
    var warnings: [String]
  }

  private static func complete(
    _ chart: Chart, values: UserValues, validatesSchema: Bool
  ) throws(ChartError) -> Completed {
    let root = ChartNode(chart)
    var selection = DependencySelection()
    try selection.apply(to: root, values.map)
    var valueImport = ValueImport()
    try valueImport.apply(to: root)
    let coalescing = Coalescing(keepsNulls: false)
    let completed = try coalescing.values(of: root, over: values.map)
    if validatesSchema { try ValuesSchema.check(completed, of: root, values) }
    return Completed(
      root: root, values: completed,
      warnings: chart.allWarnings + selection.warnings + valueImport.warnings + coalescing.warnings)
  }

  /// What the target is said to be able to do.
  package static func capabilities(_ options: ReleaseOptions) throws(ChartError) -> GoCapabilities {
    var version = GoKubeVersion.standard
    if let text = options.kubeVersion {
      guard let read = GoKubeVersion(text) else {
        throw ChartError(.requirement, "'\(text)' is no version of Kubernetes; expected one like 1.31 or v1.31.2")
      }
      version = read
    }
    let known = options.apiVersionsAreComplete ? [] : GoVersionSet.standard
    return GoCapabilities(kubeVersion: version, apiVersions: known + options.apiVersions)
  }

  private static func execute(
    _ scope: TemplateScope, _ set: inout TemplateSet, ahead: TemplatesAhead?, options: ExecutionOptions
  ) throws(ChartError) -> [RenderedChart.File] {
    let hashes = set.prepare(scope.entries.map { (text: $0.text, name: $0.name) }, ahead: ahead)
    for (entry, hash) in zip(scope.entries, hashes) {
      do throws(TemplateError) {
        try set.parse(entry.text, name: entry.name, hash: hash)
      } catch {
        throw TemplateMistake.parsing(error, file: entry.name)
      }
    }
    let execution = Execution(set, options: options)
    var files: [(name: ByteString, content: PendingText)] = []
    for entry in scope.entries where !TemplateScope.isPartial(entry.name) {
      let template = GoMap(["Name": .string(entry.name), "BasePath": .string(entry.basePath)])
      entry.root["Template"] = .map(template.named("common.Values"))
      do {
        let text = try execution.begin(entry.name, .map(entry.root))
        files.append((ByteString(entry.name), text.withoutNoValue))
      } catch let error as TemplateError {
        throw TemplateMistake.executing(error, file: entry.name)
      } catch {
        throw ChartError(.template, file: entry.name, "\(error)")
      }
    }
    return files.sorted { $0.name < $1.name }.map { .init(name: $0.name.text, content: $0.content.settled.bytes) }
  }
}

/// What nobody gives back any more.
private final class Leftover<Content> {
  let content: Content
  init(_ content: Content) { self.content = content }
}

extension Chart {
  /// The warnings of the chart and of all that it carries along.
  fileprivate var allWarnings: [String] {
    warnings
      + dependencies.flatMap { dependency in dependency.allWarnings.map { "\(dependency.metadata.name): \($0)" } }
  }
}
