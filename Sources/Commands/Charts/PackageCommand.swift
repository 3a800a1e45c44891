import ArgumentParser
import Chart
import FoundationEssentials
import Structure

/// `martlet package`.
struct PackageCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "package",
    abstract: "Pack files for distribution.",
    discussion: """
      Example:
        martlet package chart ./charts/app --destination dist
      """,
    subcommands: [PackageChartCommand.self])
}

/// `martlet package chart`: a chart's folder as one archive.
struct PackageChartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chart",
    abstract: "Pack a chart into NAME-VERSION.tgz.",
    discussion: """
      The archive depends on nothing but the files, so packing again gives the same bytes. Prints the path of the archive.

      Examples:
        martlet package chart ./charts/app --destination dist
        martlet package chart ./charts/app --version 1.2.3 --app-version v4
      """)

  @Argument(help: "The folder of the chart.", completion: .directory)
  var chart: String

  @Option(name: .shortAndLong, help: "The folder for the archive; it is made when it is missing.")
  var destination = "."

  @Option(help: "Takes the place of the chart's version.")
  var version: String?

  @Option(help: "Takes the place of the version of the application.")
  var appVersion: String?

  func run() async throws {
    guard InputFile.isFolder(chart) == true else {
      throw CommandFailure(.usage, "\(chart): there is no such folder")
    }
    let package: ChartPackage
    do throws(ChartError) {
      package = try ChartPackage(
        tree: DirectoryFileTree(root: chart), name: chart, version: version, appVersion: appVersion)
    } catch {
      throw CommandFailure(.failed, "\(error)")
    }
    let path = "\(destination)/\(package.fileName)"
    do {
      try FileManager.default.createDirectory(atPath: destination, withIntermediateDirectories: true)
      try Data(package.archive).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw CommandFailure(.failed, "\(path): cannot be written: \(error)")
    }
    CommandOutput.current.line(path)
  }
}
