import Glibc
package import Logging
import ServiceLifecycle
import Synchronization

/// How a daemon notices that the supervisor that started it is gone, so that none is left behind alone.
package enum Supervision {
  /// Set in the environment of a supervised daemon. Its standard input is a pipe that only the supervisor holds.
  package static let variable = "MARTLET_SUPERVISED"

  /// Whether this process was started by a supervisor.
  package static var isActive: Bool { getenv(variable) != nil }

  /// Asks this process to shut down gracefully when `input` comes to its end.
  ///
  /// A thread of its own blocks in `read`; it costs nothing while it waits and ends with the process.
  package static func followSupervisor(input: Int32 = STDIN_FILENO, log: Logger) {
    let watch = Unmanaged.passRetained(SupervisorWatch(input: input, log: log))
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<SupervisorWatch>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, watch.toOpaque())
    if failure == 0 {
      pthread_detach(thread)
    } else {
      watch.release()
      log.warning(
        "the supervisor cannot be followed", metadata: [LogField.error: "\(String(cString: strerror(failure)))"])
    }
  }
}

private final class SupervisorWatch: Sendable {
  private let input: Int32
  private let log: Logger

  init(input: Int32, log: Logger) {
    self.input = input
    self.log = log
  }

  func run() {
    var byte: UInt8 = 0
    while true {
      let count = read(input, &byte, 1)
      if count > 0 || (count < 0 && errno == EINTR) { continue }
      break
    }
    log.notice("the supervisor is gone; shutting down")
    kill(getpid(), SIGTERM)
  }
}
