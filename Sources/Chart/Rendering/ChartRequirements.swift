import Template

/// What must hold before a chart is installed.
package enum ChartRequirements {
  /// The names that a release may have (DNS labels, at most 53 bytes), as Helm checks them.
  private static let longestName = 53

  /// - Throws: ``ChartError`` with what is missing and what to do about it.
  package static func check(_ chart: Chart, _ options: ReleaseOptions) throws(ChartError) {
    try checkName(options.name)
    try checkType(chart)
    try checkDependencies(chart)
    try checkKubeVersion(chart, options)
  }

  private static func checkName(_ name: String) throws(ChartError) {
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    let isValid = labels.allSatisfy { label in
      guard let first = label.utf8.first, let last = label.utf8.last else { return false }
      return isAlphanumeric(first) && isAlphanumeric(last)
        && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }
    guard isValid, name.utf8.count <= longestName else {
      throw ChartError(
        .requirement,
        "the release name '\(name)' is not allowed: lower-case letters, digits, '-' and '.', at most \(longestName) characters"
      )
    }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte || 0x61...0x7A ~= byte }

  private static func checkType(_ chart: Chart) throws(ChartError) {
    guard !chart.metadata.isLibrary else {
      throw ChartError(.requirement, "'\(chart.metadata.name)' is a library chart, which cannot be installed by itself")
    }
  }

  static func checkDependencies(_ chart: Chart) throws(ChartError) {
    let present = Set(chart.dependencies.map(\.metadata.name))
    let missing = chart.metadata.dependencies.map(\.name).filter { !present.contains($0) }
    guard missing.isEmpty else {
      throw ChartError(
        .requirement,
        "charts that Chart.yaml names are missing in charts/: \(missing.joined(separator: ", ")); vendor them first")
    }
  }

  private static func checkKubeVersion(_ chart: Chart, _ options: ReleaseOptions) throws(ChartError) {
    let range = chart.metadata.kubeVersion
    guard !range.isEmpty else { return }
    let version = try ChartRenderer.capabilities(options).kubeVersion
    guard VersionRange.contains(version.normalizedVersion, in: range) else {
      throw ChartError(
        .requirement,
        "the chart requires Kubernetes \(range), but the target has \(version.fullVersion); --kube-version names another"
      )
    }
  }
}
