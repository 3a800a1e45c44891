import Structure
import Template

/// A chart in the tree that is being rendered: the loaded chart, and what completing the tree changes of it.
final class ChartNode {
  let chart: Chart
  /// Its name may be an alias.
  var metadata: ChartMetadata
  /// Made when they are asked for first: nobody asks those of a chart that is not in use, nor of one with an alias.
  lazy var values = GoValue(.object(chart.values)).map ?? GoMap()
  var dependencies: [ChartNode]

  var name: String { metadata.name }

  init(_ chart: Chart) {
    self.chart = chart
    metadata = chart.metadata
    dependencies = chart.dependencies.map { ChartNode($0) }
  }
}
