/// How long to wait before a daemon that ended by itself is started again.
///
/// The first restart comes at once, so that a single crash costs next to nothing; each further one doubles the pause up
/// to 2 seconds, which costs little even for a daemon that never comes up. One that ran for 5 seconds has recovered, and
/// its next crash counts as the first again.
struct RestartBackoff: Sendable {
  private static let first: Duration = .milliseconds(100)
  private static let longest: Duration = .seconds(2)
  private static let recovered: Duration = .seconds(5)

  private var next: Duration = .zero

  /// The pause after a run of the given length.
  mutating func pause(afterRunning uptime: Duration) -> Duration {
    if uptime >= Self.recovered { next = .zero }
    let pause = next
    next = next == .zero ? Self.first : min(next * 2, Self.longest)
    return pause
  }
}
