import Glibc
import Synchronization

/// Where log lines go: each is written whole, so that lines of different tasks don't mix.
package final class LogOutput: Sendable {
  private let lock = Mutex(())
  private let sink: @Sendable (String) -> Void

  package init(_ sink: @escaping @Sendable (String) -> Void) { self.sink = sink }

  package static let standardError = LogOutput { text in
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if errno != EINTR {
        return  // nobody reads any more; there is no place to say so
      }
    }
  }

  package func write(_ line: String) { lock.withLock { _ in sink(line) } }
}
