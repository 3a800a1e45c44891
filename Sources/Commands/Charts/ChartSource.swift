import ArgumentParser
import Chart
import Structure

/// Where a command takes a chart from: a folder, an archive, a URL, or a repository.
struct ChartSource: ParsableArguments {
  @Argument(help: "The chart: a folder or an archive (.tgz).", completion: .file())
  var chart: String

  /// - Throws: ``CommandFailure`` that names the chart and the file with the mistake.
  func load() throws -> Chart {
    do {
      switch InputFile.isFolder(chart) {
      case true?: return try ChartLoader.load(tree: DirectoryFileTree(root: chart), name: Self.trimmed(chart))
      case false?: return try ChartLoader.load(archive: try InputFile.read(chart), name: chart)
      case nil: throw CommandFailure(.usage, "\(chart): there is no such folder or archive")
      }
    } catch let error as ChartError {
      throw CommandFailure(.failed, "\(error)")
    }
  }

  /// The path without slashes at its end.
  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }
}
