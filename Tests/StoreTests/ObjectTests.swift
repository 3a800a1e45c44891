import Kube
import Store
import Structure
import Testing

@Suite("Objects of the store")
struct ObjectTests {
  let fixture: StoreFixture
  var store: Store { fixture.store }

  init() throws { fixture = try StoreFixture() }

  @Test("A new object gets uid, generation, creation time and version, and is read back as it was given")
  func create() async throws {
    var object = counter("a", count: 3, labels: ["app": "web"])
    object.status = ["phase": "new"]
    let given = object
    let created = try await store.write { try $0.create(given) }
    #expect(created.generation == 1)
    #expect(created.uid.utf8.count == 36)
    #expect(created.metadata["creationTimestamp"]?.string == fixture.clock.now.description)
    #expect(created.resourceVersion == "1")
    #expect(created.status == ["phase": "new"])
    #expect(try await store.read { try $0.object(counterKey("a")) } == created)
    #expect(try await store.read { try $0.version } == 1)
  }

  @Test(
    "Values of every type survive the file",
    arguments: [
      .null, true, 7, -9_007_199_254_740_993, 1.5, "a \"quoted\" line\nand \u{1F426} more\u{0}", ["x", 1, [:]],
      ["é": [:]],
      .uint(.max),
    ] as [Value])
  func values(_ value: Value) async throws {
    var object = counter("a")
    object.spec = ["value": value]
    let given = object
    _ = try await store.write { try $0.create(given) }
    #expect(try await store.read { try $0.object(counterKey("a"))?.spec } == ["value": value])
  }

