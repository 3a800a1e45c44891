import Glibc
import Testing

/// A running `store-probe`, killed when its owner goes.
final class ProbeProcess {
  private let pid: pid_t
  private let output: Int32
  private var status: Int32?

  /// Starts the probe that was built beside the tests.
  init(_ arguments: String...) throws {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    posix_spawn_file_actions_addclose(&actions, ends[0])
    posix_spawn_file_actions_addclose(&actions, ends[1])
    let program = try Self.program()
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    defer { words.forEach { free($0) } }
    words.append(nil)
    var pid = pid_t()
    let result = posix_spawn(&pid, program, &actions, nil, words, environ)
    close(ends[1])
    try #require(result == 0, "\(program) does not start: \(String(cString: strerror(result)))")
    self.pid = pid
    output = ends[0]
  }

  deinit {
    if status == nil {
      kill(pid, SIGKILL)
      _ = wait()
    }
    close(output)
  }

  /// The test's own program stands in the folder where everything is built.
  private static func program() throws -> String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let file = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    let slash = try #require(file.lastIndex(of: "/"))
    let program = "\(file[..<slash])/store-probe"
    try #require(access(program, X_OK) == 0, "\(program) is not built")
    return program
  }

  /// The first line that it prints.
  func line() -> String {
    var text: [UInt8] = []
    var byte: UInt8 = 0
    while Glibc.read(output, &byte, 1) == 1, byte != 0x0a { text.append(byte) }
    return String(decoding: text, as: UTF8.self)
  }

  func terminate(_ signal: Int32 = SIGKILL) { kill(pid, signal) }

  /// - Returns: The exit code; 128 and the signal's number when it was killed.
  func wait() -> Int32 {
    if let status { return status }
    var raw: Int32 = 0
    while waitpid(pid, &raw, 0) < 0, errno == EINTR {}
    let result = raw & 0x7f == 0 ? (raw >> 8) & 0xff : 128 + (raw & 0x7f)
    status = result
    return result
  }
}
