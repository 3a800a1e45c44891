import ArgumentParser
import Chart

/// Flags that say what a chart is rendered for.
struct ReleaseFlags: ParsableArguments {
  @Option(help: "The release's name.")
  var name = "release-name"

  @Option(name: .shortAndLong, help: "The release's namespace.")
  var namespace = "default"

  @Option(help: "The version of Kubernetes that templates see.")
  var kubeVersion: String?

  @Option(name: .shortAndLong, help: "API versions that templates see beyond Helm's; may be repeated.")
  var apiVersions: [String] = []

  @Flag(help: "Render as for an upgrade rather than an installation.")
  var isUpgrade = false

  @Flag(help: "Don't check the values against values.schema.json.")
  var skipSchemaValidation = false

  var options: ReleaseOptions {
    var options = ReleaseOptions(name: name, namespace: namespace)
    options.kubeVersion = kubeVersion
    options.apiVersions = apiVersions
    options.isUpgrade = isUpgrade
    options.validatesSchema = !skipSchemaValidation
    return options
  }
}
