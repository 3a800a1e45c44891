import FoundationEssentials
import Glibc

/// A folder below the system's temporary one that goes when its owner goes.
package final class TemporaryFolder: Sendable {
  /// The absolute path, without a trailing slash.
  package let path: String

  /// - Throws: ``TestFailure`` when the folder cannot be made.
  package init(_ name: String = "martlet") throws {
    var template = Array("/tmp/\(name)-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw TestFailure("cannot make a folder below /tmp (errno \(errno))") }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The absolute path of something in the folder.
  package func file(_ name: String) -> String { "\(path)/\(name)" }
}

/// A test's or the demo's own failure, in words.
package struct TestFailure: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
