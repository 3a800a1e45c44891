import ArgumentParser
import Kube
import Structure

/// `martlet reconcile`.
struct ReconcileCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reconcile",
    abstract: "Ask for a reconciliation now, and wait for it.",
    discussion: """
      Examples:
        martlet reconcile source git app
        martlet reconcile kustomization apps --with-source
        martlet reconcile ks/apps -n prod --timeout 30s
      """)

  @Argument(help: "The kind and the names, or KIND/NAME.")
  var words: [String]

  @Flag(help: "Reconcile the source of a Kustomization first.")
  var withSource = false

  @Flag(inversion: .prefixedNo, help: "Wait for the result.")
  var wait = true

  @Option(help: "How long to wait, such as 30s or 5m.")
  var timeout: TimeLimit = TimeLimit(.seconds(300))

  @OptionGroup var namespace: NamespaceOptions
  @OptionGroup var store: StoreOptions

  func run() async throws {
    let session = try Session(store)
    let lookup = try await session.lookup(for: words)
    let (kinds, names, _) = try lookup.selection(words)
    guard kinds.count == 1, let kind = kinds.first, !names.isEmpty else {
      throw CommandFailure(.usage, "name the objects: martlet reconcile KIND NAME …")
    }
    for name in names {
      let object = try await session.object(kind, namespace.name, name)
      let reconciliation = Reconciliation(session: session, timeout: timeout.duration)
      if withSource {
        let (source, reference) = try Self.source(of: object, lookup)
        try await reconciliation.run(
          source, try await session.object(source, reference.namespace, reference.name), waits: true)
      }
      try await reconciliation.run(kind, object, waits: wait)
    }
  }

  private static func source(
    of object: KubeObject, _ lookup: KindLookup
  ) throws -> (kind: KindReference, key: (namespace: String, name: String)) {
    guard let reference = object.spec?["sourceRef"], let word = reference["kind"]?.string,
      let name = reference["name"]?.string
    else { throw CommandFailure(.usage, "\(object.kind) \"\(object.name)\" has no source; leave --with-source out") }
    return (try lookup.kind(named: word), (reference["namespace"]?.string ?? object.namespace, name))
  }
}
