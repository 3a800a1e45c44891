import Structure

/// The built-in generators in their plugin form.
enum GeneratorPlugin {
  typealias Problem = FieldReader.Problem

  static func generate(_ plugin: Plugin, layer: Layer) throws(Failure) -> [Resource] {
    let scopes = layer.build.schema.scopes
    switch plugin.kind {
    case "ConfigMapGenerator", "SecretGenerator":
      let isSecret = plugin.kind == "SecretGenerator"
      let arguments = try plugin.read { fields throws(Problem) in try Self.arguments(fields, isSecret) }
      return [
        try DataGenerator(
          kind: isSecret ? .secret : .configMap, arguments: arguments, loader: layer.loader, scopes: scopes
        ).generate()
      ]
    case "IAMPolicyGenerator":
      let generator = try plugin.read { fields throws(Problem) in try Self.policy(fields, scopes) }
      return [try generator.generate()]
    case "HelmChartInflationGenerator":
      let chart = try plugin.read { fields throws(Problem) in try HelmFields.generator(fields.reader) }
      return try ChartGenerator(chart: chart, loader: layer.loader, factory: layer.build.factory).generate()
    default:
      throw Failure(
        "unknown generator '\(plugin.kind)'"
          + NearestName.hint(
            plugin.kind,
            among: ["ConfigMapGenerator", "SecretGenerator", "IAMPolicyGenerator", "HelmChartInflationGenerator"]))
    }
  }

  private static func arguments(_ fields: PluginFields, _ isSecret: Bool) throws(Problem) -> GeneratorArguments {
    var arguments =
      try isSecret
      ? KustomizationReader.secretGenerator(fields.reader) : KustomizationReader.generator(fields.reader)
    // The deprecated `env` is moved to `envs` in kustomizations only.
    arguments.envs = try fields.reader.strings("envs")
    let metadata = try fields.metadata()
    if arguments.name.isEmpty { arguments.name = metadata.name }
    if arguments.namespace.isEmpty { arguments.namespace = metadata.namespace }
    return arguments
  }

  private static func policy(_ fields: PluginFields, _ scopes: KindScopes) throws(Problem) -> PolicyGenerator {
    var generator = PolicyGenerator(cloud: try fields.reader.string("cloud"), scopes: scopes)
    _ = try fields.reader.record("kubernetesService") { entry throws(Problem) in
      generator.name = try entry.string("name")
      generator.namespace = try entry.string("namespace")
    }
    _ = try fields.reader.record("serviceAccount") { entry throws(Problem) in
      generator.serviceAccount = try entry.string("name")
      generator.projectID = try entry.string("projectId")
    }
    return generator
  }
}
