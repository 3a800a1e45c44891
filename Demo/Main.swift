import ArgumentParser
import Glibc
import Store
import TestSupport

/// `martlet-demo`: the whole loop on a Git repository of its own, each step verified.
@main
struct Main: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "martlet-demo", abstract: "Show the whole loop: commit, drift, broken commit, revert, prune.")

  @Option(help: "The martlet binary.")
  var martlet: String = ".build/release/martlet"

  func run() async throws {
    let folder = try TemporaryFolder("martlet-demo")
    let binary = MartletBinary(path: try absolute(martlet), store: folder.file("store.db"))
    print("Martlet's demo: a Git repository, the daemons and a chat, all in \(folder.path)")
    let sandbox = try await GitSandbox(in: folder.path)
    let receiver = try await MessageReceiver()
    let store = try Store.open(at: binary.store)
    let daemons = try await DaemonGroup(binary, ["--allow-file-urls"])
    let story = Story(
      martlet: binary, sandbox: sandbox, receiver: receiver, observer: Observer(store),
      timeline: Timeline(isTerminal: isatty(1) == 1))
    do {
      try await story.run()
    } catch {
      await daemons.stop()
      print("\nThe demo failed: \(error)\n\nWhat martlet up printed:")
      for line in daemons.output { print("  \(line)") }
      throw ExitCode.failure
    }
    await daemons.stop()
    await receiver.stop()
    print(
      """

      Every step was verified, and all that was started has ended. Try it on a repository of yours:

        make install PREFIX=$HOME/.local    the binary, under all its names
        martlet up                          the daemons, in a terminal of their own
        martlet apply -f app.yaml           README.md shows what to write into app.yaml
      """)
  }

  private func absolute(_ path: String) throws -> String {
    guard let resolved = realpath(path, nil) else { throw ValidationError("there is no binary at \(path)") }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
