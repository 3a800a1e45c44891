import Kube
import Store
import Structure
import Testing

@Suite("Watching the store")
struct WatchTests {
  @Test("A watch begins with what there is, and follows all changes in order")
  func follow() async throws {
    let fixture = try StoreFixture()
    let store = fixture.store
    _ = try await store.write { try $0.create(counter("a")) }
    let stream = store.watch(counters)
    try await store.write { writer in
      _ = try writer.create(counter("b"))
      _ = try writer.update(counter("a", count: 1))
    }
    try await store.write { _ = try $0.delete(counterKey("b")) }
    // What was committed before the first look is in its list; so a and b may come as they are then.
    var seen: [ObjectKey: ObjectChange] = [:]
    for change in try await take(1, from: stream) { seen[change.key] = change }
    #expect(seen[counterKey("a")]?.object.spec == ["count": 1])
  }

  @Test("A watch from a version replays each change once, with the object as it was")
  func replay() async throws {
    let fixture = try StoreFixture()
    let store = fixture.store
    for count in 0..<5 {
      try await store.write { writer in
        _ = count == 0 ? try writer.create(counter("a")) : try writer.update(counter("a", count: Int64(count)))
      }
    }
    let changes = try await take(4, from: store.watch(counters, after: 1))
    #expect(changes.map(\.sequence) == [2, 3, 4, 5])
    #expect(changes.map { $0.object.spec?["count"]?.int } == [1, 2, 3, 4])
  }

  @Test("A label selector sees objects enter and leave")
  func labels() async throws {
    let fixture = try StoreFixture()
    let store = fixture.store
    let labels: [[String: String]] = [["app": "x"], ["app": "web"], ["app": "web", "more": "y"], [:], [:]]
    for (number, labels) in labels.enumerated() {
      try await store.write { writer in
        let object = counter("a", count: Int64(number), labels: labels)
        _ = number == 0 ? try writer.create(object) : try writer.update(object)
      }
    }
    let query = ObjectQuery(group: "test.example.com", kind: "Counter", labels: ["app": "web"])
    let changes = try await store.read { try $0.changes(after: 0, matching: query) }
    #expect(changes.map(\.type) == [.added, .modified, .deleted])
    #expect(changes.map(\.sequence) == [2, 3, 4])
  }

  @Test("Versions that were trimmed, and those from the future, have expired")
  func expired() async throws {
    let fixture = try StoreFixture(retention: .init(count: 50, age: .seconds(3600)))
    let store = fixture.store
    _ = try await store.write { try $0.create(counter("a")) }
    for count in 1..<300 { _ = try await store.write { try $0.update(counter("a", count: Int64(count))) } }
    let oldest = try await store.read { try $0.oldestVersion }
    #expect(oldest >= 128 && oldest < 256)
    await #expect(throws: StoreError.expired(version: 1, oldest: oldest, newest: 300)) {
      try await store.read { try $0.changes(after: 1) }
    }
    await #expect(throws: StoreError.self) { try await store.read { try $0.changes(after: 301) } }
    #expect(try await store.read { try $0.changes(after: 298).map(\.sequence) } == [299, 300])
    await #expect(throws: StoreError.self) { try await take(1, from: store.watch(counters, after: 1)) }
  }

  @Test("Old rows of the log go with age, the version stays")
  func age() async throws {
    let fixture = try StoreFixture()
    let store = fixture.store
    _ = try await store.write { try $0.create(counter("a")) }
    fixture.clock.advance(.seconds(7200))
    _ = try await store.write { try $0.update(counter("a", count: 1)) }
    _ = try await store.maintain()
    #expect(try await store.read { try $0.oldestVersion } == 1)
    #expect(try await store.read { try $0.version } == 2)
    fixture.clock.advance(.seconds(7200))
    _ = try await store.maintain()
    #expect(try await store.read { try $0.changes(after: 2) } == [])
    #expect(try await store.write { try $0.update(counter("a", count: 2)) }.resourceVersion == "3")
  }

  @Test("A watch that fell behind the log learns by comparison what changed and what went")
  func behind() async throws {
    let fixture = try StoreFixture(retention: .init(count: 1, age: .seconds(3600)))
    let store = fixture.store
    try await store.write { writer in for name in ["a", "b", "c"] { _ = try writer.create(counter(name)) } }
    var iterator = store.watch(counters).makeAsyncIterator()
    for _ in 0..<3 { _ = try await iterator.next() }
    try await store.write { writer in
      try writer.delete(counterKey("b"))
      for count in 1...400 { _ = try writer.update(counter("c", count: Int64(count))) }
      _ = try writer.create(counter("d"))
    }
    _ = try await store.maintain()
    #expect(try await store.read { try $0.oldestVersion } > 300)
    var changes: [String] = []
    for _ in 0..<3 {
      let change = try #require(try await iterator.next())
      changes.append("\(change.type) \(change.key.name) \(change.object.spec?["count"]?.int ?? -1)")
    }
    #expect(changes == ["modified c 400", "added d 0", "deleted b -1"])
  }

  @Test("Closing the store ends its watches")
  func close() async throws {
    let fixture = try StoreFixture()
    let store = fixture.store
    var iterator = store.wakeups().makeAsyncIterator()
    try store.close()
    #expect(await iterator.next() == nil)
    #expect(await store.wakeups().first { _ in true } == nil)
  }

  @Test("A write that changes nothing wakes nobody")
  func quiet() async throws {
    let fixture = try StoreFixture()
    let store = fixture.store
    _ = try await store.write { try $0.create(counter("a")) }
    let before = try #require(Stamp(of: "\(fixture.folder)/store.bell"))
    for _ in 0..<5 { _ = try await store.write { try $0.update(counter("a")) } }
    #expect(Stamp(of: "\(fixture.folder)/store.bell") == before)
    let log = try #require(Stamp(of: "\(fixture.folder)/store.db-wal"))
    _ = try await store.write { try $0.update(counter("a")) }
    #expect(Stamp(of: "\(fixture.folder)/store.db-wal") == log)
  }
}
