import Kube
import Structure

/// One kustomization file at work.
final class Layer {
  let loader: RootLoader
  let build: Build
  /// The kustomization file in the tree, and its name.
  let file: String
  let bytes: [UInt8]
  var kustomization: Kustomization
  /// Set when the top layer asks for build metadata.
  var origin: Origin?
  let depth: Int

  private init(
    loader: RootLoader, build: Build, file: String, bytes: [UInt8], kustomization: Kustomization, depth: Int
  ) {
    self.loader = loader
    self.build = build
    self.file = file
    self.bytes = bytes
    self.kustomization = kustomization
    self.depth = depth
  }

  var fileName: String { PathText.lastName(of: file) }

  static let fileNames = ["kustomization.yaml", "kustomization.yml", "Kustomization"]

  /// Reads the kustomization of a directory.
  static func load(_ loader: RootLoader, build: Build, isTop: Bool, depth: Int = 0) throws(Failure) -> Layer {
    guard depth <= Build.depthLimit else { throw Failure("bases nest deeper than \(Build.depthLimit) levels") }
    let (file, bytes) = try find(in: loader)
    let locator = Locator(sources: loader.sources)
    let value: Value
    do {
      value = try YAML.documents(bytes, options: YAML.ReadOptions(duplicateKeys: .lastWins)).first?.value ?? .null
    } catch {
      throw Failure("invalid YAML: \(error.message)", file: file, position: error.position)
    }
    var kustomization: Kustomization
    do throws(FieldReader.Problem) {
      kustomization = try KustomizationReader.read(value)
    } catch {
      throw locator.place(
        Failure(error.message), in: file, bytes: bytes, pointer: error.pointer, isKey: error.isKey)
    }
    for warning in KustomizationReader.warnings(value) { build.warnings.append("\(file): \(warning)") }
    if isTop { build.options.additions.apply(to: &kustomization) }
    let layer = Layer(
      loader: loader, build: build, file: file, bytes: bytes, kustomization: kustomization, depth: depth)
    try layer.chooseSchema(isTop: isTop)
    return layer
  }

  private static func find(in loader: RootLoader) throws(Failure) -> (file: String, bytes: [UInt8]) {
    var found: [(file: String, bytes: [UInt8])] = []
    for name in fileNames {
      let path = PathText.join(loader.root, name, stopsAtRoot: false) ?? name
      guard try loader.sources.kind(of: loader.sources.resolve(path)) == .file else { continue }
      let (bytes, real) = try loader.load(name)
      found.append((real, bytes))
    }
    switch found.count {
    case 1: return found[0]
    case 0:
      let names = fileNames.map { "'\($0)'" }.joined(separator: ", ")
      var failure = Failure("there is no kustomization file here: expected one of \(names)\(hint(loader))")
      failure.file = loader.shown(loader.root)
      throw failure
    default:
      throw Failure(
        "found multiple kustomization files in '\(loader.shown(loader.root))': "
          + found.map { PathText.lastName(of: $0.file) }.joined(separator: ", "), file: found[0].file)
    }
  }

  private static func hint(_ loader: RootLoader) -> String {
    guard let children = try? loader.sources.list(loader.root) else { return "" }
    for child in children {
      if let name = NearestName.of(child.name, among: fileNames) {
        return " (there is '\(child.name)'; rename it '\(name)')"
      }
    }
    return ""
  }

  /// Adds the place of an entry of this file to a mistake.
  func placed(_ failure: Failure, at pointer: [String]) -> Failure {
    Locator(sources: loader.sources).place(failure, in: file, bytes: bytes, pointer: pointer)
  }

  /// Runs a step for an entry of this file; a mistake without a place is in that entry.
  func at<Result>(_ pointer: [String], _ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    do throws(Failure) {
      return try body()
    } catch {
      throw placed(error, at: pointer)
    }
  }

  private func chooseSchema(isTop: Bool) throws(Failure) {
    let openAPI = kustomization.openAPI
    guard isTop || !build.schema.isChosen else {
      if let path = openAPI["path"] { _ = try at(["openapi", "path"]) { () throws(Failure) in try loader.load(path) } }
      return
    }
    let version = openAPI["version"]
    if let path = openAPI["path"] {
      try at(["openapi", "path"]) { () throws(Failure) in
        let (bytes, file) = try loader.load(path)
        guard version == nil else { throw Failure("openapi: give either a version or a path, not both") }
        build.schema.choose(MergeSchema(openAPI: try PluginFields.document(bytes, file: file)))
      }
    } else if let version, !version.isEmpty {
      guard version == "v1.21.2" else {
        throw placed(
          Failure("openapi: the version '\(version)' is not built in: only v1.21.2 is"), at: ["openapi", "version"])
      }
      build.schema.chooseBuiltIn()
    }
  }

  /// Adds this layer's objects, and changes all that the accumulator has.
  func accumulate(into accumulator: Accumulator) throws(Failure) -> Accumulator {
    do throws(Failure) {
      try addResources(kustomization.resources, to: accumulator)
      try configure(accumulator)
      try runGenerators(accumulator)
      try addComponents(to: accumulator)
      try runTransformers(accumulator)
      try runValidators(accumulator)
      for variable in kustomization.variables {
        try at(variable.pointer) { () throws(Failure) in
          try accumulator.bind(variable.part)
          try accumulator.add(variable.part)
        }
      }
    } catch {
      var failure = error
      if failure.file == nil { failure.file = file }
      failure.chain.append(file)
      throw failure
    }
    return accumulator
  }

  private func configure(_ accumulator: Accumulator) throws(Failure) {
    var configuration = TransformerConfiguration.builtIn
    for entry in kustomization.configurations {
      try at(entry.pointer) { () throws(Failure) in
        let (bytes, file) = try loader.load(entry.part)
        try configuration.merge(ConfigurationReader.read(bytes, file: file, sources: loader.sources))
      }
    }
    try accumulator.configuration.merge(configuration)
    for entry in kustomization.crds {
      try at(entry.pointer) { () throws(Failure) in
        let (bytes, file) = try loader.load(entry.part)
        try accumulator.configuration.merge(DefinitionReader.read(bytes, file: file))
      }
    }
  }
}
