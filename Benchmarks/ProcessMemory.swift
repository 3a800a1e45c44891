import FoundationEssentials
import Glibc

/// What this process holds in memory, from Linux's `/proc`.
enum ProcessMemory {
  struct Unreadable: Error, CustomStringConvertible {
    var field: String
    var description: String { "cannot read \(field) of /proc/self" }
  }

  /// Bytes resident now.
  static func resident() throws -> Int { try field("VmRSS") }

  /// The most bytes resident since ``resetPeak()``.
  static func peak() throws -> Int { try field("VmHWM") }

  static func resetPeak() throws {
    guard let file = fopen("/proc/self/clear_refs", "w") else { throw Unreadable(field: "clear_refs") }
    defer { fclose(file) }
    guard fputs("5", file) >= 0 else { throw Unreadable(field: "clear_refs") }
  }

  private static func field(_ name: String) throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    for line in status.split(separator: "\n") where line.hasPrefix(name + ":") {
      let number = line.drop { !$0.isNumber }.prefix { $0.isNumber }
      if let kibibytes = Int(number) { return kibibytes * 1024 }
    }
    throw Unreadable(field: name)
  }
}
