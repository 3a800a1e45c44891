import Glibc

/// A program that ran to its end, with the memory that it took.
///
/// Linux counts for a process what its parent had when it was started, so a test's own memory would hide the program's: a
/// small interpreter starts it instead, and measures.
package struct MeasuredChild: Sendable {
  /// The exit status; negative for a signal that ended it.
  package var status: Int
  /// What it wrote to standard error.
  package var errors: String
  /// The most memory resident at once, in bytes.
  package var peakBytes: Int
  /// Time on processors.
  package var cpuSeconds: Double

  private static let script = """
    import resource, subprocess, sys
    with open(sys.argv[1], "wb") as errors:
        try:
            status = subprocess.run(sys.argv[3:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=errors,
                                    timeout=60).returncode
        except subprocess.TimeoutExpired:
            status = -9
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    with open(sys.argv[2], "w") as report:
        print(status, used.ru_maxrss, used.ru_utime + used.ru_stime, file=report)
    """

  /// Runs a program; it is killed after a minute.
  /// - Throws: ``TestFailure`` when it cannot be started.
  package static func run(_ command: [String]) throws -> MeasuredChild {
    let folder = try TemporaryFolder("martlet-measured")
    let (errors, report) = (folder.file("errors"), folder.file("report"))
    var words: [UnsafeMutablePointer<CChar>?] = (["python3", "-c", script, errors, report] + command).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var process: pid_t = 0
    guard posix_spawnp(&process, "python3", nil, nil, &words, environ) == 0 else {
      throw TestFailure("cannot start python3")
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let numbers = try Files.read(report).split(whereSeparator: \.isWhitespace)
    guard numbers.count == 3, let code = Int(numbers[0]), let kilobytes = Int(numbers[1]),
      let seconds = Double(numbers[2])
    else { throw TestFailure("\(command.first ?? "") could not be measured") }
    return MeasuredChild(
      status: code, errors: try Files.read(errors), peakBytes: kilobytes * 1024, cpuSeconds: seconds)
  }
}
