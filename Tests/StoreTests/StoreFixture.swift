import FoundationEssentials
import Glibc
import Kube
import Store
import Structure
import Synchronization
import Testing

/// A store in a folder of its own, with a clock that the test moves.
final class StoreFixture: Sendable {
  let folder: String
  let store: Store
  let clock = TestClock()

  var path: String { "\(folder)/store.db" }

  init(retention: Store.LogRetention = Store.LogRetention()) throws {
    folder = try Self.makeFolder()
    let clock = clock
    store = try Store.open(
      at: "\(folder)/store.db", configuration: Store.Configuration(logRetention: retention, now: { clock.now }))
  }

  deinit {
    Self.removeFolder(folder)
  }

  static func makeFolder() throws -> String {
    var template = Array("/tmp/store-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  static func removeFolder(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
  }
}

/// A clock that stands until it is moved.
final class TestClock: Sendable {
  private let moment = Mutex(Timestamp(secondsSinceEpoch: 1_800_000_000))
  var now: Timestamp { moment.withLock { $0 } }
  func advance(_ duration: Duration) { moment.withLock { $0 = $0 + duration } }
}

/// A counter object as the tests use it.
func counter(
  _ name: String, count: Int64 = 0, labels: [String: String] = [:], finalizers: [String] = []
) -> KubeObject {
  let content: Value = [
    "apiVersion": "test.example.com/v1", "kind": "Counter",
    "metadata": ["name": .string(name), "namespace": "default"], "spec": ["count": .int(count)],
  ]
  var object = KubeObject(content.object ?? Mapping())
  object.labels = labels
  object.finalizers = finalizers
  return object
}

func counterKey(_ name: String) -> ObjectKey {
  ObjectKey(group: "test.example.com", kind: "Counter", namespace: "default", name: name)
}

let counters = ObjectQuery(GroupKind(group: "test.example.com", kind: "Counter"))

/// Waits for a condition, at most ten seconds.
func eventually(_ condition: () async throws -> Bool) async throws -> Bool {
  let clock = ContinuousClock()
  let deadline = clock.now + .seconds(10)
  while clock.now < deadline {
    if try await condition() { return true }
    try await Task.sleep(for: .milliseconds(5))
  }
  return false
}

/// The first elements of a stream, in time or not at all.
func take(
  _ count: Int, from stream: AsyncThrowingStream<ObjectChange, any Error>, within limit: Duration = .seconds(10)
)
  async throws -> [ObjectChange]
{
  try await withThrowingTaskGroup(of: [ObjectChange]?.self) { group in
    group.addTask {
      var changes: [ObjectChange] = []
      for try await change in stream {
        changes.append(change)
        if changes.count == count { break }
      }
      return changes
    }
    group.addTask {
      try await Task.sleep(for: limit)
      return nil
    }
    defer { group.cancelAll() }
    return try #require(try await group.next() ?? nil, "the changes did not come within \(limit)")
  }
}

/// Bytes that nothing can compress: a xorshift generator from a random seed, eight bytes a step.
func randomBytes(_ count: Int) -> [UInt8] {
  var state = UInt64.random(in: 1...UInt64.max)
  return [UInt8](unsafeUninitializedCapacity: count + 8) { buffer, filled in
    for position in stride(from: 0, to: count, by: 8) {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      UnsafeMutableRawBufferPointer(buffer).storeBytes(of: state, toByteOffset: position, as: UInt64.self)
    }
    filled = count
  }
}
