import Glibc

/// Where commands write: the terminal, or a test's buffers.
///
/// A task-local value, so that a command that ArgumentParser has built finds it, and tests run side by side.
package struct CommandOutput: Sendable {
  /// Results: what a script reads.
  package var standard: @Sendable ([UInt8]) -> Void
  /// Progress and errors: what a person reads.
  package var errors: @Sendable ([UInt8]) -> Void
  /// Whether results go to a terminal.
  package var isTerminal: Bool

  package init(
    standard: @escaping @Sendable ([UInt8]) -> Void, errors: @escaping @Sendable ([UInt8]) -> Void,
    isTerminal: Bool = false
  ) {
    self.standard = standard
    self.errors = errors
    self.isTerminal = isTerminal
  }

  /// The process's own streams, written through at once.
  package static let process = CommandOutput(
    standard: { writeAll($0, to: STDOUT_FILENO) }, errors: { writeAll($0, to: STDERR_FILENO) },
    isTerminal: isatty(STDOUT_FILENO) == 1)

  @TaskLocal package static var current = CommandOutput.process

  /// A line of a result.
  package func line(_ text: String) { standard(Array("\(text)\n".utf8)) }
  /// Text of a result as it is.
  package func text(_ text: String) { standard(Array(text.utf8)) }
  /// A line of progress: `► annotating …`, as Flux marks them.
  package func progress(_ mark: Mark, _ text: String) { errors(Array("\(mark.rawValue) \(text)\n".utf8)) }
  /// A line that names a mistake.
  package func error(_ text: String) { errors(Array("\(text)\n".utf8)) }

  package enum Mark: String, Sendable {
    case action = "►"
    case success = "✔"
    case failure = "✗"
    case waiting = "◎"
  }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count > 0 {
        written += count
      } else if errno != EINTR {
        return  // a closed pipe: nobody reads any more
      }
    }
  }
}
