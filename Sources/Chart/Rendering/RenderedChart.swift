/// What the templates of a chart and its dependencies wrote.
package struct RenderedChart: Sendable {
  /// The name of the chart.
  package var chart: String
  /// What each template wrote, sorted by name; partials are not among them.
  package var files: [File]
  /// The files in `crds/` of the chart and of its dependencies in use, under their full names.
  package var definitions: [ChartFile]
  /// What was noticed on the way, for people.
  package var warnings: [String]

  /// The output of one template.
  package struct File: Sendable {
    /// `CHART/templates/NAME`, or `CHART/charts/DEPENDENCY/templates/NAME`.
    package var name: String
    package var content: [UInt8]
  }

  /// Where the notes for the user come from.
  static let notesSuffix = "NOTES.txt"

  /// What the chart itself tells its user after an installation; nil when it has no notes.
  package var notes: [UInt8]? { files.first { $0.name == "\(chart)/templates/\(Self.notesSuffix)" }?.content }
}
