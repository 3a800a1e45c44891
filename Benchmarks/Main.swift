import ArgumentParser

/// `martlet-bench`: measures the hot paths and fails when one is over its budget.
@main
struct Main: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "martlet-bench", abstract: "Measure the hot paths against their budgets and their peers.")

  @Argument(help: "Only the benchmarks whose name contains one of these words.")
  var only: [String] = []

  func run() async throws {
    var missed = 0
    for benchmark in Suite.all where only.isEmpty || only.contains(where: benchmark.name.contains) {
      print("\(benchmark.name)")
      for measurement in try await benchmark.run() {
        print("  " + Report.line(measurement))
        if !measurement.isWithinBudget { missed += 1 }
      }
    }
    guard missed == 0 else {
      print("\(missed) figures are over their budget")
      throw ExitCode.failure
    }
  }
}
