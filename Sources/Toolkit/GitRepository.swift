import Kube
import Structure

/// A Git repository to fetch from: `source.toolkit.fluxcd.io/v1`.
package enum GitRepository: ToolkitKind {
  package struct Spec: Sendable, Hashable {
    /// `http(s)://`, `ssh://`, `file://`, or scp-like `user@host:path`.
    package var url: String
    /// The Secret with the credentials, in the object's namespace.
    package var secretName: String?
    package var interval: Duration
    /// For each Git operation.
    package var timeout: Duration
    package var reference: Reference
    /// Patterns in the form of .gitignore; nil for Flux's defaults.
    package var ignore: String?
    package var isSuspended: Bool

    package init(
      url: String, secretName: String? = nil, interval: Duration, timeout: Duration = .seconds(60),
      reference: Reference = Reference(), ignore: String? = nil, isSuspended: Bool = false
    ) {
      self.url = url
      self.secretName = secretName
      self.interval = interval
      self.timeout = timeout
      self.reference = reference
      self.ignore = ignore
      self.isSuspended = isSuspended
    }
  }

  /// What to check out: `commit` goes before `name`, `name` before `semver`, `semver` before `tag`, `tag` before
  /// `branch`. With nothing set it is the branch `master`, as in Flux.
  package struct Reference: Sendable, Hashable {
    package var branch: String?
    package var tag: String?
    package var semver: String?
    /// A full reference name such as `refs/heads/main`.
    package var name: String?
    package var commit: String?

    package init(
      branch: String? = nil, tag: String? = nil, semver: String? = nil, name: String? = nil, commit: String? = nil
    ) {
      self.branch = branch
      self.tag = tag
      self.semver = semver
      self.name = name
      self.commit = commit
    }
  }

  package static func spec(from reader: ValidSpec) -> Spec {
    let fields = reader.fields
    let reference = fields.object("ref")
    return Spec(
      url: fields.text("url"),
      secretName: fields.reference("secretRef"),
      interval: fields.duration("interval") ?? .zero,
      timeout: fields.duration("timeout") ?? .seconds(60),
      reference: Reference(
        branch: reference?.optionalText("branch"), tag: reference?.optionalText("tag"),
        semver: reference?.optionalText("semver"), name: reference?.optionalText("name"),
        commit: reference?.optionalText("commit")),
      // An empty text is a choice here: it ignores nothing.
      ignore: fields.mapping["ignore"]?.string,
      isSuspended: fields.flag("suspend"))
  }
}
