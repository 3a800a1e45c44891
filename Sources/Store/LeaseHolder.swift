import Glibc
import Structure

/// Who holds a lease: a process of a machine, and one of the parts of it that ask.
///
/// The text names the process so exactly that another process of the same machine can see that it is dead, and need not
/// wait for its lease to expire after a `kill -9`.
package struct LeaseHolder: Sendable, Hashable, CustomStringConvertible {
  /// `HOST/SPACE/PID/START/RANDOM`: the boot of the machine and the process namespace, the process and the tick of its
  /// start, and a random part.
  package let text: String

  package var description: String { text }

  init(text: String) { self.text = text }

  /// A new identity of this process.
  package static func current() -> LeaseHolder {
    let pid = getpid()
    let start = processStart(pid) ?? "0"
    return LeaseHolder(text: "\(space)/\(pid)/\(start)/\(UniqueID.make().prefix(8))")
  }

  /// Whether the process is known to be gone. False for one of another machine, which cannot be seen from here.
  package var isKnownDead: Bool {
    let parts = text.split(separator: "/")
    guard parts.count == 5, "\(parts[0])/\(parts[1])" == Self.space, let pid = Int32(parts[2]) else { return false }
    return Self.processStart(pid).map { $0 != parts[3] } ?? (kill(pid, 0) != 0 && errno == ESRCH)
  }

  /// The boot of this machine and our process namespace: inside both, a number and a start time name one process.
  private static let space: String = {
    let boot = text(of: "/proc/sys/kernel/random/boot_id").map { String($0.prefix(36)) } ?? "unknown-\(getpid())"
    var status = stat()
    let namespace = stat("/proc/self/ns/pid", &status) == 0 ? "\(status.st_ino)" : "0"
    return "\(boot)/\(namespace)"
  }()

  /// Field 22 of `/proc/PID/stat`, counted behind the command's name, which may contain anything.
  private static func processStart(_ pid: Int32) -> String? {
    guard let line = text(of: "/proc/\(pid)/stat"), let end = line.lastIndex(of: ")") else { return nil }
    let fields = line[line.index(after: end)...].split(separator: " ")
    guard fields.count > 19, fields[0] != "Z" else { return nil }  // a zombie does nothing any more
    return String(fields[19])
  }

  private static func text(of path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return withUnsafeTemporaryAllocation(byteCount: 2048, alignment: 1) { buffer in
      let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }
  }
}
