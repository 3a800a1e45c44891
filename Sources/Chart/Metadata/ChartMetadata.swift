package import Structure

/// What `Chart.yaml` says.
package struct ChartMetadata: Sendable {
  /// `v1` or `v2`; a chart that names none counts as `v1`, as Helm 2 wrote them.
  package var apiVersion = ""
  package var name = ""
  package var version = ""
  package var kubeVersion = ""
  package var description = ""
  /// `application`, `library`, or empty for an application.
  package var type = ""
  package var keywords: [String] = []
  package var home = ""
  package var sources: [String] = []
  package var dependencies: [ChartDependency] = []
  package var maintainers: [Maintainer] = []
  package var icon = ""
  package var appVersion = ""
  package var condition = ""
  package var tags = ""
  package var isDeprecated = false
  /// Nil when the file has no annotations, which templates can tell from an empty mapping.
  package var annotations: [String: String]?

  /// One person behind a chart.
  package struct Maintainer: Sendable {
    package var name = ""
    package var email = ""
    package var url = ""
  }

  package init() {}

  /// Whether only its partials count.
  package var isLibrary: Bool { type.lowercased() == "library" }
}

/// A chart that another one needs: one entry of `dependencies`.
package struct ChartDependency: Sendable {
  package var name = ""
  /// A version range.
  package var version = ""
  /// Where the chart comes from: a repository's URL, `file://…`, or `@alias`.
  package var repository = ""
  /// Paths of values, separated by commas; the first that is a boolean switches the chart.
  package var condition = ""
  package var tags: [String] = []
  package var isEnabled = false
  /// Names of exports, or mappings with `child` and `parent`.
  package var importValues: [Value] = []
  /// The name under which the chart is known here instead of its own.
  package var alias = ""

  package init() {}
}
