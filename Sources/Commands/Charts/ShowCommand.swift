import ArgumentParser
import Chart

/// `martlet show`: what is in a chart, as its authors wrote it.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print the parts of a chart.",
    discussion: """
      Examples:
        martlet show values ./charts/app > values.yaml
        martlet show chart app-1.2.3.tgz
        martlet show crds ./charts/app
      """,
    subcommands: [ShowValuesCommand.self, ShowChartCommand.self, ShowDefinitionsCommand.self, ShowReadmeCommand.self])
}

/// `martlet show values`.
struct ShowValuesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "values", abstract: "Print values.yaml with its comments.",
    discussion: "Example:\n  martlet show values ./charts/app > values.yaml")

  @OptionGroup var source: ChartSource

  func run() async throws {
    let chart = try await source.load()
    CommandOutput.current.standard(chart.valuesFile?.content ?? [])
  }
}

/// `martlet show chart`.
struct ShowChartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chart", abstract: "Print Chart.yaml.",
    discussion: "Example:\n  martlet show chart app-1.2.3.tgz")

  @OptionGroup var source: ChartSource

  func run() async throws {
    let chart = try await source.load()
    CommandOutput.current.standard(chart.metadataFile.content)
  }
}

/// `martlet show crds`.
struct ShowDefinitionsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crds", abstract: "Print the definitions in crds/ of a chart and of what it carries along.",
    discussion: "Example:\n  martlet show crds ./charts/app | martlet apply -f -")

  @OptionGroup var source: ChartSource

  func run() async throws {
    let chart = try await source.load()
    CommandOutput.current.standard(ReleaseManifests.write(chart.allDefinitions))
  }
}

/// `martlet show readme`.
struct ShowReadmeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "readme", abstract: "Print the README of a chart.",
    discussion: "Example:\n  martlet show readme ./charts/app")

  @OptionGroup var source: ChartSource

  func run() async throws {
    let chart = try await source.load()
    guard let file = chart.files.first(where: { ["readme.md", "readme.txt", "readme"].contains($0.path.lowercased()) })
    else { throw CommandFailure(.notFound, "\(source.chart): the chart has no README") }
    CommandOutput.current.standard(file.content)
  }
}
