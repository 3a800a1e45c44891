import ArgumentParser

/// `martlet build`.
struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Render manifests without applying them.",
    discussion: """
      Examples:
        martlet build kustomization ./overlays/production
        martlet build chart ./charts/app --name app --namespace production --values production.yaml
      """,
    subcommands: [BuildKustomizationCommand.self, BuildChartCommand.self])
}
