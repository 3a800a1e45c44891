package import Template

/// What a chart is rendered for: the release, and the cluster as it is said to be.
package struct ReleaseOptions: Sendable {
  /// The release's name.
  package var name: String
  package var namespace: String
  /// The revision that the release will have, from 1.
  package var revision = 1
  /// Whether the release exists already.
  package var isUpgrade = false
  /// The version of Kubernetes; nil for the one that Helm 4.2 assumes.
  package var kubeVersion: String?
  /// Group versions (`apps/v1`) or kinds (`apps/v1/Deployment`) on top of those that Helm knows.
  package var apiVersions: [String] = []
  /// Whether only ``apiVersions`` are there, as a cluster that was asked has told.
  package var apiVersionsAreComplete = false
  /// Whether values are checked against `values.schema.json`.
  package var validatesSchema = true
  /// Whether the process ends once the chart is rendered: what was made on the way is then not given back piece by
  /// piece, which would only take time.
  package var isLastWork = false
  /// How templates are executed: the clock, `lookup`, bounds.
  package var execution: ExecutionOptions

  package init(name: String, namespace: String) {
    self.name = name
    self.namespace = namespace
    execution = ExecutionOptions(missingKey: .zero)
  }
}
