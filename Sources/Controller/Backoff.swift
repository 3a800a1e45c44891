package import Kube

/// How long a key waits after its failures: twice as long after each, up to a limit, back to nothing after a success.
package struct Backoff: Sendable {
  /// After the first failure.
  package var base: Duration
  package var limit: Duration
  private var failures: [ObjectKey: Int] = [:]

  /// With Flux's defaults.
  package init(base: Duration = .milliseconds(750), limit: Duration = .seconds(15 * 60)) {
    self.base = base
    self.limit = limit
  }

  /// Failures of `key` in a row.
  package func attempts(_ key: ObjectKey) -> Int { failures[key] ?? 0 }

  /// Counts a failure of `key` and gives the time to wait.
  package mutating func failed(_ key: ObjectKey) -> Duration {
    let count = failures[key] ?? 0
    failures[key] = count + 1
    // 2^40 times any sensible base is past any limit; further doubling would only overflow.
    return min(limit, base * (1 << min(count, 40)))
  }

  /// Forgets the failures of `key`.
  package mutating func succeeded(_ key: ObjectKey) { failures[key] = nil }
}
