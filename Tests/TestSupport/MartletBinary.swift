import Glibc

/// The `martlet` command line, used as a person uses it, on a store of its own.
package struct MartletBinary: Sendable {
  /// The multi-call binary.
  package let path: String
  /// The store file that every command works on.
  package let store: String

  package init(path: String, store: String) {
    self.path = path
    self.store = store
  }

  /// The binary that the running test bundle or tool was built beside.
  /// - Throws: ``TestFailure`` when there is none.
  package static func beside(store: String) throws -> MartletBinary {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    var candidates = [CommandLine.arguments.first ?? ""]
    if count > 0 { candidates.append(String(decoding: buffer.prefix(count), as: UTF8.self)) }
    candidates += CommandLine.arguments.filter { $0.hasSuffix(".xctest") }
    for candidate in candidates {
      guard let slash = candidate.lastIndex(of: "/") else { continue }
      let path = "\(candidate[..<slash])/martlet"
      if Files.exists(path) { return MartletBinary(path: path, store: store) }
    }
    throw TestFailure("there is no martlet beside \(candidates.joined(separator: ", "))")
  }

  /// Runs a command that must succeed, and gives what it printed.
  @discardableResult
  package func run(_ arguments: String...) async throws -> String {
    let outcome = try await attempt(arguments)
    guard outcome.status == 0 else {
      throw TestFailure(
        "martlet \(arguments.joined(separator: " ")): status \(outcome.status): \(outcome.errors)\(outcome.output)")
    }
    return outcome.output
  }

  /// Runs a command, whatever its end.
  package func attempt(_ arguments: [String]) async throws -> Shell.Outcome {
    try await Shell.attempt([path] + arguments, environment: ["MARTLET_STORE": store])
  }
}
