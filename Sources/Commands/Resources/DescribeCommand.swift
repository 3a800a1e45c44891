import ArgumentParser
import Kube
import Store
import Structure

/// `martlet describe`.
struct DescribeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Show an object with its conditions and events.",
    discussion: """
      The values of Secrets are never shown.

      Examples:
        martlet describe ks apps
        martlet describe provider/chat
        martlet describe deploy web -n shop
      """)

  @Argument(help: "The kind and the names, or KIND/NAME.")
  var words: [String]

  @OptionGroup var namespace: NamespaceOptions
  @OptionGroup var store: StoreOptions

  /// How many of the newest events are shown.
  private static let eventLimit = 10

  func run() async throws {
    let session = try Session(store)
    let (kinds, names, _) = try await session.lookup(for: words).selection(words)
    guard kinds.count == 1, let kind = kinds.first, !names.isEmpty else {
      throw CommandFailure(.usage, "describe one kind and name its objects: martlet describe KIND NAME …")
    }
    for (index, name) in names.enumerated() {
      let object = try await session.object(kind, namespace.name, name)
      let events = try await session.store.read { reader in
        try reader.events(after: 0, limit: 10_000, involved: object.key)
      }
      if index > 0 { session.output.line("") }
      session.output.text(Self.text(object, events.suffix(Self.eventLimit), now: .now))
    }
  }

  static func text(_ object: KubeObject, _ events: ArraySlice<EventRecord>, now: Timestamp) -> String {
    var text = ""
    func field(_ name: String, _ value: String) {
      guard !value.isEmpty else { return }
      text += "\(name):" + String(repeating: " ", count: max(1, 15 - name.count)) + value + "\n"
    }
    func fields(_ name: String, _ entries: [String: String]) {
      for (index, entry) in entries.sorted(by: { $0.key < $1.key }).enumerated() {
        text += (index == 0 ? "\(name):" : String(repeating: " ", count: name.count + 1))
        text += String(repeating: " ", count: max(1, 15 - name.count)) + "\(entry.key)=\(entry.value)\n"
      }
    }
    let isSecret = object.kind == "Secret" && object.groupVersionKind.group.isEmpty
    field("Name", object.name)
    field("Namespace", object.namespace)
    field("Kind", object.kind)
    field("API version", object.apiVersion)
    fields("Labels", object.labels)
    fields("Annotations", object.annotations.filter { !$0.key.hasSuffix("last-applied-configuration") })
    field("Created", object.metadata["creationTimestamp"]?.string ?? "")
    field("Deleted", object.deletionTimestamp ?? "")
    field("Generation", object.generation > 0 ? "\(object.generation)" : "")
    if isSecret {
      text += secret(object)
    } else {
      for (key, value) in object.content where !["apiVersion", "kind", "metadata", "status"].contains(key) {
        text += "\n\(key.capitalizedFirst):\n" + indented(value)
      }
    }
    let conditions = object.conditions
    if let status = object.status?.object {
      var rest = status
      if !conditions.isEmpty { rest["conditions"] = nil }
      if !rest.isEmpty { text += "\nStatus:\n" + indented(.object(rest)) }
    }
    text += table(conditions, now) + table(events, now)
    return text
  }

  /// The keys of a Secret and how long their values are.
  private static func secret(_ object: KubeObject) -> String {
    var text = "\nType:          \(object.content["type"]?.string ?? "Opaque")\nData:\n"
    for (key, value) in object.secretData.sorted(by: { $0.key < $1.key }) { text += "  \(key): \(value.count) bytes\n" }
    return text
  }

  private static func indented(_ value: Value) -> String {
    let lines = String(decoding: YAML.write(value), as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    return lines.map { $0.isEmpty ? "\n" : "  \($0)\n" }.dropLast().joined()
  }

  private static func table(_ conditions: [Condition], _ now: Timestamp) -> String {
    guard !conditions.isEmpty else { return "" }
    var table = Table(headings: ["TYPE", "STATUS", "REASON", "SINCE", "MESSAGE"])
    for condition in conditions {
      table.add([
        condition.type, condition.status.rawValue, condition.reason, now.since(condition.lastTransitionTime).age,
        condition.message,
      ])
    }
    return "\nConditions:\n" + table.lines.map { "  \($0)\n" }.joined()
  }

  private static func table(_ events: ArraySlice<EventRecord>, _ now: Timestamp) -> String {
    guard !events.isEmpty else { return "\nEvents:        <none>\n" }
    var table = Table(headings: ["AGE", "TYPE", "REASON", "FROM", "MESSAGE"])
    for event in events {
      table.add([
        now.since(event.timestamp).age, event.typeName, event.reason, event.reportingController, event.message,
      ])
    }
    return "\nEvents:\n" + table.lines.map { "  \($0)\n" }.joined()
  }
}

extension EventRecord {
  /// What Kubernetes calls the type of an event.
  var typeName: String { severity == .error ? "Warning" : "Normal" }
}

extension String {
  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
