import Glibc
import Kube
import Store
import Structure

/// `store-probe VERB PATH …`: another process on a store, for tests and benchmarks.
@main
struct Main {
  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count > 2 else { exit(64) }
    let store = try Store.open(at: arguments[2])
    let numbers = arguments.dropFirst(3).compactMap { Int($0) }
    switch (arguments[1], numbers.count) {
    case ("increment", 2): try await increment(store, times: numbers[0], objects: numbers[1])
    case ("beat", 2): try await beat(store, times: numbers[0], pause: numbers[1])
    case ("hammer", _): try await hammer(store)
    case ("hold", 1): try await hold(store, seconds: numbers[0])
    default: exit(64)
    }
    try store.close()
  }

  static func object(_ name: String, spec: Value) -> KubeObject {
    let content: Value = [
      "apiVersion": "test.example.com/v1", "kind": "Counter",
      "metadata": ["name": .string(name), "namespace": "default"], "spec": spec,
    ]
    return KubeObject(content.object ?? Mapping())
  }

  static func key(_ name: String) -> ObjectKey {
    ObjectKey(group: "test.example.com", kind: "Counter", namespace: "default", name: name)
  }

  /// Adds one to shared counters by compare-and-swap.
  static func increment(_ store: Store, times: Int, objects: Int) async throws {
    for time in 0..<times {
      let key = key("counter-\(time % objects)")
      while true {
        do {
          guard var object = try await store.read({ try $0.object(key) }) else { exit(1) }
          object.spec = ["count": .int((object.spec?["count"]?.int ?? 0) + 1)]
          let next = object
          _ = try await store.write { try $0.update(next) }
          break
        } catch StoreError.conflict {}
      }
    }
  }

  /// Writes an object that says when it was written, in nanoseconds of the machine's monotonic clock.
  static func beat(_ store: Store, times: Int, pause: Int) async throws {
    for time in 0..<times {
      usleep(UInt32(pause))
      let next = object("beat", spec: ["number": .int(Int64(time)), "at": .int(monotonicNanoseconds())])
      _ = try await store.write { writer in
        try writer.object(next.key) == nil ? writer.create(next) : writer.update(next)
      }
    }
  }

  /// Writes until it is killed: objects with events that must agree with them, and content.
  static func hammer(_ store: Store) async throws {
    let name = "hammer-\(getpid())"
    _ = try await store.write { try $0.create(object(name, spec: ["count": 0])) }
    say("started")
    var count: Int64 = 0
    while true {
      count += 1
      let next = object(name, spec: ["count": .int(count)])
      let current = count
      try await store.write { writer in
        let stored = try writer.update(next)
        try writer.record(
          EventRecord(
            about: stored, severity: .info, timestamp: .now, reason: "Counted", message: "\(current)",
            reportingController: name))
      }
      if count % 8 == 0 { try publish(store, name, count) }
    }
  }

  private static func publish(_ store: Store, _ name: String, _ count: Int64) throws {
    let work = try store.beginImport(holder: name)
    let large = [UInt8]((0..<40_000).map { _ in UInt8.random(in: 0...255) })
    let entries = try (0..<4).map { number in
      let blob = try work.putBlob(large + Array("\(count)/\(number)".utf8))
      return TreeEntry(name: "file-\(number)", content: .file(blob, executable: false))
    }
    let root = try work.putTree(entries)
    try work.publish(owner: key(name), root: root.digest, revision: "\(count)")
  }

  /// Takes a lease for some seconds, says so, and waits to be killed.
  static func hold(_ store: Store, seconds: Int) async throws {
    let isHeld = try await store.acquireLease("lease", holder: .current(), duration: .seconds(seconds))
    say(isHeld ? "held" : "refused")
    while true { pause() }
  }
}

/// The machine's monotonic clock, which all processes share.
func monotonicNanoseconds() -> Int64 {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

/// Prints a line at once, also into a pipe.
func say(_ line: String) { _ = write(1, line + "\n", line.utf8.count + 1) }
