package import ArgumentParser
import Cluster
package import Controller

/// `kustomize-controller`: applies what sources declare.
package struct KustomizeControllerCommand: AsyncParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: KustomizationReconciler.name,
    abstract: "Renders Kustomizations and keeps the cluster equal to them.",
    discussion: """
      Reads Kustomizations and the artifacts of their sources from the store, applies the rendered objects to the \
      embedded cluster by server-side apply, prunes what is no longer declared, and corrects drift at once.
      """)

  @OptionGroup package var options: DaemonOptions

  package init() {}

  package func run() async throws {
    let renderThreads = options.concurrent
    try await runDaemon(name: KustomizationReconciler.name, options: options) { context in
      let cluster = EmbeddedCluster(store: context.store)
      return DaemonParts(reconcilers: [KustomizationReconciler(cluster: cluster, renderThreads: renderThreads)])
    }
  }
}
