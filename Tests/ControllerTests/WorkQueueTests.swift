import Controller
import Kube
import Testing

@Suite("The work queue")
struct WorkQueueTests {
  private let time = TestTime()

  private func key(_ name: String) -> ObjectKey { ObjectKey(group: "g", kind: "K", namespace: "n", name: name) }

  @Test("gives a key to one worker at a time, and again when it was added meanwhile")
  func oneAtATime() async throws {
    let queue = WorkQueue(workers: 4, time: time)
    queue.add(key("a"))
    queue.add(key("a"))
    let first = await queue.next()
    #expect(first?.key == key("a"))
    queue.add(key("a"))
    queue.add(key("b"))
    #expect(await queue.next()?.key == key("b"))
    #expect(queue.depth == 0)
    queue.done(key("a"))
    #expect(queue.depth == 1)
    #expect(await queue.next()?.key == key("a"))
    queue.done(key("a"))
    #expect(queue.depth == 0)
  }

  @Test("gives urgent keys before routine ones")
  func priorities() async throws {
    let queue = WorkQueue(workers: 4, time: time)
    queue.add(key("interval"), priority: .routine)
    queue.add(key("promoted"), priority: .routine)
    queue.add(key("change"), priority: .urgent)
    queue.add(key("promoted"), priority: .urgent)
    var order: [String] = []
    for _ in 0..<3 { order.append(await queue.next()?.key.name ?? "none") }
    #expect(order == ["change", "promoted", "interval"])
  }

  @Test("keeps a worker free of routine keys")
  func reservedWorker() async throws {
    let queue = WorkQueue(workers: 2, time: time)
    queue.add(key("a"), priority: .routine)
    queue.add(key("b"), priority: .routine)
    #expect(await queue.next()?.key.name == "a")
    let second = Task { await queue.next() }
    queue.add(key("c"), priority: .urgent)
    #expect(await second.value?.key.name == "c")
    let third = Task { await queue.next() }
    queue.done(key("a"))
    #expect(await third.value?.key.name == "b")
  }

  @Test("does not let a stream of changes stop all routine keys")
  func fairness() async throws {
    let queue = WorkQueue(workers: 4, time: time)
    queue.add(key("routine"), priority: .routine)
    for index in 0..<40 { queue.add(key("urgent\(index)")) }
    var position: Int?
    for index in 0..<41 {
      guard let item = await queue.next() else { break }
      if item.key.name == "routine" { position = index }
      queue.done(item.key)
    }
    #expect(position == 16)
  }

  @Test("gives a scheduled key when its time has come, at the earliest of its times")
  func schedule() async throws {
    let queue = WorkQueue(workers: 4, time: time)
    let timer = Task { await queue.runSchedule() }
    defer { timer.cancel() }
    queue.add(key("a"), after: .seconds(60))
    queue.add(key("a"), after: .seconds(10))
    queue.add(key("a"), after: .seconds(30))
    #expect(queue.schedule(of: key("a")) == .seconds(10))
    time.advance(by: .seconds(9))
    #expect(queue.depth == 0)
    time.advance(by: .seconds(1))
    #expect(await queue.next()?.key == key("a"))
    #expect(queue.schedule(of: key("a")) == nil)
  }

  @Test("forgets the schedule of a key that is taken before its time")
  func takenEarly() async throws {
    let queue = WorkQueue(workers: 4, time: time)
    queue.add(key("a"), after: .seconds(60))
    queue.add(key("a"))
    _ = await queue.next()
    #expect(queue.schedule(of: key("a")) == nil)
  }

  @Test("drops what is removed")
  func removal() async throws {
    let queue = WorkQueue(workers: 4, time: time)
    queue.add(key("a"))
    queue.add(key("b"))
    queue.remove(key("a"))
    #expect(await queue.next()?.key.name == "b")
    #expect(queue.depth == 0)
  }

  @Test("ends all waiting and coming takers when it is stopped")
  func stopping() async throws {
    let queue = WorkQueue(workers: 4, time: time)
    let waiting = Task { await queue.next() }
    queue.stop()
    #expect(await waiting.value?.key == nil)
    queue.add(key("a"))
    #expect(await queue.next()?.key == nil)
  }

  @Test("ends a taker whose task is cancelled, and loses no key by that")
  func cancelling() async throws {
    let queue = WorkQueue(workers: 4, time: time)
    let waiting = Task { await queue.next() }
    waiting.cancel()
    #expect(await waiting.value?.key == nil)
    queue.add(key("a"))
    #expect(await queue.next()?.key.name == "a")
  }

  @Test("says how long a key waited")
  func waiting() async throws {
    let queue = WorkQueue(workers: 4, time: time)
    queue.add(key("a"))
    time.advance(by: .seconds(3))
    #expect(await queue.next()?.wait == .seconds(3))
  }
}
