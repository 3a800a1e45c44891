import Cluster
import Kube
import Store

/// The store that a command works on, opened, and the embedded cluster in it.
struct Session: Sendable {
  /// The field manager of what a person changes.
  static let fieldManager = "martlet"

  let store: Store
  let cluster: EmbeddedCluster
  let output: CommandOutput

  /// - Parameter createsStore: Whether a missing store is made, saying so.
  /// - Throws: ``CommandFailure`` with the one line that says what is wrong with the path.
  init(_ options: StoreOptions, createsStore: Bool = false) throws {
    output = CommandOutput.current
    var configuration = Store.Configuration.command
    do {
      store = try Store.open(at: options.path, configuration: configuration)
    } catch StoreError.noFile where createsStore {
      configuration.createsFile = true
      store = try Store.open(at: options.path, configuration: configuration)
      output.progress(.success, "created the store \(options.path)")
    }
    cluster = EmbeddedCluster(store: store)
  }

  /// The kinds that can be named on this store.
  /// - Parameter words: What will be looked up. Where they name kinds that are known anyway, the definitions in the
  ///   store, which may be megabytes, are not read.
  func lookup(for words: [String] = []) async throws -> KindLookup {
    let known = KindLookup()
    if !words.isEmpty, (try? known.selection(words)) != nil { return known }
    return try await store.read { try KindLookup($0) }
  }

  /// - Throws: ``CommandFailure`` when there is no such object.
  func object(_ kind: KindReference, _ namespace: String, _ name: String) async throws -> KubeObject {
    let key = kind.key(namespace: namespace, name: name)
    if let object = try await store.read({ try $0.object(key) }) { return object }
    throw Self.notFound(kind, namespace, name)
  }

  static func notFound(_ kind: KindReference, _ namespace: String, _ name: String) -> CommandFailure {
    let place = kind.isNamespaced ? " in namespace \"\(namespace)\"" : ""
    return CommandFailure(.notFound, "\(kind.kind.kind) \"\(name)\" not found\(place)")
  }

  /// Follows an object until `body` gives a value.
  /// - Parameters:
  ///   - waitingFor: Said when the time is over.
  ///   - body: Asked for each state of the object in turn, nil when it does not exist.
  /// - Throws: What `body` throws; ``CommandFailure/Status/timedOut`` when the time is over.
  func follow<Answer: Sendable>(
    _ key: ObjectKey, timeout: Duration, waitingFor what: String,
    _ body: @escaping @Sendable (KubeObject?) async throws -> Answer?
  ) async throws -> Answer {
    try await withThrowingTaskGroup(of: Answer?.self) { group in
      group.addTask {
        // From this version on, so that nothing between the first look and the watch is missed.
        let (first, version) = try await store.read { (try $0.object(key), try $0.version) }
        if let answer = try await body(first) { return answer }
        for try await change in store.watch(ObjectQuery(key), after: version) {
          if let answer = try await body(change.type == .deleted ? nil : change.object) { return answer }
        }
        throw CancellationError()
      }
      group.addTask {
        try await Task.sleep(for: timeout)
        return nil
      }
      defer { group.cancelAll() }
      guard let answer = try await group.next() ?? nil else {
        throw CommandFailure(.timedOut, "timed out after \(timeout.goDescription) waiting for \(what)")
      }
      return answer
    }
  }
}
