package import Structure

/// One remark of the linter.
package struct LintFinding: Sendable, Hashable, CustomStringConvertible {
  package enum Severity: String, Sendable, Comparable {
    case info = "INFO"
    case warning = "WARNING"
    case error = "ERROR"

    private var rank: Int {
      switch self {
      case .info: 0
      case .warning: 1
      case .error: 2
      }
    }

    package static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
  }

  package var severity: Severity
  /// Relative to the chart; nil when the remark is about the whole chart.
  package var file: String?
  package var position: SourcePosition?
  package var message: String

  /// `[ERROR] FILE:LINE:COLUMN: message`.
  package var description: String {
    let place = file.map { $0 + (position.map { ":\($0)" } ?? "") + ": " } ?? ""
    return "[\(severity.rawValue)] \(place)\(message)"
  }
}
