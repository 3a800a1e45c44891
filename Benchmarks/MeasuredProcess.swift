import FoundationEssentials
import Glibc

/// A child process with what it used: for comparing whole programs.
struct MeasuredProcess {
  /// From start to exit.
  var seconds: Double
  /// On processors, in the program and in the kernel for it.
  var cpuSeconds: Double
  /// The most memory resident at once.
  var peakBytes: Int
  var output: Data

  struct Failed: Error, CustomStringConvertible {
    var description: String
  }

  /// Runs a program to its end; its standard error is dropped.
  static func run(_ arguments: [String]) throws -> MeasuredProcess {
    var template = Array("/tmp/martlet-bench.XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard descriptor >= 0 else { throw Failed(description: "cannot make a temporary file") }
    defer {
      close(descriptor)
      unlink(path)
    }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, descriptor, 1)
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var words = arguments.map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    let start = ContinuousClock.now
    guard posix_spawnp(&process, arguments[0], &actions, nil, &words, environ) == 0 else {
      throw Failed(description: "cannot start \(arguments[0])")
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
    let elapsed = start.duration(to: .now) / .seconds(1)
    guard status == 0 else { throw Failed(description: "\(arguments.joined(separator: " ")) failed") }
    return MeasuredProcess(
      seconds: elapsed, cpuSeconds: seconds(usage.ru_utime) + seconds(usage.ru_stime),
      peakBytes: usage.ru_maxrss * 1024, output: try Data(contentsOf: URL(filePath: path)))
  }

  private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
}
