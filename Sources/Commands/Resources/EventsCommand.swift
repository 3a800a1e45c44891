import ArgumentParser
import Kube
import Store
import Structure

/// `martlet events`.
struct EventsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: "Show what the controllers have reported.",
    discussion: """
      Examples:
        martlet events
        martlet events -A --types warning
        martlet events --for kustomization/apps --watch
        martlet events -A -o json
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case table, json, yaml }

  @Option(name: .customLong("for"), help: "Only those of an object or a kind: KIND/NAME or KIND.")
  var subject: String?

  @Option(help: "Only these types: normal, warning, trace; several with commas.")
  var types: String?

  @Flag(name: [.customShort("A"), .long], help: "Of all namespaces.")
  var allNamespaces = false

  @Flag(name: .shortAndLong, help: "Go on and print each new event.")
  var watch = false

  @Option(help: "How many of the newest are printed.")
  var limit = 500

  @Option(name: .shortAndLong, help: "table, json or yaml.")
  var output: Format = .table

  @Flag(help: "Leave the headings out.")
  var noHeaders = false

  @OptionGroup var namespace: NamespaceOptions
  @OptionGroup var store: StoreOptions

  func validate() throws {
    if watch, output != .table { throw ValidationError("--watch prints a table; leave -o \(output.rawValue) out") }
    guard limit > 0 else { throw ValidationError("--limit should be 1 or more") }
    _ = try severities()
  }

  func run() async throws {
    let session = try Session(store)
    let filter = try await filter(session)
    let (found, last) = try await session.store.read { reader in
      (try Self.newest(filter, limit, reader), try reader.lastEvent)
    }
    switch output {
    case .json: session.output.line(JSON.pretty(.array(found.map(\.value))))
    case .yaml: session.output.standard(YAML.write(.array(found.map(\.value))))
    case .table:
      var widths: [Int] = []
      if found.isEmpty, !watch {
        session.output.error("no events found\(allNamespaces ? "" : " in namespace \"\(namespace.name)\"")")
      }
      if !found.isEmpty || watch { print(found, headings: !noHeaders, &widths, session.output) }
      if watch { try await follow(after: last, filter, &widths, session) }
    }
  }

  /// Which events are meant.
  private struct Filter: Sendable {
    var namespace: String?
    var kind: GroupKind?
    var name: String?
    var severities: Set<EventRecord.Severity>

    func matches(_ event: EventRecord) -> Bool {
      let object = event.involvedObject
      return (namespace ?? object.namespace) == object.namespace && (kind ?? object.groupKind) == object.groupKind
        && (name ?? object.name) == object.name && severities.contains(event.severity)
    }
  }

  private func severities() throws -> Set<EventRecord.Severity> {
    guard let types else { return [.info, .error] }
    return try Set(
      types.split(separator: ",").map { word in
        switch word.lowercased() {
        case "normal", "info": .info
        case "warning", "error": .error
        case "trace": .trace
        default: throw ValidationError("--types: \"\(word)\" is not one of normal, warning and trace")
        }
      })
  }

  private func filter(_ session: Session) async throws -> Filter {
    var filter = Filter(namespace: allNamespaces ? nil : namespace.name, severities: try severities())
    guard let subject else { return filter }
    let parts = subject.split(separator: "/", maxSplits: 1).map(String.init)
    guard let word = parts.first else { throw CommandFailure(.usage, "--for should be KIND/NAME or KIND") }
    filter.kind = try await session.lookup(for: [word]).kind(named: word).groupKind
    filter.name = parts.count == 2 ? parts[1] : nil
    return filter
  }

  /// The newest events that match, oldest of them first.
  private static func newest(_ filter: Filter, _ limit: Int, _ reader: StoreReader) throws -> [EventRecord] {
    // A filter may leave little of a page, so pages grow until there is enough or no more.
    var page = limit
    while true {
      let events = try reader.latestEvents(limit: page)
      let matching = events.filter(filter.matches)
      if matching.count >= limit || events.count < page { return matching.suffix(limit) }
      page *= 4
    }
  }

  private func print(_ events: [EventRecord], headings: Bool, _ widths: inout [Int], _ output: CommandOutput) {
    let now = Timestamp.now
    let titles = (allNamespaces ? ["NAMESPACE"] : []) + ["LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"]
    var table = Table(headings: headings ? titles : [])
    for event in events {
      let object = event.involvedObject
      table.add(
        (allNamespaces ? [object.namespace] : []) + [
          now.since(event.timestamp).age, event.typeName, event.reason, "\(object.kind)/\(object.name)",
          event.message.withShortHashes,
        ])
    }
    for line in table.lines(widths: &widths) { output.line(line) }
  }

  private func follow(
    after last: Int64, _ filter: Filter, _ widths: inout [Int], _ session: Session
  ) async throws {
    var last = last
    // Looked at once before the first wake-up: something may have come between the listing and the subscription.
    let wakeups = session.store.wakeups()
    repeat {
      while true {
        let after = last
        let events = try await session.store.read { try $0.events(after: after, limit: 500) }
        guard let newest = events.last else { break }
        last = newest.sequence
        print(events.filter(filter.matches), headings: false, &widths, session.output)
      }
    } while await wakeups.first { _ in true } != nil
  }
}

extension EventRecord {
  /// The event for `-o json`.
  fileprivate var value: Value {
    var metadata = Mapping()
    for (key, text) in self.metadata.sorted(by: { $0.key < $1.key }) { metadata[key] = .string(text) }
    return [
      "id": .string(id),
      "involvedObject": [
        "apiVersion": .string(apiVersion), "kind": .string(involvedObject.kind), "name": .string(involvedObject.name),
        "namespace": .string(involvedObject.namespace), "resourceVersion": .string(resourceVersion),
        "uid": .string(uid),
      ],
      "message": .string(message), "metadata": .object(metadata), "reason": .string(reason),
      "reportingController": .string(reportingController), "severity": .string(severity.rawValue),
      "timestamp": .string(timestamp.microseconds),
    ]
  }
}
