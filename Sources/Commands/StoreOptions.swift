import ArgumentParser
import Controller
import Glibc

/// Which store a command works on.
struct StoreOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The store's file; else $MARTLET_STORE, else martlet/store.db in the user's data directory.", valueName: "file"),
    completion: .file())
  var store: String?

  /// The path that is meant.
  var path: String { store ?? StoreLocation.standard }
}

/// Which namespace a command looks into.
struct NamespaceOptions: ParsableArguments {
  @Option(name: [.short, .long], help: "The namespace; else $MARTLET_NAMESPACE, else default.")
  var namespace: String?

  var name: String {
    if let namespace { return namespace }
    guard let given = getenv("MARTLET_NAMESPACE").map({ String(cString: $0) }), !given.isEmpty else { return "default" }
    return given
  }
}
