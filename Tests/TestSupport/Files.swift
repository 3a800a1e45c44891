import Glibc

/// Small files, for fixtures and repositories.
package enum Files {
  /// Writes a file, making the folders on the way.
  /// - Throws: ``TestFailure`` with the path and errno.
  package static func write(_ text: String, to path: String) throws { try write(Array(text.utf8), to: path) }

  /// Writes a file, making the folders on the way.
  /// - Throws: ``TestFailure`` with the path and errno.
  package static func write(_ bytes: [UInt8], to path: String) throws {
    if let slash = path.lastIndex(of: "/") { try makeFolder(String(path[..<slash])) }
    guard let file = fopen(path, "w") else { throw TestFailure("cannot write \(path) (errno \(errno))") }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw TestFailure("cannot write \(path)") }
  }

  /// Reads a file as text; also one of /proc, whose size is not known before.
  /// - Throws: ``TestFailure`` with the path and errno.
  package static func read(_ path: String) throws -> String {
    guard let file = fopen(path, "r") else { throw TestFailure("cannot read \(path) (errno \(errno))") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = fread(&chunk, 1, chunk.count, file)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(contentsOf: chunk.prefix(count))
    }
  }

  /// Makes a folder and those above it.
  package static func makeFolder(_ path: String) throws {
    var partial = path.hasPrefix("/") ? "" : "."
    for name in path.split(separator: "/") {
      partial += "/\(name)"
      guard mkdir(partial, 0o755) == 0 || errno == EEXIST else {
        throw TestFailure("cannot make \(partial) (errno \(errno))")
      }
    }
  }

  package static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
