/// When a receiver that did not take a message is tried again.
package struct RetrySchedule: Sendable {
  /// The pause after the first failure, and the longest one. The latter is how late a receiver that comes back is
  /// noticed; only its oldest message is tried, so a short one costs little.
  package var first: Duration
  package var longest: Duration
  /// How long a notification is worth trying; it is given up, loudly, when it has waited longer.
  package var expiry: Duration
  package init(
    first: Duration = .seconds(1), longest: Duration = .seconds(30), expiry: Duration = .seconds(24 * 3600)
  ) {
    self.first = first
    self.longest = longest
    self.expiry = expiry
  }

  /// For a message that a receiver calls malformed: there is little hope, and others go past it.
  package var forRefused: RetrySchedule {
    RetrySchedule(first: first * 30, longest: longest * 120, expiry: expiry)
  }

  /// The pause after a failed attempt: doubled each time up to ``longest``, and never shorter than the receiver asked.
  /// - Parameters:
  ///   - attempts: How many have failed in a row, this one included.
  ///   - jitter: 0 up to 1; spreads receivers that failed together over a fifth of the pause.
  package func pause(after attempts: Int, retryAfter: Duration?, jitter: Double) -> Duration {
    var pause = first
    for _ in 1..<max(1, min(attempts, 32)) where pause < longest { pause = pause * 2 }
    pause = min(pause, longest) * (0.9 + 0.2 * jitter)
    return max(pause, retryAfter ?? .zero)
  }
}
