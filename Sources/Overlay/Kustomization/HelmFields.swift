import Structure

/// Reads the fields about Helm charts.
enum HelmFields {
  typealias Problem = FieldReader.Problem

  /// The charts of a kustomization, those of the deprecated field last.
  static func read(_ reader: FieldReader) throws(Problem) -> [Located<HelmChart>] {
    var home: String?
    _ = try reader.record("helmGlobals") { entry throws(Problem) in
      home = try entry.string("chartHome")
      // Of the helm binary, which is not used here.
      _ = try entry.string("configHome")
    }
    var oldHome = ""
    var charts = try reader.records("helmCharts") { entry throws(Problem) in
      Located(part: try chart(entry), pointer: entry.pointer)
    }
    charts += try reader.records("helmChartInflationGenerator") { entry throws(Problem) in
      let (chart, home) = try deprecated(entry)
      if !home.isEmpty { oldHome = home }
      return Located(part: chart, pointer: entry.pointer)
    }
    let chosen = home ?? oldHome
    if !chosen.isEmpty { for index in charts.indices { charts[index].part.chartHome = chosen } }
    return charts
  }

  /// The configuration of the generator in its plugin form.
  static func generator(_ reader: FieldReader) throws(Problem) -> HelmChart {
    var chart = try chart(reader)
    let home = try reader.string("chartHome")
    if !home.isEmpty { chart.chartHome = home }
    return chart
  }

  private static func chart(_ reader: FieldReader) throws(Problem) -> HelmChart {
    var chart = HelmChart()
    chart.name = try reader.string("name")
    chart.version = try reader.string("version")
    chart.repo = try reader.string("repo")
    chart.releaseName = try reader.string("releaseName")
    chart.namespace = try reader.string("namespace")
    chart.valuesFile = try reader.string("valuesFile")
    chart.additionalValuesFiles = try reader.strings("additionalValuesFiles")
    chart.valuesInline = try mapping(reader, "valuesInline")
    chart.valuesMerge = try valuesMerge(reader)
    chart.nameTemplate = try reader.string("nameTemplate")
    chart.kubeVersion = try reader.string("kubeVersion")
    chart.apiVersions = try reader.strings("apiVersions")
    chart.includesDefinitions = try reader.bool("includeCRDs")
    chart.skipsHooks = try reader.bool("skipHooks")
    chart.skipsTests = try reader.bool("skipTests")
    _ = try reader.bool("debug")
    return chart
  }

  /// An entry of `helmChartInflationGenerator`, which kustomize keeps for old files.
  private static func deprecated(_ reader: FieldReader) throws(Problem) -> (chart: HelmChart, home: String) {
    var chart = HelmChart()
    chart.name = try reader.string("chartName")
    chart.version = try reader.string("chartVersion")
    chart.repo = try reader.string("chartRepoUrl")
    chart.releaseName = try reader.string("releaseName")
    chart.valuesFile = try reader.string("values")
    chart.valuesInline = try mapping(reader, "valuesLocal")
    chart.valuesMerge = try valuesMerge(reader)
    // These have no effect there either.
    for name in ["chartRepoName", "helmBin", "helmHome", "releaseNamespace"] { _ = try reader.string(name) }
    _ = try reader.strings("extraArgs")
    return (chart, try reader.string("chartHome"))
  }

  private static func valuesMerge(_ reader: FieldReader) throws(Problem) -> HelmChart.ValuesMerge {
    let text = try reader.string("valuesMerge")
    guard !text.isEmpty else { return .override }
    guard let merge = HelmChart.ValuesMerge(rawValue: text) else {
      let place = reader.value("valuesMerge")?.pointer ?? reader.pointer
      throw Problem(
        message: "valuesMerge must be override, merge or replace, not '\(text)'", pointer: place, isKey: false)
    }
    return merge
  }

  private static func mapping(_ reader: FieldReader, _ name: String) throws(Problem) -> Mapping {
    guard let (value, place) = reader.value(name) else { return Mapping() }
    guard let mapping = value.object else { throw FieldReader.mismatch(name, "a mapping", value, place) }
    return mapping
  }
}