  @Test("What cannot be created says why")
  func refused() async throws {
    _ = try await store.write { try $0.create(counter("a")) }
    await #expect(throws: StoreError.alreadyExists(counterKey("a"))) {
      try await store.write { try $0.create(counter("a")) }
    }
    await #expect(throws: StoreError.invalid(counterKey(""), reason: "metadata.name: must not be empty")) {
      try await store.write { try $0.create(counter("")) }
    }
  }

  @Test("A name is made from generateName")
  func generateName() async throws {
    var object = counter("")
    object.metadata["generateName"] = "run-"
    let given = object
    let created = try await store.write { try $0.create(given) }
    #expect(created.name.hasPrefix("run-") && created.name.utf8.count == 9)
  }

  @Test(
    "The generation moves with the spec alone",
    arguments: [
      ("spec", 2), ("labels", 1), ("annotations", 1), ("status", 1), ("data", 2), ("apiVersion", 1), ("nothing", 1),
    ])
  func generation(_ part: String, _ generation: Int64) async throws {
    var object = try await store.write { try $0.create(counter("a")) }
    switch part {
    case "spec": object.spec = ["count": 9]
    case "labels": object.labels = ["x": "y"]
    case "annotations": object.annotations = ["x": "y"]
    case "status": object.status = ["x": "y"]
    case "data": object.content["data"] = ["x": "y"]
    case "apiVersion": object.apiVersion = "test.example.com/v2"
    default: break
    }
    let changed = object
    let stored = try await store.write { try $0.replace(changed) }
    #expect(stored.generation == generation)
    #expect(stored.resourceVersion == (part == "nothing" ? "1" : "2"))
  }

  @Test("An update leaves the status and the fields that belong to the store alone")
  func update() async throws {
    let created = try await store.write { try $0.create(counter("a")) }
    _ = try await store.write { try $0.updateStatus(counterKey("a"), ["phase": "up"]) }
    var object = counter("a", count: 1)
    object.status = ["phase": "forged"]
    object.metadata["generation"] = 77
    object.metadata["creationTimestamp"] = "1999-01-01T00:00:00Z"
    let given = object
    let stored = try await store.write { try $0.update(given) }
    #expect(stored.status == ["phase": "up"])
    #expect(stored.generation == 2)
    #expect(stored.uid == created.uid)
    #expect(stored.metadata["creationTimestamp"] == created.metadata["creationTimestamp"])
  }

  @Test("A write that changes nothing leaves version, log and file alone")
  func unchanged() async throws {
    _ = try await store.write { try $0.create(counter("a")) }
    let status: Value = ["phase": "up"]
    let before = try await store.write { try $0.updateStatus(counterKey("a"), status) }
    let after = try await store.write { writer in
      _ = try writer.update(counter("a"))
      return try writer.updateStatus(counterKey("a"), status)
    }
    #expect(after == before)
    #expect(try await store.read { try $0.version } == 2)
  }

  @Test("A stale version, and an object that was made anew, are conflicts")
  func conflict() async throws {
    let first = try await store.write { try $0.create(counter("a")) }
    _ = try await store.write { try $0.update(counter("a", count: 1)) }
    var stale = first
    stale.spec = ["count": 5]
    let given = stale
    await #expect(throws: StoreError.conflict(counterKey("a"), expected: "1", found: "2")) {
      try await store.write { try $0.update(given) }
    }
    await #expect(throws: StoreError.conflict(counterKey("a"), expected: "1", found: "2")) {
      try await store.write { try $0.updateStatus(counterKey("a"), resourceVersion: "1", ["x": 1]) }
    }
    await #expect(throws: StoreError.conflict(counterKey("a"), expected: "1", found: "2")) {
      try await store.write { try $0.delete(counterKey("a"), resourceVersion: "1") }
    }
    try await store.write { writer in
      try writer.delete(counterKey("a"))
      _ = try writer.create(counter("a"))
    }
    stale.resourceVersion = ""
    let other = stale
    await #expect(throws: StoreError.self) { try await store.write { try $0.update(other) } }
    await #expect(throws: StoreError.notFound(counterKey("b"))) {
      try await store.write { try $0.update(counter("b")) }
    }
  }

  @Test("An object without finalizers goes at once, and is logged as it was")
  func delete() async throws {
    let created = try await store.write { try $0.create(counter("a", count: 4)) }
    let deleted = try await store.write { try $0.delete(counterKey("a"), uid: created.uid) }
    #expect(deleted?.spec == ["count": 4])
    #expect(deleted?.deletionTimestamp == nil)
    #expect(try await store.read { try $0.object(counterKey("a")) } == nil)
    #expect(try await store.write { try $0.delete(counterKey("a")) } == nil)
    let last = try await store.read { try $0.changes(after: 1).last }
    #expect(last?.type == .deleted && last?.object.resourceVersion == "2")
  }

  @Test("An object with finalizers is marked, keeps its mark, takes no new finalizer, and goes with the last one")
  func finalizers() async throws {
    _ = try await store.write { try $0.create(counter("a", finalizers: ["x/one", "x/two"])) }
    let marked = try await store.write { try $0.delete(counterKey("a")) }
    #expect(marked?.deletionTimestamp == fixture.clock.now.description)
    #expect(marked?.generation == 2)
    fixture.clock.advance(.seconds(60))
    #expect(try await store.write { try $0.delete(counterKey("a")) } == marked)
    await #expect(throws: StoreError.self) {
      try await store.write { try $0.update(counter("a", finalizers: ["x/one", "x/three"])) }
    }
    let one = try await store.write { try $0.update(counter("a", finalizers: ["x/one"])) }
    #expect(one.deletionTimestamp == marked?.deletionTimestamp)
    _ = try await store.write { try $0.update(counter("a")) }
    #expect(try await store.read { try $0.object(counterKey("a")) } == nil)
    #expect(try await store.read { try $0.changes(after: 0).map(\.type) } == [.added, .modified, .modified, .deleted])
  }

  @Test("Lists are sorted, filtered by labels and paged")
  func lists() async throws {
    try await store.write { writer in
      for name in ["c", "a", "b"] {
        _ = try writer.create(counter(name, labels: ["example.com/app": name == "b" ? "db" : "web"]))
      }
      var other = counter("z")
      other.namespace = "another"
      _ = try writer.create(other)
    }
    func names(_ query: ObjectQuery) async throws -> [String] {
      try await store.read { try $0.objects(query).map(\.name) }
    }
    #expect(try await names(counters) == ["z", "a", "b", "c"])
    var query = counters
    query.namespace = "default"
    #expect(try await names(query) == ["a", "b", "c"])
    query.labels = ["example.com/app": "web"]
    #expect(try await names(query) == ["a", "c"])
    query.limit = 1
    #expect(try await names(query) == ["a"])
    query.startAfter = counterKey("a")
    #expect(try await names(query) == ["c"])
    #expect(try await store.read { try $0.count(counters) } == 4)
    #expect(try await names(ObjectQuery(group: "", kind: "Counter")) == [])
  }

  @Test("A transaction that throws leaves nothing behind")
  func rollback() async throws {
    struct Stop: Error {}
    await #expect(throws: Stop.self) {
      try await store.write { writer in
        _ = try writer.create(counter("a"))
        throw Stop()
      }
    }
    #expect(try await store.read { try $0.version } == 0)
    #expect(try await store.read { try $0.objects(.all) } == [])
  }
}
