/// What collection may remove.
package struct GarbagePolicy: Sendable, Hashable {
  /// How long an artifact stays readable after another took its place.
  package var retention: Duration

  /// Content younger than this stays, whoever needs it: it may be about to be published.
  package static let grace: Duration = .seconds(600)

  package init(retention: Duration = .seconds(900)) { self.retention = retention }
}

/// What a collection did.
package struct GarbageReport: Sendable, Hashable {
  /// Artifacts whose retention was over.
  package var artifacts = 0
  /// Files and directories that nothing referred to.
  package var blobs = 0
  /// Bytes of their content.
  package var bytes = 0
  /// Whether it stopped because an import was running or something was published meanwhile; the next one goes on.
  package var wasInterrupted = false

  package init() {}
}
