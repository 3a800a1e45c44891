/// What must hold between `dependencies` and `charts/`.
enum DependencyRules {
  static func check(_ chart: Chart, _ linter: inout ChartLinter) {
    let declared = Set(chart.metadata.dependencies.map(\.name))
    let present = Set(chart.dependencies.map(\.metadata.name))
    let undeclared = present.subtracting(declared).sorted()
    if !undeclared.isEmpty {
      linter.note(
        .error, "Chart.yaml", "dependencies: charts/ has what is not named here: \(undeclared.joined(separator: ", "))")
    }
    let missing = declared.subtracting(present).sorted()
    if !missing.isEmpty {
      linter.note(.warning, "charts/", "is missing these dependencies: \(missing.joined(separator: ", "))")
    }
    for dependency in chart.metadata.dependencies {
      guard let found = chart.dependencies.first(where: { $0.metadata.name == dependency.name }),
        !VersionRange.contains(found.metadata.version, in: dependency.version)
      else { continue }
      linter.note(
        .warning, "Chart.yaml",
        "dependencies: '\(dependency.name)' asks for version '\(dependency.version)', but charts/ has \(found.metadata.version); conditions and tags have no effect on it"
      )
    }
  }
}
