package import ArgumentParser

/// The command line for people and for scripts.
package struct MartletCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "martlet",
    abstract: "Keep a live system equal to what Git declares.",
    discussion: """
      Exit status: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 waited in vain, 5 the store cannot be opened.
      """,
    version: MartletVersion.number,
    groupedSubcommands: [
      CommandGroup(
        name: "Objects",
        subcommands: [
          ApplyCommand.self, GetCommand.self, DescribeCommand.self, PatchCommand.self, DeleteCommand.self,
        ]),
      CommandGroup(
        name: "Reconciliation",
        subcommands: [ReconcileCommand.self, SuspendCommand.self, ResumeCommand.self, EventsCommand.self]),
      CommandGroup(name: "On this machine", subcommands: [UpCommand.self]),
      CommandGroup(
        name: "Files",
        subcommands: [BuildCommand.self, LintCommand.self, PackageCommand.self, ShowCommand.self]),
      CommandGroup(
        name: "About Martlet",
        subcommands: [VersionCommand.self, CompletionCommand.self, EvalTemplateCommand.self, GenerateCommand.self]),
    ])

  package init() {}

  /// Runs the command line of a process.
  /// - Parameter arguments: Without the name of the program.
  /// - Returns: The exit status.
  package static func execute(_ arguments: [String]) async -> Int32 {
    let output = CommandOutput.current
    do {
      if let request = BuildKustomizationCommand.plainRequest(arguments) {
        try request.run()
        return 0
      }
      if let request = BuildChartCommand.plainRequest(arguments) {
        try request.run()
        return 0
      }
      var command = try parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return 0
    } catch {
      return report(error, output)
    }
  }
}
