import ArgumentParser

/// `martlet build`.
struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Render manifests without applying them.",
    discussion: """
      Example:
        martlet build kustomization ./overlays/production
      """,
    subcommands: [BuildKustomizationCommand.self])
}
