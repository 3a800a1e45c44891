package import ArgumentParser
import Controller
import Glibc
import Kube
import Logging
import ServiceLifecycle
import Store
import UnixSignals

/// `martlet up`: the daemons on this machine, under one supervisor.
package struct UpCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "up",
    abstract: "Run the daemons on this machine until Ctrl-C.",
    discussion: """
      The daemons run as child processes; one that ends is started again. Each change of state is printed in one line,
      and so is what the daemons log at --log-level or above.

      EXAMPLES
        martlet up                                  all daemons, the user's own store
        martlet up --components source,kustomize    without messages
        martlet up --store /var/lib/martlet/store.db --log-level info
      """)

  @Option(
    help: ArgumentHelp("The daemons to run: source, kustomize, notification. Default: all.", valueName: "names"),
    transform: Component.list)
  var components: [Component] = Component.allCases

  @Option(help: ArgumentHelp("The store: one file that all daemons and commands share.", valueName: "file"))
  var store: String = StoreLocation.standard

  @Option(help: ArgumentHelp("How many objects of a kind are reconciled at the same time.", valueName: "number"))
  var concurrent: Int = 4

  @Flag(help: "Let Git sources have file:// addresses: repositories on this machine.")
  var allowFileUrls = false

  @Option(help: "The least important lines of the daemons' logs to print.")
  var logLevel: LogLevel = .warning

  @Option(help: "How the daemons' log lines are written: text or json.")
  var logFormat: LogFormat = .text

  @Option(
    help: ArgumentHelp("How long running work may take to finish at the end, such as 30s.", valueName: "duration"))
  var gracePeriod: GracePeriod = GracePeriod(.seconds(20))

  package init() {}

  package func run() async throws {
    let console = Console(
      now: { String(Timestamp.now.microseconds.dropFirst(11).prefix(12)) },
      output: { line in
        print(line)
        fflush(nil)
      })
    let opened = try Store.open(at: store)
    let names = components.map(\.executable).joined(separator: ", ")
    await console.state("\(names); store \(store)")
    let supervisor = Supervisor(
      executable: "/proc/self/exe", components: components, arguments: daemonArguments,
      gracePeriod: gracePeriod.duration + .seconds(2), console: console)
    let group = ServiceGroup(
      services: [supervisor, StateLog(store: opened, console: console)],
      gracefulShutdownSignals: [.sigterm, .sigint],
      logger: Logger(label: "up") { _ in SwiftLogNoOpLogHandler() })
    try await group.run()
    try await opened.closeWithoutBlocking()
    await console.state("stopped")
  }

  private func daemonArguments(_ component: Component) -> [String] {
    var arguments = [
      "--store", store, "--concurrent", String(concurrent), "--log-level", logLevel.rawValue,
      "--log-format", logFormat.rawValue, "--grace-period", gracePeriod.duration.goDescription,
    ]
    if component == .source && allowFileUrls { arguments.append("--allow-file-urls") }
    return arguments
  }
}
