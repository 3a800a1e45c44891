package import Structure
package import Template

/// The values that a user gives: files, then single settings, later ones over earlier ones.
///
/// Numbers from files are Go's float64, those of `--set` are int64; templates can tell the two apart.
package struct UserValues {
  /// Go's map of them. Rendering does not change it.
  package var map: GoMap
  /// The files that the values come from, the strongest last, for messages about them.
  package private(set) var sources: [ChartFile] = []

  /// No values at all.
  package init() { map = GoMap() }

  /// Values that came as one document, as in a HelmRelease.
  package init(_ values: Mapping) { map = GoValue(.object(values)).map ?? GoMap() }

  /// The values of files, later ones over earlier ones.
  /// - Throws: ``ChartError`` with the place of what is no YAML.
  package init(files: [ChartFile]) throws(ChartError) {
    var merged = Mapping()
    for file in files {
      merged = ValuesReader.merged(merged, try ValuesReader.read(file.content, name: file.path))
    }
    self.init(merged)
    sources = files
  }
}
