package import Structure
import Template

/// A chart as it was loaded, with the charts that it carries along.
///
/// A value that nothing changes: rendering works on a copy of its structure.
package struct Chart: Sendable {
  package var metadata: ChartMetadata
  /// What stands under `templates/`, in the order of paths.
  package var templates: [ChartFile]
  /// What templates see as `.Files`: everything but templates, dependencies and the files with a meaning of their own.
  package var files: [ChartFile]
  /// The defaults of `values.yaml`.
  package var values: Mapping
  /// `values.yaml` as it was written, comments and all; nil when there is none.
  package var valuesFile: ChartFile?
  /// `values.schema.json`; nil when there is none.
  package var schema: ChartFile?
  /// `Chart.yaml` as it was written.
  package var metadataFile: ChartFile
  /// The charts in `charts/`.
  package var dependencies: [Chart]
  /// What works but should be changed, for people.
  package var warnings: [String]
  /// The templates of this chart and of those in its `charts/`, as far as they are being parsed already.
  var templatesAhead: TemplatesAhead?

  /// The files in `crds/` of this chart, in the order of paths.
  package var ownDefinitions: [ChartFile] {
    files.filter { file in
      guard file.path.hasPrefix("crds/") else { return false }
      return [".yaml", ".yml", ".json"].contains { file.path.lowercased().hasSuffix($0) }
    }
  }
}

extension Chart {
  /// The files in `crds/` of the chart and of all charts that it carries along, under their full names.
  package var allDefinitions: [ChartFile] { definitions(path: metadata.name) }

  private func definitions(path: String) -> [ChartFile] {
    ownDefinitions.map { ChartFile(path: "\(path)/\($0.path)", content: $0.content) }
      + dependencies.flatMap { $0.definitions(path: "\(path)/charts/\($0.metadata.name)") }
  }
}

/// One file of a chart.
package struct ChartFile: Sendable, Hashable {
  /// Relative to the chart, with `/` between names.
  package var path: String
  /// Without a byte order mark.
  package var content: [UInt8]

  package init(path: String, content: [UInt8]) {
    self.path = path
    self.content = content
  }
}
