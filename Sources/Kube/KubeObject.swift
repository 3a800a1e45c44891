package import Structure

/// A Kubernetes object of any kind: its content, and names for the fields that every kind has.
package struct KubeObject: Sendable, Hashable {
  /// The whole object, `apiVersion` and `kind` included.
  package var content: Mapping

  package init(_ content: Mapping) { self.content = content }

  package var apiVersion: String {
    get { content["apiVersion"]?.string ?? "" }
    set { content["apiVersion"] = .string(newValue) }
  }
  package var kind: String {
    get { content["kind"]?.string ?? "" }
    set { content["kind"] = .string(newValue) }
  }
  package var groupVersionKind: GroupVersionKind { GroupVersionKind(apiVersion: apiVersion, kind: kind) }

  package var metadata: Mapping {
    get { content["metadata"]?.object ?? Mapping() }
    set { content["metadata"] = .object(newValue) }
  }
  package var name: String {
    get { metadataText("name") }
    set { metadata["name"] = .string(newValue) }
  }
  /// Empty for cluster-scoped objects.
  package var namespace: String {
    get { metadataText("namespace") }
    set { metadata["namespace"] = newValue.isEmpty ? nil : .string(newValue) }
  }
  package var uid: String { metadataText("uid") }
  /// The version of the store or cluster at which the object was last written; empty before the first write.
  package var resourceVersion: String {
    get { metadataText("resourceVersion") }
    set { metadata["resourceVersion"] = newValue.isEmpty ? nil : .string(newValue) }
  }
  /// Moves when anything but metadata and status changes.
  package var generation: Int64 {
    get { content["metadata"]?["generation"]?.int ?? 0 }
    set { metadata["generation"] = .int(newValue) }
  }
  /// RFC 3339, or nil while nobody has asked to delete the object.
  package var deletionTimestamp: String? { content["metadata"]?["deletionTimestamp"]?.string }
  package var finalizers: [String] {
    get { content["metadata"]?["finalizers"]?.array?.compactMap(\.string) ?? [] }
    set { metadata["finalizers"] = newValue.isEmpty ? nil : .array(newValue.map(Value.string)) }
  }
  package var labels: [String: String] {
    get { texts("labels") }
    set { setTexts("labels", newValue) }
  }
  package var annotations: [String: String] {
    get { texts("annotations") }
    set { setTexts("annotations", newValue) }
  }
  package var spec: Value? {
    get { content["spec"] }
    set { content["spec"] = newValue }
  }
  package var status: Value? {
    get { content["status"] }
    set { content["status"] = newValue }
  }

  package var key: ObjectKey {
    ObjectKey(groupVersionKind.groupKind, namespace: namespace, name: name)
  }

  private func metadataText(_ field: String) -> String { content["metadata"]?[field]?.string ?? "" }

  private func texts(_ field: String) -> [String: String] {
    var result: [String: String] = [:]
    for (key, value) in content["metadata"]?[field]?.object ?? Mapping() { result[key] = value.string }
    return result
  }

  private mutating func setTexts(_ field: String, _ texts: [String: String]) {
    var mapping = Mapping()
    for key in texts.keys.sorted() { mapping[key] = texts[key].map(Value.string) }
    metadata[field] = mapping.isEmpty ? nil : .object(mapping)
  }
}
