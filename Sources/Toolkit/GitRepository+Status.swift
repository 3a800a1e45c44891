package import Kube
package import Structure

/// The content that a source last provided: `status.artifact`.
package struct SourceArtifact: Sendable, Hashable {
  /// Such as `main@sha1:<commit>`.
  package var revision: String
  /// `sha256:<hex>` of the content's root tree in the store.
  package var digest: String
  package var lastUpdateTime: Timestamp
  /// Where the store keeps it.
  package var path: String
  package var url: String
  /// In bytes.
  package var size: Int64?
  package var metadata: [String: String]

  package init(
    revision: String, digest: String, lastUpdateTime: Timestamp, path: String, url: String, size: Int64?,
    metadata: [String: String] = [:]
  ) {
    self.revision = revision
    self.digest = digest
    self.lastUpdateTime = lastUpdateTime
    self.path = path
    self.url = url
    self.size = size
    self.metadata = metadata
  }

  /// Reads `status.artifact`; nil when it lacks revision or digest.
  package init?(_ value: Value?) {
    let fields = FieldReader(value)
    guard let revision = fields.optionalText("revision"), let digest = fields.optionalText("digest") else { return nil }
    self.init(
      revision: revision, digest: digest,
      lastUpdateTime: Timestamp(fields.text("lastUpdateTime")) ?? Timestamp(secondsSinceEpoch: 0),
      path: fields.text("path"), url: fields.text("url"), size: fields.mapping["size"]?.int,
      metadata: fields.textMap("metadata"))
  }

  /// The value of `status.artifact`.
  package var value: Value {
    var mapping = Mapping()
    mapping["digest"] = .string(digest)
    mapping["lastUpdateTime"] = .string(lastUpdateTime.description)
    if !metadata.isEmpty { mapping["metadata"] = .texts(metadata) }
    mapping["path"] = .string(path)
    mapping["revision"] = .string(revision)
    if let size { mapping["size"] = .int(size) }
    mapping["url"] = .string(url)
    return .object(mapping)
  }
}

extension Value {
  /// A mapping of texts, sorted by key.
  static func texts(_ texts: [String: String]) -> Value {
    var mapping = Mapping()
    for (key, text) in texts.sorted(by: { $0.key < $1.key }) { mapping[key] = .string(text) }
    return .object(mapping)
  }
}

extension GitRepository {
  package struct Status: Sendable, Hashable {
    package var conditions: [Condition]
    package var observedGeneration: Int64?
    package var artifact: SourceArtifact?
    /// The `spec.ignore` that the artifact was made with.
    package var observedIgnore: String?
    package var lastHandledReconcileAt: String?
  }

  /// The status of `object`; fields that are absent or malformed are nil.
  package static func status(of object: KubeObject) -> Status {
    Status(
      conditions: object.conditions,
      observedGeneration: object.status?["observedGeneration"]?.int,
      artifact: SourceArtifact(object.status?["artifact"]),
      observedIgnore: object.status?["observedIgnore"]?.string,
      lastHandledReconcileAt: object.status?["lastHandledReconcileAt"]?.string)
  }
}
