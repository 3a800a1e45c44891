import ArgumentParser
import FoundationEssentials
import Toolkit

/// `martlet generate`: files that are made from the code; for `make manifests`.
struct GenerateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write files that are made from the code.",
    shouldDisplay: false,
    subcommands: [GenerateManifestsCommand.self])
}

/// `martlet generate manifests FOLDER`: the custom resource definitions of the toolkit's kinds.
struct GenerateManifestsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manifests",
    abstract: "Write the custom resource definitions of the toolkit's kinds.")

  @Argument(help: "The folder; the definitions go into its subfolder crds.", completion: .directory)
  var folder: String

  func run() async throws {
    try FileManager.default.createDirectory(atPath: "\(folder)/crds", withIntermediateDirectories: true)
    for (name, text) in CustomResourceDefinitions.generate() {
      try Data(text.utf8).write(to: URL(filePath: "\(folder)/crds/\(name)"))
    }
  }
}
