package import ArgumentParser
import Controller
import ServiceLifecycle
import Store

/// `source-controller`: fetches what sources declare and keeps it in the store.
package struct SourceControllerCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: GitRepositoryReconciler.controllerName,
    abstract: "Fetches Git repositories and keeps their content in the store.")

  @OptionGroup private var daemon: DaemonOptions

  @Flag(help: "Let sources use file:// addresses: they read any repository that this process can read.")
  private var allowFileUrls = false

  @Option(
    help: ArgumentHelp(
      "Where mirrors of repositories are kept, to fetch only what is new; \"git\" beside the store without it.",
      valueName: "folder"))
  private var gitCache: String?

  package init() {}

  package func run() async throws {
    var settings = GitRepositoryReconciler.Settings(cache: gitCache ?? Self.cache(beside: daemon.store))
    settings.allowsFileURLs = allowFileUrls
    let reconciler = try GitRepositoryReconciler(settings: settings)
    try await runDaemon(name: GitRepositoryReconciler.controllerName, options: daemon) { context in
      DaemonParts(reconcilers: [reconciler], services: [Housekeeping(store: context.store, log: context.log)])
    }
  }

  /// What the executable does: reads the flags and runs until it is told to stop.
  package static func start() async { await main() }

  /// The folder of the mirrors for a store.
  static func cache(beside store: String) -> String {
    guard let slash = store.lastIndex(of: "/") else { return "git" }
    return "\(store[..<slash])/git"
  }
}
