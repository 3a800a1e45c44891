import Glibc

/// What is fed with the fuzzer's inputs, chosen by `MARTLET_FUZZ_TARGET`.
enum FuzzTarget: String, CaseIterable {
  case template, chart, yaml

  func run(_ bytes: [UInt8]) {
    switch self {
    case .template: TemplateFuzz.run(bytes)
    case .chart: ChartFuzz.run(bytes)
    case .yaml: YAMLFuzz.run(bytes)
    }
  }

  static let chosen: FuzzTarget = {
    let name = getenv("MARTLET_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
      print("MARTLET_FUZZ_TARGET must be one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
      exit(2)
    }
    return target
  }()
}
