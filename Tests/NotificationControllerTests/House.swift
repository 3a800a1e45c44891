import FoundationEssentials
import Glibc
import HTTP
import Kube
import Logging
import Notify
import Store
import Structure
import Toolkit

@testable import NotificationController

/// A store with an application that reports events, and dispatchers that are started and stopped on it.
final class House: Sendable {
  let store: Store
  private let folder: String

  init() throws {
    var template = Array("/tmp/notification-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw SystemFailure(code: errno) }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    store = try Store.open(at: folder + "/store.db")
  }

  // The store is let go rather than closed: closing blocks until its readers end, and they may need this very thread.
  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  struct SystemFailure: Error { let code: Int32 }

  static let application = ObjectKey(
    group: "kustomize.toolkit.fluxcd.io", kind: "Kustomization", namespace: "apps", name: "shop")

  /// Writes an object, over the one of its name.
  @discardableResult
  func put(_ content: Value) async throws -> KubeObject {
    let object = KubeObject(content.object ?? Mapping())
    return try await store.write { writer in
      try writer.object(object.key) == nil ? writer.create(object) : writer.replace(object)
    }
  }

  func putProvider(_ name: String = "chat", type: String = "generic", address: String, timeout: String = "5s")
    async throws
  {
    try await put([
      "apiVersion": "notification.toolkit.fluxcd.io/v1beta3", "kind": "Provider",
      "metadata": ["name": .string(name), "namespace": "apps"],
      "spec": ["type": .string(type), "address": .string(address), "timeout": .string(timeout)],
    ])
  }

  func putAlert(_ name: String = "all", provider: String = "chat", _ more: Value = [:]) async throws {
    var spec: Value = [
      "providerRef": ["name": .string(provider)], "eventSources": [["kind": "Kustomization", "name": "*"]],
    ]
    for (key, value) in more.object ?? Mapping() { spec[key] = value }
    try await put([
      "apiVersion": "notification.toolkit.fluxcd.io/v1beta3", "kind": "Alert",
      "metadata": ["name": .string(name), "namespace": "apps"], "spec": spec,
    ])
  }

  static func event(
    _ message: String, severity: EventRecord.Severity = .info, object: ObjectKey = application,
    reason: String = "ReconciliationSucceeded", revision: String? = nil, at timestamp: Timestamp = .now
  ) -> EventRecord {
    EventRecord(
      involvedObject: object, apiVersion: "\(object.group)/v1", severity: severity, timestamp: timestamp,
      reason: reason, message: message, reportingController: "kustomize-controller",
      metadata: revision.map { ["\(object.group)/revision": $0] } ?? [:])
  }

  @discardableResult
  func report(_ events: EventRecord...) async throws -> Int64 {
    try await store.write { writer in
      var last: Int64 = 0
      for event in events { last = try writer.record(event) }
      return last
    }
  }

  func dispatcher(
    first: Duration = .milliseconds(20), longest: Duration = .milliseconds(200), lanes: Int = 64,
    expiry: Duration = .seconds(24 * 3600)
  ) throws -> Dispatcher {
    var log = Logger(label: "test")
    log.logLevel = .critical
    return Dispatcher(
      store: store, sender: Sender(client: try HTTPClient()),
      configuration: .init(schedule: RetrySchedule(first: first, longest: longest, expiry: expiry), lanes: lanes),
      log: log)
  }

  /// Runs a dispatcher while `body` works, and stops it.
  func with(_ dispatcher: Dispatcher, _ body: () async throws -> Void) async throws {
    let running = Task { try await dispatcher.run { _ in } }
    do {
      try await body()
    } catch {
      running.cancel()
      _ = await running.result
      throw error
    }
    running.cancel()
    _ = await running.result
  }

  /// Waits until a look at the store gives what is expected.
  func waitUntil(within limit: Duration = .seconds(20), _ condition: @escaping @Sendable (StoreReader) throws -> Bool)
    async throws
  {
    let store = store
    try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        let wakeups = store.wakeups()
        if try await store.read(condition) { return true }
        for await _ in wakeups where try await store.read(condition) { return true }
        return false
      }
      group.addTask {
        try await Task.sleep(for: limit)
        return false
      }
      defer { group.cancelAll() }
      guard try await group.next() == true else { throw Receiver.Missing(description: "the store never got there") }
    }
  }

  func states(of alert: String = "all") async throws -> [Delivery.State] {
    try await store.read { reader in
      try reader.deliveries(alert: Alert.key(namespace: "apps", name: alert)).reversed().map(\.state)
    }
  }
}
