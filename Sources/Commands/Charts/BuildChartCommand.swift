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
    var request = Request(output: output)
    request.release = release.options
    request.includesDefinitions = includeCrds
    request.includesHooks = includeHooks
    request.postRenderer = postRender
    try request.render(try await source.load(isForRendering: true), try values.read())
  }
}

extension BuildChartCommand {
  /// What is made of a chart.
  struct Request {
    var output = Format.yaml
    var release = ReleaseOptions(name: "release-name", namespace: "default")
    var includesDefinitions = false
    var includesHooks = false
    /// The folder of `--post-render`.
    var postRenderer: String?
  }

  /// A command line with the most common flags only, and a chart on this machine.
  struct PlainRequest {
    var request = Request()
    var chart = ""
    var valueFiles: [String] = []

    func run() throws(CommandFailure) {
      let chart = try ChartSource.load(path: chart, isForRendering: true)
      try request.render(chart, try ValueOptions.read(files: valueFiles))
    }
  }

  /// The request of a command line that is simple enough to be read without ArgumentParser, which takes as long as
  /// rendering a small chart does: it asks of many types whether they conform to its protocols, and each first question
  /// looks through all conformances of the program.
  /// - Returns: Nil for everything out of the ordinary, mistakes and questions for help among them.
  static func plainRequest(_ arguments: [String]) -> PlainRequest? {
    guard arguments.starts(with: ["build", "chart"]) else { return nil }
    var plain = PlainRequest()
    var rest = arguments.dropFirst(2)
    while let word = rest.popFirst() {
      guard word.utf8.first == UInt8(ascii: "-") else {
        guard plain.chart.isEmpty, !word.isEmpty, !ChartSource.isAddress(word) else { return nil }
        plain.chart = word
        continue
      }
      guard let value = rest.popFirst(), let first = value.utf8.first, first != UInt8(ascii: "-") else { return nil }
      switch word {
      case "--name": plain.request.release.name = value
      case "--namespace", "-n": plain.request.release.namespace = value
      case "--kube-version": plain.request.release.kubeVersion = value
      case "--values", "-f": plain.valueFiles.append(value)
      case "--output", "-o":
        guard let format = Format(rawValue: value) else { return nil }
        plain.request.output = format
      default: return nil
      }
    }
    return plain.chart.isEmpty ? nil : plain
  }
}

extension BuildChartCommand.Request {
  /// Prints what the templates wrote.
  func render(_ chart: Chart, _ values: UserValues) throws(CommandFailure) {
    let terminal = CommandOutput.current
    var release = release
    release.isLastWork = true
    do throws(ChartError) {
      let rendered = try ChartRenderer.render(chart, values: values, options: release)
      for warning in rendered.warnings { terminal.error("# Warning: \(warning)") }
      switch output {
      case .json: Self.writeJSON(rendered, to: terminal)
      case .yaml: terminal.standard(try manifests(rendered, of: chart, terminal))
      }
    } catch {
      throw CommandFailure(.failed, "\(error)")
    }
  }

  private func manifests(
    _ rendered: RenderedChart, of chart: Chart, _ terminal: CommandOutput
  ) throws(ChartError) -> [UInt8] {
    try ChartRequirements.check(chart, release)
    let manifests = try ReleaseManifests(rendered)
    for warning in manifests.warnings { terminal.error("# Warning: \(warning)") }
    var bytes = includesDefinitions ? ReleaseManifests.write(rendered.definitions) : []
    bytes += try postRendered(manifests.write())
    if includesHooks { bytes += ReleaseManifests.write(manifests.hooks.map(\.manifest)) }
    return bytes
  }

  /// The manifests after the overlay of `--post-render`.
  private func postRendered(_ manifests: [UInt8]) throws(ChartError) -> [UInt8] {
    guard let postRenderer else { return manifests }
    do throws(OverlayError) {
      var options = Overlay.Options()
      options.allowsFilesOutsideRoot = true
      return Overlay.write(
        try OverlayPostRenderer.render(
          manifests, tree: DirectoryFileTree(root: postRenderer), directory: "", options: options))
    } catch {
      throw ChartError(.manifest, error.description(prefix: postRenderer + "/"))
    }
  }

  /// Writes an object with the text of each template under its name: piece by piece, since the whole may be the largest
  /// thing in memory.
  private static func writeJSON(_ rendered: RenderedChart, to terminal: CommandOutput) {
    var piece = Array("{".utf8)
    for (index, file) in rendered.files.enumerated() {
      if index > 0 { piece.append(UInt8(ascii: ",")) }
      piece += JSON.bytes(.string(file.name))
      piece.append(UInt8(ascii: ":"))
      piece += JSON.bytes(.string(String(decoding: file.content, as: UTF8.self)))
      guard piece.count > 1 << 15 else { continue }
      terminal.standard(piece)
      piece.removeAll(keepingCapacity: true)
    }
    terminal.standard(piece + Array("}\n".utf8))
  }
}
