import TestSupport

/// What the demo prints: numbered steps, and under each what happened after how many milliseconds.
final class Timeline {
  private var step = 0
  private var start = ContinuousClock.now
  private let isTerminal: Bool

  init(isTerminal: Bool) { self.isTerminal = isTerminal }

  /// Begins a step; times count from here until ``startClock()``.
  func begin(_ title: String) {
    step += 1
    print("\n\(bold("\(step)  \(title)"))")
    start = .now
  }

  /// Sets the zero of the step's times, for steps with preparations.
  func startClock() { start = .now }

  /// One thing that happened and was verified.
  func happened(_ text: String, at moment: ContinuousClock.Instant? = nil) {
    let elapsed = start.duration(to: moment ?? .now)
    let milliseconds =
      Int((Double(elapsed.components.attoseconds) / 1e15).rounded()) + Int(elapsed.components.seconds) * 1000
    let digits = String(milliseconds)
    print("   \(String(repeating: " ", count: max(0, 6 - digits.count)))\(digits) ms  \(text)")
  }

  /// A line that needs no time.
  func note(_ text: String) { print("              \(text)") }

  private func bold(_ text: String) -> String { isTerminal ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}
