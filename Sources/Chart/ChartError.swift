package import Structure

/// Why a chart could not be loaded, completed or rendered.
package struct ChartError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What a caller may want to tell apart.
  package enum Code: Sendable {
    /// The files are no valid chart.
    case load
    /// The values cannot be used.
    case values
    /// The values are refused by a chart's schema.
    case schema
    /// A template could not be parsed or executed.
    case template
    /// What templates gave is no manifest.
    case manifest
    /// The chart does not fit: the version of Kubernetes, a missing dependency.
    case requirement
  }

  package var code: Code
  /// The file with the mistake, as a person knows it; nil when the mistake is in no file.
  package var file: String?
  package var position: SourcePosition?
  /// What is wrong, what was expected and what to do. May have several lines.
  package var message: String

  package init(_ code: Code, file: String? = nil, position: SourcePosition? = nil, _ message: String) {
    self.code = code
    self.file = file
    self.position = position
    self.message = message
  }

  /// `FILE:LINE:COLUMN: message`.
  package var description: String {
    guard let file else { return message }
    return "\(file)\(position.map { ":\($0)" } ?? ""): \(message)"
  }
}
