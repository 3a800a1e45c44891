import FoundationEssentials
import Glibc
import Subprocess
import Synchronization

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// `martlet up`, running until it is stopped.
package final class DaemonGroup: Sendable {
  /// The supervisor's process id.
  package let process: Int32
  private let running: Task<Void, any Error>
  private let lines: Lines

  /// Starts the daemons.
  /// - Parameter arguments: Further flags of `martlet up`.
  package init(_ binary: MartletBinary, _ arguments: [String] = []) async throws {
    let (starts, started) = AsyncStream.makeStream(of: Int32.self, bufferingPolicy: .bufferingOldest(1))
    let lines = Lines()
    var options = PlatformOptions()
    options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(20))]
    let configuration = Configuration(
      executable: .path(FilePath(binary.path)),
      arguments: Arguments(["up", "--store", binary.store] + arguments),
      platformOptions: options)
    running = Task {
      _ = try await Subprocess.run(configuration, input: .none, output: .sequence, error: .combinedWithOutput) {
        execution in
        started.yield(execution.processIdentifier.value)
        for try await line in execution.standardOutput.strings() { lines.add(line) }
      }
      started.finish()
    }
    var iterator = starts.makeAsyncIterator()
    guard let process = await iterator.next() else { throw TestFailure("martlet up did not start") }
    self.process = process
    self.lines = lines
  }

  /// What `martlet up` has printed.
  package var output: [String] { lines.all }

  /// The process ids of the running daemons, by their names.
  package func daemons() throws -> [String: Int32] {
    // Listed by the thread that started them.
    let threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")
    let children = threads.compactMap { try? Files.read("/proc/\(process)/task/\($0)/children") }
    var found: [String: Int32] = [:]
    for word in children.joined(separator: " ").split(separator: " ") {
      guard let child = Int32(word.filter(\.isNumber)), let line = try? Files.read("/proc/\(child)/cmdline") else {
        continue
      }
      let name = line.split(separator: "\0").first.map(String.init) ?? ""
      if name.hasSuffix("-controller") { found[name] = child }
    }
    return found
  }

  /// Ends the daemons as Ctrl-C does, and waits for the end.
  package func stop() async {
    kill(process, SIGTERM)
    _ = await running.result
  }
}

/// Lines of output that come in while others look.
private final class Lines: Sendable {
  private let lines = Mutex<[String]>([])

  func add(_ line: String) { lines.withLock { $0.append(line) } }
  var all: [String] { lines.withLock { $0 } }
}
