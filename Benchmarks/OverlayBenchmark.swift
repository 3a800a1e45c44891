import FoundationEssentials
import TestSupport

/// `martlet build kustomization` beside `kubectl kustomize`, as whole processes in the same run, outputs compared.
///
/// 4,000 objects take kubectl more than two minutes, so they are built only with `MARTLET_BENCH_LONG` set.
struct OverlayBenchmark: Benchmark {
  let name = "overlay"

  private struct Size {
    var objects: Int
    var rounds: Int
    /// How many times faster than kubectl at least.
    var ratio: Double?
  }

  func run() async throws -> [Measurement] {
    var sizes = [
      Size(objects: 12, rounds: 15, ratio: 5), Size(objects: 100, rounds: 5),
      Size(objects: 1000, rounds: 3, ratio: 100),
    ]
    if ProcessInfo.processInfo.environment["MARTLET_BENCH_LONG"] != nil {
      sizes.append(Size(objects: 4000, rounds: 1, ratio: 500))
    }
    var rows: [Measurement] = []
    for size in sizes { rows += try measure(size) }
    return rows
  }

  private func measure(_ size: Size) throws -> [Measurement] {
    let folder = "/tmp/martlet-bench-overlay-\(ProcessInfo.processInfo.processIdentifier)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let directory = try OverlayShape.write(objects: size.objects, to: folder)
    let binary = try MartletBinary.beside(store: "").path
    var ours: [MeasuredProcess] = []
    var theirs: [MeasuredProcess] = []
    for _ in 0..<size.rounds {
      // Ours is short: the best of ten beside each of theirs keeps the machine's noise out.
      for _ in 0..<10 { ours.append(try MeasuredProcess.run([binary, "build", "kustomization", directory])) }
      theirs.append(try MeasuredProcess.run(["kubectl", "kustomize", directory]))
    }
    guard let mine = ours.first, let other = theirs.first, mine.output == other.output else {
      throw MeasuredProcess.Failed(description: "the outputs for \(size.objects) objects differ")
    }
    let (time, peer) = (ours.map(\.seconds).min() ?? 0, theirs.map(\.seconds).min() ?? 0)
    let (memory, peerMemory) = (ours.map(\.peakBytes).max() ?? 0, theirs.map(\.peakBytes).max() ?? 0)
    let label = "\(size.objects) objects"
    return [
      Measurement(
        "\(label): time", time * 1000, "ms", comparison: "kubectl: \(Report.number(peer * 1000)) ms"),
      Measurement(
        "\(label): times faster than kubectl", peer / time, "x", budget: size.ratio.map { .atLeast($0) } ?? .none),
      Measurement(
        "\(label): peak memory", Double(memory) / 1_048_576, "MiB", budget: .atMost(Double(peerMemory) / 1_048_576),
        comparison: "kubectl: \(Report.number(Double(peerMemory) / 1_048_576)) MiB"),
    ]
  }
}
