/// Every benchmark, in the order in which they run.
enum Suite {
  static let all: [any Benchmark] = [
    YAMLBenchmark(), OverlayBenchmark(), ChartBenchmark(), StoreWakeupBenchmark(), StoreImportBenchmark(),
    StoreWriteBenchmark(), PushToAppliedBenchmark(), IdleBenchmark(),
  ]
}
