import ArgumentParser

/// `martlet completion`.
struct CompletionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completion",
    abstract: "Print a shell's completion script.",
    discussion: """
      Examples:
        source <(martlet completion bash)
        martlet completion zsh > ~/.zfunc/_martlet
        martlet completion fish > ~/.config/fish/completions/martlet.fish
      """)

  enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run() async throws {
    let shell: CompletionShell =
      switch self.shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    CommandOutput.current.line(MartletCommand.completionScript(for: shell))
  }
}
