import Archive
package import Structure

/// A chart packed into one archive, ready for a repository.
package struct ChartPackage: Sendable {
  /// `NAME-VERSION.tgz`.
  package var fileName: String
  package var archive: [UInt8]

  /// Packs the chart of a folder.
  ///
  /// The archive depends on nothing but the files: packed again, it has the same bytes. Times are 1970-01-01.
  /// - Parameters:
  ///   - name: How the chart is called in messages.
  ///   - version: Takes the place of the chart's version.
  ///   - appVersion: Takes the place of the version of the application.
  /// - Throws: ``ChartError`` for what is no valid chart, and for dependencies that are not there.
  package init(
    tree: some FileTree, directory: String = "", name: String, version: String? = nil, appVersion: String? = nil
  ) throws(ChartError) {
    do throws(ChartError) {
      var files = try ChartFolder.files(tree: tree, root: directory)
      try Self.edit(&files, version: version, appVersion: appVersion)
      let chart = try ChartLoader.load(files)
      try ChartRequirements.checkDependencies(chart)
      if let schema = chart.schema { try Self.check(schema) }
      let root = chart.metadata.name
      fileName = "\(root)-\(chart.metadata.version).tgz"
      archive = try Self.pack(files, root)
    } catch {
      throw error.inside(name)
    }
  }

  /// `Chart.yaml` first, so that readers know at once what they have.
  private static func pack(_ files: [ChartFile], _ root: String) throws(ChartError) -> [UInt8] {
    let ordered = files.filter { $0.path == "Chart.yaml" } + files.filter { $0.path != "Chart.yaml" }
    do throws(ArchiveError) {
      return try TarWriter.gzip(ordered.map { TarEntry(path: "\(root)/\($0.path)", content: $0.content) })
    } catch {
      throw ChartError(.load, error.message)
    }
  }

  private static func edit(_ files: inout [ChartFile], version: String?, appVersion: String?) throws(ChartError) {
    guard version != nil || appVersion != nil, let index = files.firstIndex(where: { $0.path == "Chart.yaml" })
    else { return }
    do throws(SyntaxError) {
      var document = try YAML.parse(files[index].content)
      guard document.object != nil else { return }
      if let version { document["version"] = .string(version) }
      if let appVersion { document["appVersion"] = .string(appVersion) }
      files[index].content = YAML.write(document)
    } catch {
      throw ChartError(.load, file: "Chart.yaml", position: error.position, error.message)
    }
  }

  private static func check(_ schema: ChartFile) throws(ChartError) {
    do throws(SyntaxError) {
      _ = try JSON.parse(schema.content)
    } catch {
      throw ChartError(.load, file: schema.path, position: error.position, "is no JSON: \(error.message)")
    }
  }
}
