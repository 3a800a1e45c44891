import Synchronization

/// Spreads intervals, so that objects that were declared together are not all looked at in the same moment for ever.
package final class Jitter: Sendable {
  private struct State {
    var random: any RandomNumberGenerator & Sendable
  }

  /// The most that an interval is made longer or shorter, as a part of it.
  package let fraction: Double
  private let state: Mutex<State>

  /// - Parameter fraction: Flux's default is 5 %.
  package init(fraction: Double = 0.05, random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator()) {
    self.fraction = fraction
    state = Mutex(State(random: random))
  }

  /// A duration between `1 - fraction` and `1 + fraction` times `interval`.
  package func around(_ interval: Duration) -> Duration {
    let position = state.withLock { Double.random(in: -1...1, using: &$0.random) }
    return interval * (1 + fraction * position)
  }
}
