import Controller
import Logging
import ServiceLifecycle
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Runs the daemons as child processes, starts again those that end, and stops them all with itself.
struct Supervisor: Service {
  /// The multi-call binary; each child is started under its daemon's name.
  let executable: String
  let components: [Component]
  /// The flags each child gets.
  let arguments: @Sendable (Component) -> [String]
  /// How long a child may take to finish its work after SIGTERM before it is killed.
  let gracePeriod: Duration
  let console: Console

  func run() async throws {
    await cancelWhenGracefulShutdown {
      await withTaskGroup(of: Void.self) { group in
        for component in components {
          group.addTask { await keepRunning(component) }
        }
      }
    }
  }

  private func keepRunning(_ component: Component) async {
    var backoff = RestartBackoff()
    while !Task.isCancelled {
      let started = ContinuousClock.now
      let end = await runOnce(component)
      if Task.isCancelled { return }
      let pause = backoff.pause(afterRunning: started.duration(to: .now))
      await console.problem("\(component.executable) \(end); starting it again\(pause == .zero ? "" : " in \(pause)")")
      try? await Task.sleep(for: pause)
    }
  }

  /// Runs a daemon until it ends, and says how it ended.
  private func runOnce(_ component: Component) async -> String {
    var options = PlatformOptions()
    // A group of its own: Ctrl-C in the terminal reaches the supervisor alone, which then stops the children in order.
    options.processGroupID = 0
    options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: gracePeriod)]
    let configuration = Configuration(
      executable: .path(FilePath(executable)),
      arguments: Arguments(executablePathOverride: component.executable, remainingValues: arguments(component)),
      environment: .inherit.updating([Environment.Key(stringLiteral: Supervision.variable): "1"]),
      platformOptions: options)
    do {
      // The child's standard input is a pipe whose other end only this process holds: when the supervisor is killed,
      // the child reads the end of it and stops too.
      let result = try await Subprocess.run(
        configuration, input: .inputWriter, output: .discarded, error: .sequence
      ) { execution in
        for try await line in execution.standardError.strings(bufferingPolicy: .unbounded) {
          await console.log(line, from: component)
        }
      }
      return "ended (\(result.terminationStatus))"
    } catch {
      return "could not be run: \(error)"
    }
  }
}
