import TestSupport

/// How long a user waits from `git push`, with `martlet reconcile source git` right after it, to the object applied.
struct PushToAppliedBenchmark: Benchmark {
  let name = "push-to-applied"
  private let rounds = 30

  func run() async throws -> [Measurement] {
    let bed = try await TestBed("martlet-bench")
    try await bed.sandbox.commit("First version", SampleApplication.files(image: "web:0"))
    try await bed.declare()
    try await bed.image("web:0", in: "production")
    var whole: [Double] = []
    var afterPush: [Double] = []
    for round in 1...rounds {
      try await bed.sandbox.commit("Round \(round)", SampleApplication.files(image: "web:\(round)"), push: false)
      let start = ContinuousClock.now
      try await bed.sandbox.push()
      let pushed = ContinuousClock.now
      try await bed.reconcileSource()
      let applied = try await bed.image("web:\(round)", in: "production")
      whole.append(Self.milliseconds(start, applied))
      afterPush.append(Self.milliseconds(pushed, applied))
    }
    try await bed.stop()
    whole.sort()
    afterPush.sort()
    return [
      Measurement("git push until applied, median", whole[rounds / 2], "ms", budget: .atMost(300)),
      Measurement("git push until applied, 90th percentile", whole[rounds * 9 / 10], "ms"),
      Measurement("of which after git push returned, median", afterPush[rounds / 2], "ms"),
    ]
  }

  private static func milliseconds(_ start: ContinuousClock.Instant, _ end: ContinuousClock.Instant) -> Double {
    start.duration(to: end) / .milliseconds(1)
  }
}
