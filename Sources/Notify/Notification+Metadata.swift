extension Notification {
  /// The API group whose annotations on an object become metadata of its events.
  package static let eventGroup = "event.toolkit.fluxcd.io"

  /// The keys of an event's metadata that are for programs of the toolkit and never sent.
  private static let internalKeys: Set<String> = ["checksum", "digest", "token"]

  /// Metadata of an event in a message, as Flux's RFC 0008 orders it: later ones win.
  ///
  /// 1. what annotations of the object say (`event.toolkit.fluxcd.io/KEY`, without the prefix);
  /// 2. `spec.eventMetadata` of the alert;
  /// 3. `spec.summary` of the alert, as `summary`;
  /// 4. what the reporting controller says (`<group of the object>/KEY`, without the prefix).
  ///
  /// Keys with another prefix or none are left out, and so are checksums, digests and tokens.
  /// - Returns: The metadata, and the keys that more than one of the four set.
  package static func combinedMetadata(
    of event: [String: String], group: String, eventMetadata: [String: String], summary: String?
  ) -> (metadata: [String: String], conflicts: [String]) {
    var metadata: [String: String] = [:]
    var conflicts: Set<String> = []
    func add(_ entries: [String: String]) {
      for (key, value) in entries where metadata.updateValue(value, forKey: key) != nil { conflicts.insert(key) }
    }
    let own = stripped(event, of: group)
    if group != eventGroup { add(stripped(event, of: eventGroup)) }
    add(eventMetadata)
    if let summary, !summary.isEmpty { add(["summary": summary]) }
    add(own.filter { !internalKeys.contains($0.key.lowercased()) })
    return (metadata, conflicts.sorted())
  }

  private static func stripped(_ entries: [String: String], of group: String) -> [String: String] {
    let prefix = group + "/"
    var result: [String: String] = [:]
    for (key, value) in entries where key.hasPrefix(prefix) { result[String(key.dropFirst(prefix.count))] = value }
    return result
  }
}
