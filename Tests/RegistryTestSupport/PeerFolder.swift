import GitTestSupport
import Glibc

/// A folder below the system's temporary one for a peer's files; it goes with its owner.
package final class PeerFolder: Sendable {
  package let path: String

  package init() throws {
    var template = Array("/tmp/martlet-registry-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw PeerError("cannot make a folder below /tmp") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { _ = try? ChildProcess(["rm", "-rf", path]).finish() }

  package func write(_ name: String, _ text: String) throws {
    guard let file = fopen("\(path)/\(name)", "w") else { throw PeerError("cannot write \(name)") }
    fputs(text, file)
    fclose(file)
  }

  /// The bytes of any file.
  package static func read(_ path: String) throws -> [UInt8] {
    guard let file = fopen(path, "r") else { throw PeerError("cannot read \(path)") }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return bytes
  }
}
