import Controller
import Kube
import Testing

@Suite("Backoff and jitter")
struct BackoffTests {
  private let key = ObjectKey(group: "g", kind: "K", namespace: "n", name: "a")
  private let other = ObjectKey(group: "g", kind: "K", namespace: "n", name: "b")

  @Test("doubles from 750 ms to 15 minutes")
  func doubling() {
    var backoff = Backoff()
    let waits = (0..<12).map { _ in backoff.failed(key) }
    #expect(waits.prefix(4) == [.milliseconds(750), .milliseconds(1500), .seconds(3), .seconds(6)])
    #expect(waits[10] == .seconds(768))
    #expect(waits[11] == .seconds(900))
    #expect((0..<100).map { _ in backoff.failed(key) }.last == .seconds(900))
  }

  @Test("starts over after a success, and counts each key by itself")
  func reset() {
    var backoff = Backoff()
    _ = backoff.failed(key)
    _ = backoff.failed(key)
    #expect(backoff.attempts(key) == 2)
    #expect(backoff.failed(other) == .milliseconds(750))
    backoff.succeeded(key)
    #expect(backoff.attempts(key) == 0)
    #expect(backoff.failed(key) == .milliseconds(750))
  }

  /// A sequence of numbers that is the same in every run.
  private struct Steps: RandomNumberGenerator, Sendable {
    var state: UInt64 = 42
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state
    }
  }

  @Test("spreads an interval by 5 % to both sides")
  func jitter() {
    let jitter = Jitter(random: Steps())
    let intervals = (0..<1000).map { _ in jitter.around(.seconds(600)) }
    #expect(intervals.allSatisfy { $0 >= .seconds(570) && $0 <= .seconds(630) })
    #expect(intervals.contains { $0 < .seconds(575) })
    #expect(intervals.contains { $0 > .seconds(625) })
  }

  @Test("gives the same spread for the same random source")
  func determinism() {
    let (left, right) = (Jitter(random: Steps()), Jitter(random: Steps()))
    #expect((0..<5).map { _ in left.around(.seconds(60)) } == (0..<5).map { _ in right.around(.seconds(60)) })
  }
}
