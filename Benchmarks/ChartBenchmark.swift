import Chart
import FoundationEssentials
import Structure
import TestSupport

/// The five largest charts of the corpus beside Helm's SDK for Python, in process and as whole processes in the same
/// run, outputs compared.
struct ChartBenchmark: Benchmark {
  let name = "chart"

  private static let python = ".build/python/bin/python"
  private static let peer = "scripts/helm-render.py"
  private static let rounds = 5

  private struct Difference: Error, CustomStringConvertible {
    var description: String
  }

  func run() async throws -> [Measurement] {
    guard ChartCase.corpusExists else {
      print("  nothing to measure: there is no corpus at \(ChartCase.corpus)")
      return []
    }
    guard FileManager.default.isExecutableFile(atPath: Self.python) else {
      throw MeasuredProcess.Failed(description: "there is no \(Self.python): run make deps-bench")
    }
    let charts = try ChartCase.largest(5)
    // Processes come first: to Linux, a child's peak begins with what its parent holds when it is started, and rendering
    // here makes this one larger.
    let processes = try charts.map { try runs($0) }
    return try zip(charts, processes).flatMap { chart, runs in try inProcess(chart) + compared(chart, runs) }
  }

  // MARK: In process

  /// Rendering a loaded chart, against `Chart.render` of the SDK.
  private func inProcess(_ chart: ChartCase) throws -> [Measurement] {
    let loaded = try Self.load(chart.chart)
    let values = try UserValues(
      files: chart.values.map { ChartFile(path: $0, content: try Self.bytes(of: $0)) })
    let options = ReleaseOptions(name: "demo", namespace: "ns")
    var ours = Double.infinity
    var theirs = Double.infinity
    // By turns, so that what disturbs the machine disturbs both; the best of each counts.
    for _ in 0..<Self.rounds {
      for _ in 0..<4 {
        let start = ContinuousClock.now
        let rendered = try ChartRenderer.render(loaded, values: values, options: options)
        ours = min(ours, start.duration(to: .now) / .seconds(1))
        guard !rendered.files.isEmpty else { throw Difference(description: "\(chart.name): nothing was rendered") }
      }
      let answer = try MeasuredProcess.run([Self.python, Self.peer, "--repeat", "4", chart.chart] + chart.values)
      guard case .double(let seconds)? = try JSON.parse([UInt8](answer.output))["seconds"] else {
        throw Difference(description: "\(Self.peer) did not say how long it took")
      }
      theirs = min(theirs, seconds)
    }
    return [
      Measurement(
        "\(chart.name): render", ours * 1000, "ms", comparison: "Helm: \(Report.number(theirs * 1000)) ms"),
      Measurement("\(chart.name): times faster in process", theirs / ours, "x", budget: .atLeast(2)),
    ]
  }

  private static func load(_ path: String) throws -> Chart {
    path.hasSuffix(".tgz")
      ? try ChartLoader.load(archive: bytes(of: path), name: path)
      : try ChartLoader.load(tree: DirectoryFileTree(root: path), name: path)
  }

  private static func bytes(of path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path))) }

  // MARK: Whole processes

  private struct Runs {
    var ours: [MeasuredProcess] = []
    var theirs: [MeasuredProcess] = []

    /// Keeps the first output only: this process has to stay small.
    mutating func add(_ run: MeasuredProcess, to side: WritableKeyPath<Runs, [MeasuredProcess]>) {
      var run = run
      if !self[keyPath: side].isEmpty { run.output = Data() }
      self[keyPath: side].append(run)
    }
  }

  /// Runs of `martlet build chart`, and of a Python process that imports the SDK, loads and renders the same.
  private func runs(_ chart: ChartCase) throws -> Runs {
    let binary = try MartletBinary.beside(store: "").path
    let command =
      [binary, "build", "chart", chart.chart, "--name", "demo", "--namespace", "ns", "--output", "json"]
      + chart.values.flatMap { ["--values", $0] }
    var runs = Runs()
    for _ in 0..<Self.rounds {
      // Ours is short: the best of three beside each of theirs keeps the machine's noise out.
      for _ in 0..<3 { runs.add(try MeasuredProcess.run(command), to: \.ours) }
      runs.add(try MeasuredProcess.run([Self.python, Self.peer, chart.chart] + chart.values), to: \.theirs)
    }
    return runs
  }

  private func compared(_ chart: ChartCase, _ runs: Runs) throws -> [Measurement] {
    if let mine = runs.ours.first, let other = runs.theirs.first { try compare(mine.output, other.output, chart) }
    let (time, peer) = (runs.ours.map(\.seconds).min() ?? 0, runs.theirs.map(\.seconds).min() ?? 0)
    let memory = Double(runs.ours.map(\.peakBytes).max() ?? 0) / 1_048_576
    let peerMemory = Double(runs.theirs.map(\.peakBytes).min() ?? 0) / 1_048_576
    return [
      Measurement(
        "\(chart.name): whole process", time * 1000, "ms",
        comparison: "Python with the SDK: \(Report.number(peer * 1000)) ms"),
      Measurement("\(chart.name): times faster as a process", peer / time, "x", budget: .atLeast(5)),
      Measurement(
        "\(chart.name): peak memory", memory, "MiB", budget: .atMost(peerMemory / 2),
        comparison: "Python with the SDK: \(Report.number(peerMemory)) MiB"),
    ]
  }

  /// - Throws: The first template whose texts differ.
  private func compare(_ mine: Data, _ other: Data, _ chart: ChartCase) throws {
    let mine = chart.comparable(try Self.texts(mine))
    let other = chart.comparable(try Self.texts(other))
    guard mine != other else { return }
    let names = Set(mine.keys).union(other.keys).sorted().filter { mine[$0] != other[$0] }
    throw Difference(description: "\(chart.name): \(names.count) templates differ from Helm's, first \(names[0])")
  }

  private static func texts(_ output: Data) throws -> [String: Value] {
    guard case .object(let files) = try JSON.parse([UInt8](output)) else { return [:] }
    return Dictionary(uniqueKeysWithValues: files.map { ($0.key, $0.value) })
  }
}
