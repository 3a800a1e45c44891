/// Every benchmark, in the order in which they run: charts first, since they measure the memory of children, which must
/// not be smaller than this process.
enum Suite {
  static let all: [any Benchmark] = [
    ChartBenchmark(), YAMLBenchmark(), OverlayBenchmark(), StoreWakeupBenchmark(), StoreImportBenchmark(),
    StoreWriteBenchmark(), PushToAppliedBenchmark(), IdleBenchmark(),
  ]
}
