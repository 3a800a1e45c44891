package import Kube

/// Which objects a list or a watch is about. What is nil or empty does not restrict.
package struct ObjectQuery: Sendable, Hashable {
  /// The API group; the empty string is the core group.
  package var group: String?
  package var kind: String?
  package var namespace: String?
  package var name: String?
  /// Labels that an object must have, all of them.
  package var labels: [String: String]
  /// The most objects that a list gives.
  package var limit: Int?
  /// A list begins after this key: the last one of the page before.
  package var startAfter: ObjectKey?

  package init(
    group: String? = nil, kind: String? = nil, namespace: String? = nil, name: String? = nil,
    labels: [String: String] = [:], limit: Int? = nil, startAfter: ObjectKey? = nil
  ) {
    self.group = group
    self.kind = kind
    self.namespace = namespace
    self.name = name
    self.labels = labels
    self.limit = limit
    self.startAfter = startAfter
  }

  /// All objects of a kind.
  package init(_ kind: GroupKind, namespace: String? = nil, labels: [String: String] = [:]) {
    self.init(group: kind.group, kind: kind.kind, namespace: namespace, labels: labels)
  }

  /// One object.
  package init(_ key: ObjectKey) {
    self.init(group: key.group, kind: key.kind, namespace: key.namespace, name: key.name)
  }

  /// Every object.
  package static let all = ObjectQuery()

  /// Whether an object with this key and these labels is meant.
  package func matches(_ key: ObjectKey, labels: [String: String]) -> Bool {
    (group ?? key.group) == key.group && (kind ?? key.kind) == key.kind
      && (namespace ?? key.namespace) == key.namespace && (name ?? key.name) == key.name
      && self.labels.allSatisfy { labels[$0.key] == $0.value }
  }
}
