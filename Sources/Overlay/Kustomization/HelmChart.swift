import Structure

/// An entry of `helmCharts`, or the configuration of a `HelmChartInflationGenerator`.
struct HelmChart {
  /// The folder with a chart in each of its folders, relative to the kustomization.
  var chartHome = HelmChart.defaultHome
  var name = ""
  var version = ""
  var repo = ""
  var releaseName = ""
  var namespace = ""
  var nameTemplate = ""
  /// Takes the place of the chart's own values.
  var valuesFile = ""
  var additionalValuesFiles: [String] = []
  var valuesInline = Mapping()
  var valuesMerge = ValuesMerge.override
  var kubeVersion = ""
  var apiVersions: [String] = []
  var includesDefinitions = false
  var skipsHooks = false
  var skipsTests = false

  static let defaultHome = "charts"

  /// How `valuesInline` and the file of values come together.
  enum ValuesMerge: String, CaseIterable {
    /// The inline values win.
    case override
    /// The file's values win.
    case merge
    /// The file does not count.
    case replace
  }
}
