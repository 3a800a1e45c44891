/// The charts in the folder `charts/` of another chart: folders, and archives.
struct NestedCharts {
  /// By the first name below `charts/`.
  private var groups: [String: [ChartFile]] = [:]

  mutating func add(_ file: ChartFile) {
    let path = file.path.dropFirst("charts/".count)
    let name = String(path.prefix { $0 != "/" })
    groups[name, default: []].append(ChartFile(path: String(path), content: file.content))
  }

  /// The charts by their names in the folder. What begins with `_` or `.` is left out.
  func load(depth: Int, budget: inout Int) throws(ChartError) -> [Chart] {
    var charts: [Chart] = []
    for (name, files) in groups.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
    where !name.hasPrefix("_") && !name.hasPrefix(".") {
      do throws(ChartError) {
        charts.append(try load(name, files, depth, &budget))
      } catch {
        throw error.inside("charts/\(name)")
      }
    }
    return charts
  }

  private func load(
    _ name: String, _ files: [ChartFile], _ depth: Int, _ budget: inout Int
  ) throws(ChartError) -> Chart {
    if name.hasSuffix(".tgz") {
      guard files.count == 1, files[0].path == name else {
        throw ChartError(.load, "a name that ends in .tgz must be an archive, not a folder")
      }
      let files = try ChartArchive.files(files[0].content, budget: &budget)
      return try ChartLoader.load(files, depth: depth, budget: &budget)
    }
    let own = files.compactMap { file -> ChartFile? in
      guard let slash = file.path.firstIndex(of: "/") else { return nil }
      return ChartFile(path: String(file.path[file.path.index(after: slash)...]), content: file.content)
    }
    guard !own.isEmpty else {
      throw ChartError(.load, "is no chart; only charts and archives of charts may stand in charts/")
    }
    return try ChartLoader.load(own, depth: depth, budget: &budget)
  }
}
