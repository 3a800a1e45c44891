extension Layer {
  /// Makes the ConfigMaps and Secrets, the objects of charts, then what generator plugins make.
  func runGenerators(_ accumulator: Accumulator) throws(Failure) {
    try run(kustomization.configMapGenerators, .configMap, accumulator)
    try run(kustomization.secretGenerators, .secret, accumulator)
    for chart in kustomization.helmCharts {
      try at(chart.pointer) { () throws(Failure) in
        let generated = try ChartGenerator(chart: chart.part, loader: loader, factory: build.factory).generate()
        try note(builtInOrigin("HelmChartInflationGenerator"), on: generated)
        try accumulator.map.absorb(generated)
      }
    }
    for plugin in try plugins(kustomization.generators, field: "generators") {
      try at(plugin.pointer) { () throws(Failure) in
        let generated = try GeneratorPlugin.generate(plugin, layer: self)
        try note(plugin.origin, on: generated)
        try accumulator.map.absorb(generated)
      }
    }
  }

  private func run(
    _ generators: [Located<GeneratorArguments>], _ kind: DataGenerator.Kind, _ accumulator: Accumulator
  ) throws(Failure) {
    for entry in generators {
      try at(entry.pointer) { () throws(Failure) in
        var arguments = entry.part
        if let global = kustomization.generatorOptions {
          arguments.options = (arguments.options ?? GeneratorOptions()).merged(over: global)
        }
        let generator = DataGenerator(
          kind: kind, arguments: arguments, loader: loader, scopes: build.schema.scopes)
        let resource = try generator.generate()
        try note(builtInOrigin("\(kind.rawValue)Generator"), on: [resource])
        try accumulator.map.absorb([resource])
      }
    }
  }

  private func note(_ origin: Origin?, on resources: [Resource]) throws(Failure) {
    guard let text = origin?.text else { return }
    for resource in resources where resource.annotation(BuildAnnotation.origin) == nil {
      var annotations = resource.annotations
      annotations[BuildAnnotation.origin] = text
      try resource.setAnnotations(annotations)
    }
  }

  /// What is noted of a step that the kustomization file itself configures.
  func builtInOrigin(_ kind: String) -> Origin? {
    guard let origin else { return nil }
    return Origin(
      repository: origin.repository, reference: origin.reference,
      configuredIn: PathText.clean(origin.path + "/" + fileName),
      configuredBy: Origin.Configurator(apiVersion: "builtin", kind: kind))
  }
}
