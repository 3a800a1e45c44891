/// One thing that is measured by `make bench`: a file each, listed in `Suite.all`.
///
/// A benchmark measures against a peer in the same run where there is one, so that a slow machine slows both.
protocol Benchmark: Sendable {
  /// What `make bench ONLY=…` calls it; lower case, words joined by hyphens.
  var name: String { get }
  /// Measures, and gives a row for each figure.
  /// - Throws: When something needed is missing or an output is wrong; the run then fails.
  func run() async throws -> [Measurement]
}

/// One figure of a benchmark, with what it must keep.
struct Measurement: Sendable {
  /// What the figure must not cross.
  enum Budget: Sendable {
    case atMost(Double)
    case atLeast(Double)
    /// For information only.
    case none
  }

  var name: String
  var value: Double
  /// `ms`, `MiB/s`, `MiB`, `x`, `%` …
  var unit: String
  var budget: Budget
  /// What it is compared with, for the reader: "libyaml's event loop: 48.2 MiB/s".
  var comparison: String

  init(_ name: String, _ value: Double, _ unit: String, budget: Budget = .none, comparison: String = "") {
    self.name = name
    self.value = value
    self.unit = unit
    self.budget = budget
    self.comparison = comparison
  }

  var isWithinBudget: Bool {
    switch budget {
    case .atMost(let limit): value <= limit
    case .atLeast(let limit): value >= limit
    case .none: true
    }
  }
}
