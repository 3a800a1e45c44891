import Structure

/// The fields about Helm charts. They are read so that a misspelt one is found.
enum HelmFields {
  typealias Problem = FieldReader.Problem

  /// Where the first chart stands; nil when there is none.
  static func read(_ reader: FieldReader) throws(Problem) -> [String]? {
    _ = try reader.record("helmGlobals") { entry throws(Problem) in
      _ = (try entry.string("chartHome"), try entry.string("configHome"))
    }
    let charts = try reader.records("helmCharts") { entry throws(Problem) in
      try texts(
        entry,
        [
          "name", "version", "repo", "releaseName", "namespace", "valuesFile", "valuesMerge", "nameTemplate",
          "kubeVersion",
        ])
      try flags(entry, ["includeCRDs", "skipHooks", "skipTests", "debug"])
      _ = (try entry.strings("additionalValuesFiles"), try entry.strings("apiVersions"))
      try mapping(entry, "valuesInline")
      return entry.pointer
    }
    let old = try reader.records("helmChartInflationGenerator") { entry throws(Problem) in
      try texts(
        entry,
        [
          "chartName", "chartVersion", "chartRepoUrl", "chartHome", "chartRepoName", "helmBin", "helmHome", "values",
          "valuesMerge", "releaseName", "releaseNamespace",
        ])
      try mapping(entry, "valuesLocal")
      _ = try entry.strings("extraArgs")
      return entry.pointer
    }
    return charts.first ?? old.first
  }

  private static func texts(_ reader: FieldReader, _ names: [String]) throws(Problem) {
    for name in names { _ = try reader.string(name) }
  }

  private static func flags(_ reader: FieldReader, _ names: [String]) throws(Problem) {
    for name in names { _ = try reader.bool(name) }
  }

  private static func mapping(_ reader: FieldReader, _ name: String) throws(Problem) {
    guard let (value, place) = reader.value(name), value.object == nil else { return }
    throw FieldReader.mismatch(name, "a mapping", value, place)
  }
}
