import Cluster
import Controller
import FoundationEssentials
import Kube
import KustomizeController
import Logging
import Store
import Structure
import Toolkit

/// A store with a source, and the runtime that reconciles Kustomizations in it until the body ends.
final class LoopFixture: Sendable {
  struct Timeout: Error, CustomStringConvertible {
    var description: String
  }

  let store: Store
  let cluster: EmbeddedCluster
  private let folder: URL
  private let pool = BlockingPool(threads: 1)

  private init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "kustomize-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    store = try Store.open(at: folder.appending(path: "store.db").path)
    cluster = EmbeddedCluster(store: store)
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  /// - Parameters:
  ///   - moment: When the reconciler's cluster is cut off, once.
  ///   - meanwhile: What happens before it is back.
  static func run(
    interrupted moment: InterruptedCluster.Moment? = nil,
    meanwhile: @escaping @Sendable (LoopFixture) async throws -> Void = { _ in },
    _ body: @escaping @Sendable (LoopFixture) async throws -> Void
  ) async throws {
    let fixture = try LoopFixture()
    var cluster: any Cluster = fixture.cluster
    if let moment {
      cluster = InterruptedCluster(fixture.cluster, at: moment) { try await meanwhile(fixture) }
    }
    var log = Logger(label: "test")
    log.logLevel = .critical
    var settings = RuntimeSettings()
    settings.controllerName = KustomizationReconciler.name
    settings.backoffBase = .milliseconds(50)
    let runtime = ControllerRuntime(
      store: fixture.store, reconcilers: [KustomizationReconciler(cluster: cluster)], settings: settings,
      log: log)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await runtime.run() }
      defer { group.cancelAll() }
      try await body(fixture)
    }
  }

  static let source = ObjectKey(GitRepository.groupKind, namespace: "default", name: "app")

  /// Makes `files` the artifact of the source at a revision, as the source-controller would.
  func push(_ revision: String, _ files: [String: String]) async throws {
    let store = store
    try await pool.run { _ in
      let content = try store.beginImport(holder: "test")
      let root = try Self.put(files.map { ($0.key.split(separator: "/").map(String.init), $0.value) }, content)
      try content.publish(owner: Self.source, root: root.digest, revision: revision) { writer, artifact in
        if try writer.object(Self.source) == nil {
          var object = KubeObject(Mapping())
          object.apiVersion = "source.toolkit.fluxcd.io/v1"
          object.kind = "GitRepository"
          object.name = "app"
          object.namespace = "default"
          object.spec = ["url": "https://example.com/app", "interval": "10m"]
          _ = try writer.create(object)
        }
        _ = try writer.updateStatus(
          Self.source, ["artifact": ["revision": .string(revision), "digest": .string("\(artifact.root)")]])
      }
    }
  }

  private static func put(_ files: [([String], String)], _ content: ContentImport) throws -> TreeReference {
    var entries: [TreeEntry] = []
    for (name, below) in Dictionary(grouping: files, by: { $0.0[0] }) {
      if let file = below.first(where: { $0.0.count == 1 }) {
        entries.append(
          TreeEntry(name: name, content: .file(try content.putBlob(Array(file.1.utf8)), executable: false)))
      } else {
        let directory = try put(below.map { (Array($0.0.dropFirst()), $0.1) }, content)
        entries.append(TreeEntry(name: name, content: .directory(directory)))
      }
    }
    return try content.putTree(entries)
  }

  /// Declares a Kustomization of the source.
  func declare(_ name: String, _ spec: Value = [:]) async throws {
    var full: Value = [
      "interval": "10m", "prune": true, "path": "./", "sourceRef": ["kind": "GitRepository", "name": "app"],
    ]
    for (key, value) in spec.object ?? Mapping() { full[key] = value }
    var object = KubeObject(Mapping())
    object.apiVersion = "kustomize.toolkit.fluxcd.io/v1"
    object.kind = "Kustomization"
    object.name = name
    object.namespace = "default"
    object.spec = full
    _ = try await cluster.apply(object, ApplyOptions(fieldManager: FieldManager.commandLine, force: true))
  }

  static func kustomization(_ name: String) -> ObjectKey { Kustomization.key(namespace: "default", name: name) }
  static func configMap(_ name: String) -> ObjectKey {
    ObjectKey(group: "", kind: "ConfigMap", namespace: "default", name: name)
  }

  /// The object as soon as `condition` holds; nil stands for an object that does not exist.
  @discardableResult
  func wait(
    for key: ObjectKey, _ what: String = "", within limit: Duration = .seconds(20),
    until condition: @escaping @Sendable (KubeObject?) -> Bool
  ) async throws -> KubeObject? {
    try await eventually(within: limit, { try $0.object(key) }, until: condition) { object in
      "\(key) did not become \(what): \(object.map { "\($0.content)" } ?? "missing")"
    }
  }

  /// Waits until an event with this message is there.
  func event(_ message: String, within limit: Duration = .seconds(20)) async throws {
    _ = try await eventually(within: limit, { try $0.events().map(\.message) }, until: { $0.contains(message) }) {
      "there is no event that says \(message), but \($0)"
    }
  }

  /// What is read from the store as soon as `condition` holds of it.
  /// - Parameter complaint: What is said of the last reading when the time is over.
  private func eventually<Found: Sendable>(
    within limit: Duration, _ read: @escaping @Sendable (StoreReader) throws -> Found,
    until condition: @escaping @Sendable (Found) -> Bool, complaint: @escaping @Sendable (Found) -> String
  ) async throws -> Found {
    let store = store
    return try await withThrowingTaskGroup(of: Found.self) { group in
      group.addTask {
        var wakeups = store.wakeups().makeAsyncIterator()
        while true {
          let found = try await store.read(read)
          if condition(found) { return found }
          guard await wakeups.next() != nil else { throw CancellationError() }
        }
      }
      group.addTask {
        try await Task.sleep(for: limit)
        throw Timeout(description: complaint(try await store.read(read)))
      }
      defer { group.cancelAll() }
      guard let found = try await group.next() else { throw CancellationError() }
      return found
    }
  }

  /// The Kustomization once its Ready condition has this status and, if given, reason and message.
  @discardableResult
  func ready(_ name: String, _ status: Condition.Status = .yes, saying text: String) async throws -> KubeObject? {
    try await wait(for: Self.kustomization(name), "\(status) saying \(text)") { object in
      guard let ready = object?.conditions[type: Condition.ready] else { return false }
      return ready.status == status && "\(ready.reason): \(ready.message)".contains(text)
    }
  }

  /// A manifest of a ConfigMap.
  static func manifest(_ name: String, _ value: String, extra: String = "") -> String {
    "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: \(name)\n  namespace: default\n\(extra)data:\n  x: \"\(value)\"\n"
  }
}
