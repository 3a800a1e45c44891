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

  /// Reads `1.29`, `v1.29.3-gke.1` …: two numbers or more, and anything behind them; nil when the text is no version.
  package convenience init?(_ text: String) {
    var rest = text.utf8.drop { $0 == 0x20 || 0x09...0x0D ~= $0 }
    if rest.first == UInt8(ascii: "v") { rest = rest.dropFirst() }
    var numbers: [UInt64] = []
    while true {
      let digits = rest.prefix { 0x30...0x39 ~= $0 }
      guard let number = UInt64(Substring(digits)) else { break }
      if numbers.isEmpty, digits.count > 1, digits.first == 0x30 { return nil }
      numbers.append(number)
      rest = rest.dropFirst(digits.count)
      guard rest.first == UInt8(ascii: "."), rest.dropFirst().first.map({ 0x30...0x39 ~= $0 }) == true else { break }
      rest = rest.dropFirst()
    }
    guard numbers.count >= 2 else { return nil }
    self.init(
      version: text.hasPrefix("v") ? text : "v" + text,
      normalized: "v" + numbers.map { "\($0)" }.joined(separator: "."), major: "\(numbers[0])", minor: "\(numbers[1])")
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
