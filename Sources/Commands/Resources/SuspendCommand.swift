import ArgumentParser
import Cluster
import Kube
import Store
import Structure
import Toolkit

/// `martlet suspend`.
struct SuspendCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suspend",
    abstract: "Stop the reconciliation of objects until they are resumed.",
    discussion: """
      Examples:
        martlet suspend ks apps
        martlet suspend source git app
        martlet suspend alerts --all
      """)

  @Argument(help: "The kind and the names, or KIND/NAME.")
  var words: [String]

  @Flag(help: "All objects of the kind in the namespace.")
  var all = false

  @OptionGroup var namespace: NamespaceOptions
  @OptionGroup var store: StoreOptions

  func run() async throws {
    let session = try Session(store)
    let suspension = try await Suspension(words, all: all, namespace.name, session)
    for object in suspension.objects {
      try await suspension.set(true, object, "suspending", "suspended")
    }
  }
}

/// `martlet resume`.
struct ResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Let suspended objects be reconciled again, and wait for it.",
    discussion: """
      Examples:
        martlet resume ks apps
        martlet resume ks --all --no-wait
      """)

  @Argument(help: "The kind and the names, or KIND/NAME.")
  var words: [String]

  @Flag(help: "All objects of the kind in the namespace.")
  var all = false

  @Flag(inversion: .prefixedNo, help: "Wait for the reconciliation.")
  var wait = true

  @Option(help: "How long to wait, such as 30s or 5m.")
  var timeout: TimeLimit = TimeLimit(.seconds(300))

  @OptionGroup var namespace: NamespaceOptions
  @OptionGroup var store: StoreOptions

  func run() async throws {
    let session = try Session(store)
    let suspension = try await Suspension(words, all: all, namespace.name, session)
    for object in suspension.objects {
      let resumed = try await suspension.set(false, object, "resuming", "resumed")
      guard wait else { continue }
      try await Reconciliation(session: session, timeout: timeout.duration).run(suspension.kind, resumed, waits: true)
    }
  }
}

/// The objects that a command suspends or resumes.
private struct Suspension {
  let kind: KindReference
  let objects: [KubeObject]
  private let session: Session

  init(_ words: [String], all: Bool, _ namespace: String, _ session: Session) async throws {
    let (kinds, names, _) = try await session.lookup(for: words).selection(words)
    guard kinds.count == 1, let kind = kinds.first, names.isEmpty == all else {
      throw CommandFailure(.usage, "name the objects of one kind, or give --all: KIND NAME … or KIND --all")
    }
    guard kind.definition?.canBeSuspended == true else {
      throw CommandFailure(.usage, "a \(kind.kind.kind) cannot be suspended")
    }
    self.kind = kind
    self.session = session
    if all {
      objects = try await session.store.read { reader in
        try reader.objects(ObjectQuery(kind.groupKind, namespace: namespace))
      }
    } else {
      var found: [KubeObject] = []
      for name in names { found.append(try await session.object(kind, namespace, name)) }
      objects = found
    }
  }

  @discardableResult
  func set(_ suspend: Bool, _ object: KubeObject, _ doing: String, _ done: String) async throws -> KubeObject {
    let name = kind.kind.kind.lowercased()
    session.output.progress(.action, "\(doing) \(name) \(object.name) in \(object.namespace) namespace")
    let after = try await session.cluster.patch(
      object.key, .merge(["spec": ["suspend": .bool(suspend)]]), fieldManager: Session.fieldManager, dryRun: false)
    session.output.progress(.success, "\(name) \(done)")
    return after
  }
}
