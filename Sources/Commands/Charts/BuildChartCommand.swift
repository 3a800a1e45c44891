import ArgumentParser
import Chart
import HelmCharts
import Overlay
import Structure

/// `martlet build chart`: prints what Helm would install.
struct BuildChartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chart",
    abstract: "Render a chart to YAML.",
    discussion: """
      Prints the manifests that Helm 4 would install, in its order and byte for byte, without hooks. With --output json it
      prints what each template wrote, as {"CHART/templates/NAME": TEXT}, before anything is split or sorted.

      Examples:
        martlet build chart ./charts/app --name app --namespace production --values production.yaml
        martlet build chart app-1.2.3.tgz --set image.tag=v2 --include-crds
        martlet build chart ./charts/app --post-render ./overlays/production
        martlet build chart oci://ghcr.io/stefanprodan/charts/podinfo --version 6.x
      """)

  /// What is printed.
  enum Format: String, ExpressibleByArgument, CaseIterable { case yaml, json }

  @OptionGroup var source: ChartSource
  @OptionGroup var release: ReleaseFlags
  @OptionGroup var values: ValueOptions

  @Flag(help: "Print the definitions in crds/ first.")
  var includeCrds = false

  @Flag(help: "Print hooks, tests among them, after the manifests.")
  var includeHooks = false

  @Option(
    help: "A folder with a kustomization that the manifests are put through, as its first resource.",
    completion: .directory)
  var postRender: String?

  @Option(name: .shortAndLong, help: "yaml or json.")
  var output = Format.yaml

  func run() async throws {
    let chart = try await source.load()
    let values = try values.read()
    let terminal = CommandOutput.current
    do throws(ChartError) {
      let options = release.options
      let rendered = try ChartRenderer.render(chart, values: values, options: options)
      for warning in rendered.warnings { terminal.error("# Warning: \(warning)") }
      switch output {
      case .json: terminal.standard(Self.json(rendered))
      case .yaml: terminal.standard(try manifests(rendered, of: chart, options, terminal))
      }
    } catch {
      throw CommandFailure(.failed, "\(error)")
    }
  }

  private func manifests(
    _ rendered: RenderedChart, of chart: Chart, _ options: ReleaseOptions, _ terminal: CommandOutput
  ) throws(ChartError) -> [UInt8] {
    try ChartRequirements.check(chart, options)
    let manifests = try ReleaseManifests(rendered)
    for warning in manifests.warnings { terminal.error("# Warning: \(warning)") }
    var bytes = includeCrds ? ReleaseManifests.write(rendered.definitions) : []
    bytes += try postRendered(manifests.write())
    if includeHooks { bytes += ReleaseManifests.write(manifests.hooks.map(\.manifest)) }
    return bytes
  }

  /// The manifests after the overlay of `--post-render`.
  private func postRendered(_ manifests: [UInt8]) throws(ChartError) -> [UInt8] {
    guard let postRender else { return manifests }
    do throws(OverlayError) {
      var options = Overlay.Options()
      options.allowsFilesOutsideRoot = true
      return Overlay.write(
        try OverlayPostRenderer.render(
          manifests, tree: DirectoryFileTree(root: postRender), directory: "", options: options))
    } catch {
      throw ChartError(.manifest, error.description(prefix: postRender + "/"))
    }
  }

  private static func json(_ rendered: RenderedChart) -> [UInt8] {
    var files = Mapping()
    for file in rendered.files { files[file.name] = .string(String(decoding: file.content, as: UTF8.self)) }
    return JSON.bytes(.object(files)) + [UInt8(ascii: "\n")]
  }
}
