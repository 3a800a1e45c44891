/// `.Capabilities`: what the target cluster is said to be able to do.
package final class GoCapabilities: GoObject {
  package let kubeVersion: GoKubeVersion
  package let apiVersions: GoVersionSet

  /// - Parameter apiVersions: Group versions (`apps/v1`), and kinds (`apps/v1/Deployment`) where they are known.
  package init(kubeVersion: GoKubeVersion = .standard, apiVersions: [String] = GoVersionSet.standard) {
    self.kubeVersion = kubeVersion
    self.apiVersions = GoVersionSet(apiVersions)
  }

  package override var type: GoType { .named("*common.Capabilities", kind: .pointer) }
  package override var fields: [(name: String, value: GoValue)]? {
    [
      ("KubeVersion", .object(kubeVersion)), ("APIVersions", .list(apiVersions)),
      ("HelmVersion", .object(GoBuildInfo())),
    ]
  }

  package override func member(_ name: String) -> Member? {
    if let field = fields?.first(where: { $0.name == name }) { return .field(field.value) }
    if name == "Copy" { return .method(Function(name, []) { [this = Shared(self)] _, _ in .object(this.value) }) }
    return nil
  }
}

/// `.Capabilities.KubeVersion`.
package final class GoKubeVersion: GoObject {
  private let version: String
  private let normalized: String
  private let major: String
  private let minor: String

  private init(version: String, normalized: String, major: String, minor: String) {
    self.version = version
    self.normalized = normalized
    self.major = major
    self.minor = minor
  }

  /// The version that Helm 4.2 assumes when it is told none.
  package static var standard: GoKubeVersion {
    GoKubeVersion(version: "v1.36.0", normalized: "v1.36.0", major: "1", minor: "36")
  }

  /// Reads `1.29`, `v1.29.3-gke.1` …; nil when the text is no version.
  package convenience init?(_ text: String) {
    let digits = text.hasPrefix("v") ? text.dropFirst() : text[...]
    let core = digits.prefix { $0 != "-" && $0 != "+" }
    let parts = core.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.map { UInt64($0) }
    guard parts.count >= 2, let major = numbers[0], let minor = numbers[1], numbers.prefix(3).allSatisfy({ $0 != nil })
    else { return nil }
    let patch = numbers.count > 2 ? numbers[2] ?? 0 : 0
    self.init(
      version: text.hasPrefix("v") ? text : "v" + text, normalized: "v\(major).\(minor).\(patch)", major: "\(major)",
      minor: "\(minor)")
  }

  /// The version without what follows a `-` or a `+`.
  package var normalizedVersion: String { normalized }
  /// The version as it was given.
  package var fullVersion: String { version }

  package override var type: GoType { .named("common.KubeVersion", kind: .structure) }
  package override var addressedText: ByteString? { ByteString(normalized) }
  package override var printedFields: [(name: String, value: GoValue)]? {
    [
      ("Version", .string(version)), ("normalizedVersion", .string(normalized)), ("Major", .string(major)),
      ("Minor", .string(minor)),
    ]
  }
  package override var fields: [(name: String, value: GoValue)]? {
    [("Version", .string(version)), ("Major", .string(major)), ("Minor", .string(minor))]
  }

  package override func member(_ name: String) -> Member? {
    if let field = fields?.first(where: { $0.name == name }) { return .field(field.value) }
    let (version, normalized) = (version, normalized)
    switch name {
    case "String": return .method(Function(name, []) { _, _ in .string(normalized) })
    case "GitVersion": return .method(Function(name, []) { _, _ in .string(version) })
    default: return nil
    }
  }
}

/// What `.Capabilities.HelmVersion` shows: the version whose behaviour this is.
package final class GoBuildInfo: GoObject {
  package override var type: GoType { .named("version.BuildInfo", kind: .structure) }
  package override var printedFields: [(name: String, value: GoValue)]? {
    [
      ("Version", .string("v4.2")), ("GitCommit", .string("")), ("GitTreeState", .string("")),
      ("GoVersion", .string("go1.26.6")), ("KubeClientVersion", .string("v1.36")),
    ]
  }
  package override var fields: [(name: String, value: GoValue)]? {
    [("version", .string("v4.2")), ("go_version", .string("go1.26.6")), ("kube_client_version", .string("v1.36"))]
  }
  package override func member(_ name: String) -> Member? {
    printedFields?.first { $0.name == name }.map { .field($0.value) }
  }
}
