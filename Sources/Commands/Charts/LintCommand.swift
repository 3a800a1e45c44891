import ArgumentParser
import Chart
import Structure

/// `martlet lint`.
struct LintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Look files through for mistakes.",
    discussion: """
      Example:
        martlet lint chart ./charts/app --values production.yaml
      """,
    subcommands: [LintChartCommand.self])
}

/// `martlet lint chart`: what is wrong or risky in a chart.
struct LintChartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chart",
    abstract: "Look a chart through for mistakes.",
    discussion: """
      Checks Chart.yaml, values and their schema, dependencies, definitions, and what the templates write. Exit status 1 when
      there are errors, or with --strict when there are warnings.

      Examples:
        martlet lint chart ./charts/app --values production.yaml
        martlet lint chart app-1.2.3.tgz --strict --kube-version 1.31
      """)

  @Argument(help: "The chart: a folder or an archive (.tgz).", completion: .file())
  var chart: String

  @OptionGroup var values: ValueOptions
  @OptionGroup var release: ReleaseFlags

  @Flag(help: "Fail on warnings too.")
  var strict = false

  @Flag(help: "Print warnings and errors only.")
  var quiet = false

  func run() async throws {
    let terminal = CommandOutput.current
    let values = try values.read()
    let findings =
      switch InputFile.isFolder(chart) {
      case true?: ChartLinter.lint(tree: DirectoryFileTree(root: chart), values: values, options: release.options)
      case false?: ChartLinter.lint(archive: try InputFile.read(chart), values: values, options: release.options)
      case nil: throw CommandFailure(.usage, "\(chart): there is no such folder or archive")
      }
    terminal.line("==> \(chart)")
    for finding in findings where !quiet || finding.severity > .info { terminal.line("\(finding)") }
    let errors = findings.count { $0.severity == .error }
    let warnings = findings.count { $0.severity == .warning }
    terminal.line("\(errors) errors, \(warnings) warnings")
    guard errors == 0, !strict || warnings == 0 else { throw CommandFailure(.failed, "\(chart): did not pass") }
  }
}
