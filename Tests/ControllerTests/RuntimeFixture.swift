import Controller
import Glibc
import Kube
import Logging
import Store
import Structure
import Testing
import Toolkit

/// A store in a folder of its own, and a runtime on it with a clock that the test moves.
final class RuntimeFixture: Sendable {
  let folder: String
  let store: Store
  let time = TestTime()

  init() throws {
    var template = Array("/tmp/martlet-controller-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let time = time
    store = try Store.open(at: folder + "/store.db", configuration: Store.Configuration(now: { time.wallClock }))
  }

  deinit {
    for suffix in ["", "-wal", "-shm"] { unlink(folder + "/store.db" + suffix) }
    unlink(folder + "/store.bell")
    rmdir(folder)
  }

  func settings(concurrent: Int = 4) -> RuntimeSettings {
    var settings = RuntimeSettings()
    settings.controllerName = "test-controller"
    settings.concurrent = concurrent
    settings.time = time
    settings.jitter = Jitter(fraction: 0)
    return settings
  }

  /// Runs `reconciler` while `body` runs, and shuts down after it.
  func running(
    _ reconciler: any Reconciler, settings: RuntimeSettings? = nil,
    log: Logger = Logger(label: "test") { _ in
      SwiftLogNoOpLogHandler()
    },
    _ body: (ControllerRuntime) async throws -> Void
  ) async throws {
    let runtime = ControllerRuntime(
      store: store, reconcilers: [reconciler], settings: settings ?? self.settings(), log: log)
    let task = Task { try await runtime.run() }
    do {
      try await body(runtime)
    } catch {
      task.cancel()
      _ = await task.result
      throw error
    }
    runtime.shutDown()
    try await task.value
  }

  /// Waits until nothing is at work or waits for a worker: then everything that comes next is scheduled.
  func idle(_ runtime: ControllerRuntime) async throws {
    try await eventually("idle") {
      runtime.isReady && runtime.states.allSatisfy { $0.active == 0 && $0.depth == 0 }
    }
  }

  let key = GitRepository.key(namespace: "apps", name: "app")

  @discardableResult
  func declare(
    _ name: String = "app", spec: Value = ["url": "https://host/app", "interval": "10m"],
    annotations: [String: String] = [:]
  ) async throws -> KubeObject {
    var object = KubeObject(Mapping())
    object.apiVersion = GitRepository.kind.apiVersion
    object.kind = GitRepository.kind.kind
    object.name = name
    object.namespace = "apps"
    object.spec = spec
    object.annotations = annotations
    let declared = object
    return try await store.write { try $0.create(declared) }
  }

  func change(_ key: ObjectKey? = nil, _ edit: @escaping @Sendable (inout KubeObject) -> Void) async throws {
    let key = key ?? self.key
    _ = try await store.write { writer in
      var object = try #require(try writer.object(key))
      edit(&object)
      return try writer.update(object)
    }
  }

  func object() async throws -> KubeObject? { try await store.read { [key] in try $0.object(key) } }
  func condition(_ type: String) async throws -> Condition? { try await object()?.conditions[type: type] }
  func events() async throws -> [EventRecord] { try await store.read { try $0.events() } }
  func version() async throws -> UInt64 { try await store.read { try $0.version } }
}
