import Structure

/// Makes the objects of a chart.
struct ChartGenerator {
  let chart: HelmChart
  let loader: RootLoader
  let factory: ResourceFactory

  func generate() throws(Failure) -> [Resource] {
    guard let inflater = loader.options.charts else {
      throw Failure("helmCharts are not rendered unless that is asked for: give the flag '--enable-helm'")
    }
    guard !chart.name.isEmpty else { throw Failure("the chart's name cannot be empty") }
    guard chart.releaseName.isEmpty || chart.nameTemplate.isEmpty else {
      throw Failure("a chart has releaseName or nameTemplate, not both")
    }
    let (tree, shown) = try files(inflater)
    var inflation = ChartInflation(tree: tree, name: shown)
    inflation.values = try values(tree)
    inflation.releaseName = chart.releaseName
    inflation.nameTemplate = chart.nameTemplate
    inflation.namespace = chart.namespace
    inflation.kubeVersion = chart.kubeVersion
    inflation.apiVersions = chart.apiVersions
    inflation.includesDefinitions = chart.includesDefinitions
    inflation.skipsHooks = chart.skipsHooks
    inflation.skipsTests = chart.skipsTests
    let manifests: [UInt8]
    do { manifests = try inflater.inflate(inflation) } catch { throw Failure("\(error)") }
    return try factory.resources(in: manifests, file: nil)
  }

  // MARK: Files

  /// The folder of the chart, as kustomize looks for it: one that was pulled in a version stands below that.
  private var folder: String {
    let home =
      chart.version.isEmpty || chart.repo.isEmpty
      ? chart.chartHome : "\(chart.chartHome)/\(chart.name)-\(chart.version)"
    return "\(home)/\(chart.name)"
  }

  /// The chart beside the kustomization, else the one of its repository; and its name for messages.
  private func files(_ inflater: any ChartInflater) throws(Failure) -> (tree: any FileTree, shown: String) {
    if let local = try loader.folder(folder) {
      var files: [String: [UInt8]] = [:]
      try collect(local, "", depth: 0, into: &files)
      return (MemoryFileTree(files), loader.shown(local))
    }
    guard !chart.repo.isEmpty else {
      throw Failure("there is no chart at '\(folder)', and no 'repo' to get it from")
    }
    do {
      return (
        try inflater.fetch(chart.name, repository: chart.repo, version: chart.version),
        "\(chart.name) of \(chart.repo)"
      )
    } catch { throw Failure("\(error)") }
  }

  /// Reads a folder through the record of what the build looks at.
  private func collect(
    _ place: String, _ path: String, depth: Int, into files: inout [String: [UInt8]]
  ) throws(Failure) {
    guard depth < 64 else { throw Failure("'\(loader.shown(place))': folders nest too deeply; a link may lead back") }
    for (name, _) in try loader.sources.list(place) {
      let child = try loader.sources.resolve("\(place)/\(name)")
      let inner = path.isEmpty ? name : "\(path)/\(name)"
      try loader.checkPlace(child, inner)
      switch try loader.sources.kind(of: child) {
      case .file: files[inner] = try loader.sources.read(child)
      case .directory: try collect(child, inner, depth: depth + 1, into: &files)
      case .missing: continue
      }
    }
  }

  // MARK: Values

  /// The files of values, the strongest last.
  private func values(_ tree: any FileTree) throws(Failure) -> [(path: String, content: [UInt8])] {
    var result: [(path: String, content: [UInt8])] = []
    var base: (bytes: [UInt8], path: String)?
    if !chart.valuesFile.isEmpty {
      base = try loader.load(chart.valuesFile)
    } else if case .file? = try? tree.entry(at: "values.yaml"), let bytes = try? tree.read("values.yaml") {
      base = (bytes, "\(folder)/values.yaml")
    }
    if chart.valuesInline.isEmpty {
      if let base { result.append((base.path, base.bytes)) }
    } else {
      result.append(("valuesInline", YAML.write(.object(try inline(over: base)))))
    }
    for path in chart.additionalValuesFiles {
      let file = try loader.load(path)
      result.append((file.path, file.bytes))
    }
    return result
  }

  private func inline(over base: (bytes: [UInt8], path: String)?) throws(Failure) -> Mapping {
    guard chart.valuesMerge != .replace, let base else { return chart.valuesInline }
    let file: Mapping
    do throws(SyntaxError) {
      let options = YAML.ReadOptions(duplicateKeys: .lastWins, dialect: .kustomize)
      file = try YAML.documents(base.bytes, options: options).first?.value.object ?? Mapping()
    } catch {
      throw Failure("invalid YAML: \(error.message)", file: base.path, position: error.position)
    }
    return chart.valuesMerge == .override
      ? Self.merged(chart.valuesInline, over: file) : Self.merged(file, over: chart.valuesInline)
  }

  /// Mappings merge, a null takes a field away, everything else is replaced: kyaml's merge without a schema.
  private static func merged(_ upper: Mapping, over lower: Mapping) -> Mapping {
    var result = lower
    for (key, value) in upper {
      switch (value, result[key]) {
      case (.null, _): result.removeValue(forKey: key)
      case (.object(let above), .object(let below)?): result[key] = .object(merged(above, over: below))
      default: result[key] = .some(value)
      }
    }
    return result
  }
}
