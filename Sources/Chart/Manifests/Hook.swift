/// A manifest that is run at a point of a release's life instead of being part of the release.
package struct Hook: Sendable {
  /// When a hook runs.
  package enum Event: String, Sendable, CaseIterable {
    case preInstall = "pre-install"
    case postInstall = "post-install"
    case preDelete = "pre-delete"
    case postDelete = "post-delete"
    case preUpgrade = "pre-upgrade"
    case postUpgrade = "post-upgrade"
    case preRollback = "pre-rollback"
    case postRollback = "post-rollback"
    case test
  }

  package var manifest: Manifest
  /// The object's name.
  package var name: String
  package var events: [Event]
  /// Hooks with a lower weight run first.
  package var weight: Int
  /// `before-hook-creation`, `hook-succeeded`, `hook-failed`; empty for the default, `before-hook-creation`.
  package var deletePolicies: [String]
  /// When logs are shown: `hook-succeeded`, `hook-failed`.
  package var outputLogPolicies: [String]

  private static let annotation = "helm.sh/hook"

  /// What a manifest's annotations make of it.
  enum Reading {
    case noHook
    case hook(Hook)
    /// An event that nobody knows: Helm drops such manifests.
    case unknown(String)
  }

  static func read(_ manifest: Manifest, _ head: ManifestHead) -> Reading {
    guard let types = head.annotations[annotation] else { return .noHook }
    var events: [Event] = []
    for word in words(types) {
      // Helm 2 had this one.
      guard let event = word == "test-success" ? .test : Event(rawValue: word) else { return .unknown(word) }
      events.append(event)
    }
    return .hook(
      Hook(
        manifest: manifest, name: head.name, events: events,
        weight: head.annotations["helm.sh/hook-weight"].flatMap { Int($0) } ?? 0,
        deletePolicies: head.annotations["helm.sh/hook-delete-policy"].map(words) ?? [],
        outputLogPolicies: head.annotations["helm.sh/hook-output-log-policy"].map(words) ?? []))
  }

  private static func words(_ list: String) -> [String] {
    list.split(separator: ",", omittingEmptySubsequences: false).map { String($0).trimmed.lowercased() }
  }
}
