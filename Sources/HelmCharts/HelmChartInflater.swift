import Chart
import ChartRepository
import HTTP
package import Overlay
import Registry
package import Structure
import Template

/// Renders the charts of a kustomization's `helmCharts` as `helm template` does, without any helm binary.
package struct HelmChartInflater: ChartInflater {
  /// Gets charts that do not lie beside the kustomization; nil refuses to.
  private let fetcher: ChartFetcher?

  /// - Parameter fetchesCharts: Whether charts may be fetched from their repositories.
  /// - Throws: When no thread can be started for that.
  package init(fetchesCharts: Bool) throws { fetcher = fetchesCharts ? ChartFetcher(http: try HTTPClient()) : nil }

  package func fetch(_ chart: String, repository: String, version: String) throws -> any FileTree {
    guard let fetcher else {
      throw ChartError(
        .load,
        "the chart '\(chart)' is not here and would have to be fetched from \(WebAddress.redacted(repository)): "
          + "put it into the folder of charts, or allow it with '--allow-remote-bases'")
    }
    var request = ChartRequest(try ChartLocation(chart, repository: repository), version: version)
    let configurations = try DockerConfiguration.standardPaths.compactMap { path throws(RegistryError) in
      try DockerConfiguration(path: path)
    }
    request.access.keychain = RegistryKeychain(configurations)
    let wanted = request
    let fetched = try BlockingWait.run { try await fetcher.fetch(wanted) }
    return try ChartLoader.tree(archive: fetched.bytes, name: chart)
  }

  package func inflate(_ inflation: ChartInflation) throws -> [UInt8] {
    let chart = try ChartLoader.load(tree: inflation.tree, name: inflation.name)
    let values = try UserValues(files: inflation.values.map { ChartFile(path: $0.path, content: $0.content) })
    var options = ReleaseOptions(
      name: try releaseName(inflation), namespace: inflation.namespace.isEmpty ? "default" : inflation.namespace)
    options.kubeVersion = inflation.kubeVersion.isEmpty ? nil : inflation.kubeVersion
    options.apiVersions = inflation.apiVersions
    try ChartRequirements.check(chart, options)
    let rendered = try ChartRenderer.render(chart, values: values, options: options)
    let manifests = try ReleaseManifests(rendered)
    var bytes = inflation.includesDefinitions ? ReleaseManifests.write(rendered.definitions) : []
    bytes += manifests.write()
    guard !inflation.skipsHooks else { return bytes }
    let hooks = manifests.hooks.filter { !inflation.skipsTests || !$0.events.contains(.test) }
    return bytes + ReleaseManifests.write(hooks.map(\.manifest))
  }

  /// The name that Helm gives a release: a template of it has no data, but all functions.
  private func releaseName(_ inflation: ChartInflation) throws -> String {
    guard !inflation.nameTemplate.isEmpty else {
      return inflation.releaseName.isEmpty ? "release-name" : inflation.releaseName
    }
    var set = TemplateSet(functions: HelmFunctions.table)
    try set.parse(Array(inflation.nameTemplate.utf8), name: "name-template")
    return String(decoding: try Execution(set).execute("name-template", .none), as: UTF8.self)
  }
}
