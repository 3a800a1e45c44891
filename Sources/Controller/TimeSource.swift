package import Kube

/// Where the runtime takes the time from; a test brings its own and needs no waiting.
package protocol TimeSource: Sendable {
  /// The time of day, for what people read.
  var wallClock: Timestamp { get }
  /// The time since some fixed moment; never goes back, so schedules are kept in it.
  var uptime: Duration { get }
  /// Returns when ``uptime`` has reached `deadline`.
  /// - Throws: `CancellationError` when the task is cancelled first.
  func sleep(until deadline: Duration) async throws
}

/// The clocks of the machine.
package struct SystemTime: TimeSource {
  private let start = ContinuousClock.now

  package init() {}

  package var wallClock: Timestamp { .now }
  package var uptime: Duration { start.duration(to: .now) }
  package func sleep(until deadline: Duration) async throws {
    // A schedule of minutes need not be kept to the millisecond, and a wake-up that may be shared costs less.
    let wait = deadline - uptime
    try await ContinuousClock().sleep(until: start + deadline, tolerance: min(max(wait / 100, .zero), .seconds(1)))
  }
}
