package import Structure

/// Renders the charts of `helmCharts`. Calls block.
package protocol ChartInflater: Sendable {
  /// The files of a chart that does not lie beside the kustomization, by their paths in the chart.
  /// - Parameters:
  ///   - repository: The address of a repository, or of a registry's folder of charts.
  ///   - version: A version or a range of versions; empty for the newest.
  /// - Throws: When it cannot or may not be fetched, with a message for the operator.
  func fetch(_ chart: String, repository: String, version: String) throws -> any FileTree
  /// The manifests of a chart as a stream of YAML.
  /// - Throws: For a mistake in the chart or in the values, with its place.
  func inflate(_ inflation: ChartInflation) throws -> [UInt8]
}

/// What a chart is rendered with.
package struct ChartInflation: Sendable {
  /// The chart's files, nothing but the chart.
  package var tree: any FileTree
  /// How the chart is called in messages.
  package var name: String
  /// Files of values, the strongest last.
  package var values: [(path: String, content: [UInt8])] = []
  /// The release's name; empty where none is given.
  package var releaseName = ""
  /// A template of the release's name; empty where none is given.
  package var nameTemplate = ""
  /// Empty for the default.
  package var namespace = ""
  /// Empty for the default.
  package var kubeVersion = ""
  package var apiVersions: [String] = []
  package var includesDefinitions = false
  package var skipsHooks = false
  package var skipsTests = false

  init(tree: any FileTree, name: String) {
    self.tree = tree
    self.name = name
  }
}
