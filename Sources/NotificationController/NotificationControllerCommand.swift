package import ArgumentParser
package import Controller
import HTTP
import Notify

/// The daemon that tells people: it matches events with Alerts and sends them to Providers.
package struct NotificationControllerCommand: AsyncParsableCommand {
  /// As it stands in events and leases.
  package static let name = "notification-controller"

  package static let configuration = CommandConfiguration(
    commandName: name,
    abstract: "Send the events of the toolkit to chats and other receivers, as Alerts and Providers declare.",
    discussion: """
      Events come from the store's outbox and are delivered at least once: an attempt that fails is repeated until the \
      receiver takes the message, or 24 hours have passed.

      Example:
        notification-controller --store /var/lib/martlet/store.db --log-format json
      """)

  @OptionGroup package var options: DaemonOptions

  @Flag(help: "Refuse to report objects of other namespaces than the Alert's.")
  package var noCrossNamespaceRefs = false

  package init() {}

  /// The whole program: reads the command line and runs until it is told to stop.
  package static func start() async { await main() }

  package func run() async throws {
    try await runDaemon(name: Self.name, options: options) { context in
      let configuration = Dispatcher.Configuration(acrossNamespaces: !noCrossNamespaceRefs)
      let dispatcher = Dispatcher(
        store: context.store, sender: Sender(client: try HTTPClient()), configuration: configuration, log: context.log)
      return DaemonParts(reconcilers: [ProviderReconciler(dispatcher: dispatcher), AlertReconciler()])
    }
  }
}
