import Glibc
import TestSupport

/// What the daemons and their supervisor cost while nothing happens.
struct IdleBenchmark: Benchmark {
  let name = "idle"
  private let window: Duration = .seconds(30)

  func run() async throws -> [Measurement] {
    let bed = try await TestBed("martlet-bench")
    try await bed.sandbox.commit("First version", SampleApplication.files(image: "web:1"))
    try await bed.declare()
    try await bed.image("web:1", in: "production")
    try await bed.kustomization("production", "ready") { status, _, _ in status == "True" }
    // What follows the first reconciliations (messages, checkpoints) is over after a few seconds.
    try await Task.sleep(for: .seconds(5))
    let processes = try [bed.daemons.process] + bed.daemons.daemons().values
    let before = try processes.map(Self.ticks).reduce(0, +)
    try await Task.sleep(for: window)
    let after = try processes.map(Self.ticks).reduce(0, +)
    let memory = try processes.map(Self.proportionalKilobytes).reduce(0, +)
    try await bed.stop()
    let seconds = Double(after - before) / Double(sysconf(Int32(_SC_CLK_TCK)))
    return [
      Measurement("processes", Double(processes.count), ""),
      Measurement("CPU of one core, together", seconds / (window / .seconds(1)) * 100, "%", budget: .atMost(0.5)),
      Measurement("proportional memory, together", Double(memory) / 1024, "MiB", budget: .atMost(80)),
    ]
  }

  /// The CPU time a process has used, in clock ticks: fields 14 and 15 of its stat file.
  private static func ticks(_ process: Int32) throws -> Int {
    let text = try Files.read("/proc/\(process)/stat")
    guard let end = text.lastIndex(of: ")") else { throw TestFailure("no CPU time of process \(process)") }
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else {
      throw TestFailure("no CPU time of process \(process)")
    }
    return user + system
  }

  private static func proportionalKilobytes(_ process: Int32) throws -> Int {
    let text = try Files.read("/proc/\(process)/smaps_rollup")
    for line in text.split(separator: "\n") where line.hasPrefix("Pss:") {
      if let kilobytes = Int(line.filter(\.isNumber)) { return kilobytes }
    }
    throw TestFailure("no proportional memory of process \(process)")
  }
}
