import Glibc

/// A file that the command line names, or standard input.
enum InputFile {
  /// - Parameters:
  ///   - path: `-` for standard input.
  ///   - limit: The most bytes that are read.
  /// - Throws: ``CommandFailure`` that names the file.
  static func read(_ path: String, limit: Int = 128 << 20) throws(CommandFailure) -> [UInt8] {
    if path == "-" { return try read(STDIN_FILENO, "standard input", limit) }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path) }
    defer { close(descriptor) }
    return try read(descriptor, path, limit)
  }

  /// Whether a path leads to a folder; nil when nothing stands there.
  static func isFolder(_ path: String) -> Bool? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  private static func read(_ descriptor: Int32, _ name: String, _ limit: Int) throws(CommandFailure) -> [UInt8] {
    var status = stat()
    let expected = fstat(descriptor, &status) == 0 ? min(Int(status.st_size), limit) : 0
    var bytes: [UInt8] = []
    bytes.reserveCapacity(expected)
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { return bytes }
      guard count > 0 else {
        if errno == EINTR { continue }
        throw unreadable(name)
      }
      bytes += buffer[..<count]
      guard bytes.count <= limit else {
        throw CommandFailure(.failed, "\(name): is larger than \(limit >> 20) MiB")
      }
    }
  }

  private static func unreadable(_ path: String) -> CommandFailure {
    CommandFailure(.usage, "\(path): \(String(cString: strerror(errno)))")
  }
}
