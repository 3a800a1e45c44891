package import Archive

/// The most that a chart may hold. Helm's own bounds, and some for what Helm leaves open.
package enum ChartLimits {
  /// Bytes of one file.
  package static let file = 5 << 20
  /// Bytes of all files of a chart with its dependencies.
  package static let total = 100 << 20
  /// Files and folders.
  package static let entries = 50_000
  /// How deep folders may nest.
  static let folders = 64
  /// How deep charts may nest in `charts/`.
  static let charts = 32

  /// The bounds for a chart's archive.
  package static let archive = ArchiveLimits(file: file, total: total, entries: entries)
}
