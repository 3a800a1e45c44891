package import Kube
package import Structure

extension Kustomization {
  package struct Status: Sendable, Hashable {
    package var conditions: [Condition]
    package var observedGeneration: Int64?
    package var inventory: [ResourceReference]
    package var lastAppliedRevision: String?
    package var lastAttemptedRevision: String?
    package var lastHandledReconcileAt: String?
  }

  /// The status of `object`; fields that are absent or malformed are nil or empty.
  package static func status(of object: KubeObject) -> Status {
    Status(
      conditions: object.conditions,
      observedGeneration: object.status?["observedGeneration"]?.int,
      inventory: [ResourceReference](inventory: object.status?["inventory"]),
      lastAppliedRevision: object.status?["lastAppliedRevision"]?.string,
      lastAttemptedRevision: object.status?["lastAttemptedRevision"]?.string,
      lastHandledReconcileAt: object.status?["lastHandledReconcileAt"]?.string)
  }

  static let statusSchema = Schema.object(
    "What was last applied.",
    StatusSchemas.common + [
      .optional("history", historySchema),
      .optional(
        "inventory",
        .object(
          "The applied objects.",
          [
            .required(
              "entries",
              .list(
                "The applied objects.",
                of: .object(
                  "One object.",
                  [
                    .required("id", .text("<namespace>_<name>_<group>_<kind>")),
                    .required("v", .text("Its API version, without the group.")),
                  ])))
          ])),
      .optional("lastAppliedOriginRevision", .text("The revision at the origin that was last applied.")),
      .optional("lastAppliedRevision", .text("The revision of the source that was last applied.")),
      .optional("lastAttemptedRevision", .text("The revision of the source that was last tried.")),
    ])

  private static let historySchema = Schema.list(
    "What was tried before.",
    of: .object(
      "The attempts with the same objects.",
      [
        .required("digest", .text("Digest of the objects.")),
        .required("firstReconciled", .time("The first attempt.")),
        .required("lastReconciled", .time("The last attempt.")),
        .required("lastReconciledDuration", .text("How long the last attempt took.")),
        .required("lastReconciledStatus", .text("How the last attempt ended.")),
        .optional("metadata", .textMap("More about the objects.")),
        .required("totalReconciliations", .integer("The number of attempts.")),
      ]))
}

/// An entry of an inventory: an object that was applied.
package struct ResourceReference: Sendable, Hashable {
  package var key: ObjectKey
  /// The API version without its group.
  package var version: String

  package init(key: ObjectKey, version: String) {
    self.key = key
    self.version = version
  }

  /// `<namespace>_<name>_<group>_<kind>`; a colon in the name, as roles have it, becomes two underscores.
  package var id: String {
    let name = key.name.split(separator: ":", omittingEmptySubsequences: false).joined(separator: "__")
    return "\(key.namespace)_\(name)_\(key.group)_\(key.kind)"
  }

  /// Reads the form of ``id``; nil when it is none.
  package init?(id: String, version: String) {
    // Namespaces, groups and kinds have no underscore, so what lies between is the name.
    let parts = id.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 4 else { return nil }
    let name = parts[1..<(parts.count - 2)].joined(separator: "_")
    guard !name.isEmpty, let kind = parts.last, !kind.isEmpty else { return nil }
    self.init(
      key: ObjectKey(
        group: parts[parts.count - 2], kind: kind, namespace: parts[0], name: Self.unescape(name)),
      version: version)
  }

  private static func unescape(_ name: String) -> String {
    var result = ""
    var rest = name[...]
    while let character = rest.first {
      if rest.hasPrefix("__") {
        result += ":"
        rest = rest.dropFirst(2)
      } else {
        result.append(character)
        rest = rest.dropFirst()
      }
    }
    return result
  }
}

extension [ResourceReference] {
  /// Reads `status.inventory`; entries that are malformed are left out.
  package init(inventory: Value?) {
    self = (inventory?["entries"]?.array ?? []).compactMap { entry in
      guard let id = entry["id"]?.string, let version = entry["v"]?.string else { return nil }
      return ResourceReference(id: id, version: version)
    }
  }

  /// The value of `status.inventory`, sorted by id so that the same objects give the same status.
  package var inventory: Value {
    [
      "entries": .array(
        map { ["id": .string($0.id), "v": .string($0.version)] as Value }.sorted {
          ($0["id"]?.string ?? "") < ($1["id"]?.string ?? "")
        })
    ]
  }
}
