import Glibc
import Kube
import Store
import Structure
import Testing

@Suite("Several processes on one store", .serialized)
struct ProcessTests {
  @Test("Six processes add to shared objects by compare-and-swap, and no increment is lost")
  func increments() async throws {
    let fixture = try StoreFixture()
    let store = fixture.store
    try await store.write { writer in
      for number in 0..<3 { _ = try writer.create(counter("counter-\(number)")) }
    }
    let probes = try (0..<6).map { _ in try ProbeProcess("increment", fixture.path, "60", "3") }
    for probe in probes { #expect(probe.wait() == 0) }
    let counts = try await store.read { try $0.objects(counters).map { $0.spec?["count"]?.int } }
    #expect(counts == [120, 120, 120])
    #expect(try await store.read { try $0.version } == 3 + 360)
    let report = try await store.checkIntegrity()
    #expect(report.isSound)
  }

  @Test("Six processes open a new file at the same time")
  func openTogether() async throws {
    let folder = try StoreFixture.makeFolder()
    defer { StoreFixture.removeFolder(folder) }
    let probes = try (0..<6).map { _ in try ProbeProcess("beat", "\(folder)/sub/new.db", "3", "0") }
    for probe in probes { #expect(probe.wait() == 0) }
    let store = try Store.open(at: "\(folder)/sub/new.db")
    #expect(try await store.read { try $0.version } == 18)
    try store.close()
  }

  @Test("A thousand commits of another process wake a watcher, each is seen, and none waits long")
  func wakeups() async throws {
    let fixture = try StoreFixture()
    let stream = fixture.store.watch(counters, after: 0)
    let probe = try ProbeProcess("beat", fixture.path, "1000", "1000")
    var delays: [Int64] = []
    var numbers: [Int64] = []
    for try await change in stream {
      var now = timespec()
      clock_gettime(CLOCK_MONOTONIC, &now)
      let at = try #require(change.object.spec?["at"]?.int)
      delays.append(Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec) - at)
      numbers.append(change.object.spec?["number"]?.int ?? -1)
      if numbers.count == 1_000 { break }
    }
    #expect(numbers == Array(0..<1_000))
    #expect(probe.wait() == 0)
    // The budget of 5 ms at the 99th percentile is measured by the benchmark, in release and alone on the machine. Here
    // a median tells a doorbell from a watcher that looks now and then.
    delays.sort()
    #expect(delays[500] < 20_000_000, "median \(delays[500] / 1_000) µs, p99 \(delays[990] / 1_000) µs")
  }

  @Test("A process that dies between commit and bell, and a shell that does not ring, are noticed")
  func foreignWriter() async throws {
    let fixture = try StoreFixture()
    let store = fixture.store
    _ = try await store.write { try $0.create(counter("a")) }
    var wakeups = store.wakeups().makeAsyncIterator()
    // A bell that cannot be rung stands for a writer that does not know it.
    let bell = "\(fixture.folder)/store.bell"
    try #require(unlink(bell) == 0 && mkdir(bell, 0o700) == 0)
    await wakeups.next()  // the folder's own appearance under the bell's name
    let probe = try ProbeProcess("beat", fixture.path, "1", "0")
    #expect(probe.wait() == 0)
    var seen = false
    while !seen, await wakeups.next() != nil {
      seen = try await store.read { try $0.object(counterKey("beat")) } != nil
    }
    #expect(seen)
    try #require(rmdir(bell) == 0)
  }

  @Test("Killed in the middle of writes, the file is sound and each transaction is there entirely or not at all")
  func killed() async throws {
    let fixture = try StoreFixture()
    let store = fixture.store
    for round in 0..<8 {
      let probe = try ProbeProcess("hammer", fixture.path)
      #expect(probe.line() == "started")
      usleep(UInt32(10_000 + round * 7_300))
      probe.terminate()
      #expect(probe.wait() == 128 + SIGKILL)
    }
    #expect(try await store.checkIntegrity() == store.checkIntegrity())
    let report = try await store.checkIntegrity()
    #expect(report.isSound)
    let (objects, events) = try await store.read { (try $0.objects(counters), try $0.events(limit: 1_000_000)) }
    #expect(objects.count == 8)
    for object in objects {
      // The event of a count is there exactly when the count is.
      let count = try #require(object.spec?["count"]?.int)
      let messages = events.filter { $0.involvedObject == object.key }.map(\.message)
      #expect(messages == (0..<count).map { "\($0 + 1)" })
    }
  }

  @Test("A lease of a killed process of this machine is taken over at once; of a living one only when it expired")
  func leases() async throws {
    let fixture = try StoreFixture()
    let store = fixture.store
    let probe = try ProbeProcess("hold", fixture.path, "3600")
    #expect(probe.line() == "held")
    let holder = LeaseHolder.current()
    let lease = try #require(try await store.lease("lease"))
    #expect(lease.expires > .now)
    // The probe has the system's clock, this store its own, which is not much different in what matters here.
    let own = try Store.open(at: fixture.path)
    #expect(try await own.acquireLease("lease", holder: holder, duration: .seconds(10)) == false)
    probe.terminate()
    _ = probe.wait()
    #expect(try await own.acquireLease("lease", holder: holder, duration: .seconds(10)))
    #expect(try await own.lease("lease")?.transitions == 1)
    try own.close()
  }
}
