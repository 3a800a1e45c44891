/// A kind without its version: what stays the same while an API grows. The core group is the empty string.
package struct GroupKind: Sendable, Hashable {
  package var group: String
  package var kind: String

  package init(group: String, kind: String) {
    self.group = group
    self.kind = kind
  }
}

extension GroupKind: CustomStringConvertible {
  /// `Kind.group`, or `Kind` for the core group, as kubectl prints it.
  package var description: String { group.isEmpty ? kind : "\(kind).\(group)" }
}

/// The group, version and kind of an object.
package struct GroupVersionKind: Sendable, Hashable {
  package var group: String
  package var version: String
  package var kind: String

  package init(group: String, version: String, kind: String) {
    self.group = group
    self.version = version
    self.kind = kind
  }

  /// From the `apiVersion` and `kind` fields of an object: `v1` is the core group.
  package init(apiVersion: String, kind: String) {
    if let slash = apiVersion.firstIndex(of: "/") {
      self.init(
        group: String(apiVersion[..<slash]), version: String(apiVersion[apiVersion.index(after: slash)...]), kind: kind)
    } else {
      self.init(group: "", version: apiVersion, kind: kind)
    }
  }

  package var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }
  package var groupKind: GroupKind { GroupKind(group: group, kind: kind) }
}

extension GroupVersionKind: CustomStringConvertible {
  package var description: String { "\(apiVersion) \(kind)" }
}
