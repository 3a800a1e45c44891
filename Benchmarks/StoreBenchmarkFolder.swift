import FoundationEssentials
import Glibc

/// A folder for a store that goes with its owner, and what the benchmarks of the store share.
final class StoreBenchmarkFolder: Sendable {
  let path: String
  var store: String { "\(path)/store.db" }

  struct Failure: Error, CustomStringConvertible { let description: String }

  init() throws {
    var template = Array("/tmp/martlet-bench-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure(description: "cannot make a folder below /tmp") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The program that was built beside this one.
  static var probe: String {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let file = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    return file.lastIndex(of: "/").map { "\(file[..<$0])/store-probe" } ?? "store-probe"
  }

  /// The machine's monotonic clock, which all processes share.
  static func nanoseconds() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// The size of a file in bytes; 0 when there is none.
  static func size(of path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }
}
