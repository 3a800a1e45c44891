package import Glibc
import Synchronization

/// A process that a test starts, with its output in hand; it ends with its owner.
package final class ChildProcess: Sendable {
  package let identifier: pid_t
  private let output: Int32

  /// - Throws: ``PeerError`` when the program cannot be started.
  package init(_ command: [String], environment: [String: String] = [:]) throws {
    // One at a time: a child that inherits the pipe of another would keep it open for as long as it lives.
    (identifier, output) = try Self.starting.withLock { _ in try Self.start(command, environment) }
  }

  private static let starting = Mutex(())

  private static func start(_ command: [String], _ environment: [String: String]) throws -> (pid_t, Int32) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw PeerError("no pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addclose(&actions, ends[1])
    defer {
      posix_spawn_file_actions_destroy(&actions)
      close(ends[1])
    }
    var variables = environment
    for name in ["PATH", "HOME"] where variables[name] == nil {
      variables[name] = getenv(name).map { String(cString: $0) }
    }
    let arguments = command.map { strdup($0) } + [nil]
    let settings = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in arguments + settings { free(text) } }
    var child = pid_t()
    let result = posix_spawnp(&child, command[0], &actions, nil, arguments, settings)
    guard result == 0 else { throw PeerError("cannot start \(command[0]): \(String(cString: strerror(result)))") }
    return (child, ends[0])
  }

  deinit {
    kill(identifier, SIGKILL)
    var status: Int32 = 0
    waitpid(identifier, &status, 0)
    close(output)
  }

  /// The next line of its standard output; what there is at its end.
  package func readLine() -> String {
    var line: [UInt8] = []
    var byte = UInt8(0)
    while read(output, &byte, 1) == 1, byte != 10 { line.append(byte) }
    return String(decoding: line, as: UTF8.self)
  }

  /// All output until the process ends, and how it ended.
  package func finish() -> (status: Int32, output: String) {
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = read(output, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
    var info = siginfo_t()
    // Leaves the process to be waited for by deinit, so that its id stays ours.
    waitid(P_PID, id_t(identifier), &info, WEXITED | WNOWAIT)
    return (info._sifields._sigchld.si_status, String(decoding: bytes, as: UTF8.self))
  }

  /// Runs a program to its end and gives what it printed.
  /// - Throws: ``PeerError`` when it fails.
  @discardableResult
  package static func run(
    _ command: [String], environment: [String: String] = [:]
  ) async throws -> String {
    let (status, output) = try await Peers.blocking { try ChildProcess(command, environment: environment).finish() }
    guard status == 0 else { throw PeerError("\(command.joined(separator: " ")) ended with \(status): \(output)") }
    return output
  }
}

/// A peer of a test that does not do what the test needs.
package struct PeerError: Error, CustomStringConvertible {
  package let description: String
  package init(_ description: String) { self.description = description }
}
