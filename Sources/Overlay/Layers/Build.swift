import Kube
import Structure

/// One build: what all of its layers share.
final class Build {
  let options: Overlay.Options
  let sources: Sources
  let schema = SchemaState()
  var warnings: [String] = []
  /// The objects of a build after which the process ends.
  private var finished: ResourceMap?
  /// How deep layers may nest.
  static let depthLimit = 100

  init(tree: any FileTree, options: Overlay.Options) {
    self.options = options
    sources = Sources(
      tree: tree, limits: options.limits, absoluteLinks: options.treeIsFileSystem, recordsReads: !options.isLastWork)
  }

  var factory: ResourceFactory { ResourceFactory(scopes: schema.scopes, notes: schema.notes) }

  func run(directory: String) throws(Failure) -> Overlay.Result {
    let root = try sources.resolve(directory)
    switch try sources.kind(of: root) {
    case .directory: break
    case .file: throw Failure("is a file, not a directory", file: root)
    case .missing: throw Failure("no such directory", file: directory)
    }
    let loader = RootLoader(sources: sources, root: root, options: options)
    if let manifests = options.additions.manifests {
      let name = Overlay.Additions.manifestsFile
      sources.put(manifests, at: root.isEmpty ? name : "\(root)/\(name)")
    }
    if options.generatesMissing { try MissingKustomization(build: self).provide(at: root) }
    let layer = try Layer.load(loader, build: self, isTop: true)
    let map: ResourceMap
    do throws(Failure) {
      map = try finish(layer)
    } catch {
      var failure = error
      if failure.file == nil { failure.file = layer.file }
      if failure.chain.last != layer.file { failure.chain.append(layer.file) }
      throw failure
    }
    return Overlay.Result(objects: try objects(of: map, layer), readSet: sources.readSet, warnings: warnings)
  }

  /// What is done once, when all layers have done their part.
  private func finish(_ layer: Layer) throws(Failure) -> ResourceMap {
    if !layer.kustomization.buildMetadata.isEmpty { layer.origin = Origin() }
    let accumulator = try layer.accumulate(into: Accumulator(scopes: schema.scopes))
    let map = accumulator.map
    try NameHash().transform(map)
    map.invalidate()
    try NameReferences(references: accumulator.configuration.nameReferences).transform(map)
    if !accumulator.variables.isEmpty {
      let variables = accumulator.variables.values.sorted { $0.name < $1.name }
      try Variables(variables, fields: accumulator.configuration.varReferences, in: map).apply(to: map)
    }
    if map.resources.contains(where: { $0.annotation(BuildAnnotation.localConfig) != nil }) {
      map.remove { resource in resource.annotation(BuildAnnotation.localConfig).map { $0 != "false" } ?? false }
    }
    try sort(map, layer)
    return map
  }

  private func sort(_ map: ResourceMap, _ layer: Layer) throws(Failure) {
    if let chosen = layer.kustomization.sortOptions {
      do throws(Failure) {
        try SortOrder.apply(chosen.part, to: map)
      } catch {
        throw layer.placed(error, at: chosen.pointer)
      }
    } else if options.order == .legacy {
      map.reorder(LegacyOrder.byDefault.sorted(map.resources))
    }
  }

  private func objects(of map: ResourceMap, _ layer: Layer) throws(Failure) -> [KubeObject] {
    let metadata = layer.kustomization.buildMetadata
    if metadata.contains("managedByLabel") {
      let label = ["app.kubernetes.io/managed-by": "kustomize-(devel)"]
      try MapEntriesSetter(label, fields: [FieldSpec(path: "metadata/labels", create: true)]).transform(map)
    }
    let keepsOrigin = metadata.contains("originAnnotations")
    let keepsTransformations = metadata.contains("transformerAnnotations")
    if options.isLastWork { finished = map }
    let resources = map.resources
    let pieces = SideBySide.pieces(of: resources.count, from: 200) { range in
      var done = Finished()
      done.objects.reserveCapacity(range.lowerBound == 0 ? resources.count : range.count)
      for resource in resources[range] where done.mistake == nil {
        resource.finishAnnotations(keepingOrigin: keepsOrigin, keepingTransformations: keepsTransformations)
        guard let node = resource.node else { continue }
        do throws(Failure) {
          guard case .object(let content) = try node.value() else { continue }
          var object = KubeObject(content)
          options.additions.apply(to: &object)
          done.objects.append(object)
        } catch {
          done.mistake = (error, resource)
        }
        if !options.isLastWork { resource.replace(by: nil) }
      }
      return done
    }
    var objects: [KubeObject] = []
    for piece in pieces {
      if let (failure, resource) = piece.mistake {
        throw Locator(sources: sources).place(failure.prefixed(resource.currentID.description), in: resource)
      }
      if objects.isEmpty { objects = piece.objects } else { objects += piece.objects }
    }
    return objects
  }

  /// What a piece of the objects became, up to the first that has a mistake.
  private struct Finished {
    var objects: [KubeObject] = []
    var mistake: (failure: Failure, resource: Resource)?
  }
}
