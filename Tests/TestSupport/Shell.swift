import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Runs a program to its end.
package enum Shell {
  /// What a program printed and how it ended.
  package struct Outcome: Sendable {
    package let output: String
    package let errors: String
    /// The exit code; 128 and the signal's number when it was killed.
    package let status: Int32
  }

  /// Runs a program found on the PATH or by its path.
  package static func attempt(
    _ command: [String], in folder: String? = nil, environment: [String: String] = [:]
  ) async throws -> Outcome {
    guard let program = command.first else { throw TestFailure("no command") }
    var variables = Environment.inherit
    variables = variables.updating(
      Dictionary(uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0.key), Optional($0.value)) })
    )
    let result = try await Subprocess.run(
      program.contains("/") ? .path(FilePath(program)) : .name(program),
      arguments: Arguments(Array(command.dropFirst())),
      environment: variables,
      workingDirectory: folder.map { FilePath($0) },
      output: .string(limit: 64 << 20),
      error: .string(limit: 1 << 20))
    let status: Int32 =
      switch result.terminationStatus {
      case .exited(let code): code
      case .signaled(let signal): 128 + signal
      }
    return Outcome(output: result.standardOutput, errors: result.standardError, status: status)
  }

  /// Runs a program that must succeed, and gives what it printed.
  /// - Throws: ``TestFailure`` with the program's errors when its status is not 0.
  @discardableResult
  package static func run(
    _ command: String..., in folder: String? = nil, environment: [String: String] = [:]
  ) async throws -> String {
    let outcome = try await attempt(command, in: folder, environment: environment)
    guard outcome.status == 0 else {
      throw TestFailure(
        "\(command.joined(separator: " ")): status \(outcome.status): \(outcome.errors)\(outcome.output)")
    }
    return outcome.output
  }
}
