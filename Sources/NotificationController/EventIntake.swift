import Kube
import Logging
import Notify
import Store
import Structure
import Toolkit

/// Turns events of the outbox into deliveries: one for each event and alert that reports it.
///
/// The deliveries and the cursor are written in one transaction, so an event is matched exactly once, whenever the
/// process dies.
struct EventIntake: Sendable {
  /// The name of the outbox's cursor.
  static let cursor = "notification-controller"
  /// How long an identical event counts as a repetition; Flux's rate limit has the same five minutes.
  static let repetitionWindow = Duration.seconds(300)
  /// The most events of one transaction, so that other writers don't wait long.
  private static let batch = 100

  let store: Store
  let acrossNamespaces: Bool
  let expiry: Duration
  let log: Logger

  /// Takes in all events that are there.
  /// - Returns: How many deliveries were added.
  func run() async throws -> Int {
    var added = 0
    while true {
      let hasMore = try await store.read { reader in
        try !reader.events(after: reader.cursor(Self.cursor) ?? 0, limit: 1).isEmpty
      }
      guard hasMore else { return added }
      added += try await store.write { try takeBatch($0) }
    }
  }

  private func takeBatch(_ writer: StoreWriter) throws -> Int {
    let events = try writer.events(after: writer.cursor(Self.cursor) ?? 0, limit: Self.batch)
    guard let last = events.last else { return 0 }
    let rules = try rules(writer)
    let suspended = try suspendedProviders(writer)
    let oldest = Timestamp.now - expiry
    var added = 0
    for event in events where event.timestamp > oldest && !rules.isEmpty {
      for rule in rules where !suspended.contains(rule.providerKey) {
        guard try reports(rule, event, writer) else { continue }
        if try Repetition.is(event, for: rule.key, within: Self.repetitionWindow, writer) {
          log.debug("not repeated", metadata: ["object": "\(event.involvedObject)", "alert": "\(rule.key)"])
          continue
        }
        try writer.enqueueDelivery(alert: rule.key, event: event.sequence, expiresAfter: expiry)
        added += 1
      }
    }
    try writer.setCursor(Self.cursor, last.sequence)
    return added
  }

  private func reports(_ rule: AlertRule, _ event: EventRecord, _ reader: StoreReader) throws -> Bool {
    try rule.reports(event, acrossNamespaces: acrossNamespaces) {
      try reader.object(event.involvedObject)?.labels
    }
  }

  /// The alerts that can choose. One with a mistake in its spec reports nothing, and says so in its conditions.
  private func rules(_ reader: StoreReader) throws -> [AlertRule] {
    try reader.objects(ObjectQuery(Alert.groupKind)).compactMap { object in
      guard object.deletionTimestamp == nil else { return nil }
      return try? AlertRule(object)
    }
  }

  private func suspendedProviders(_ reader: StoreReader) throws -> Set<ObjectKey> {
    let providers = try reader.objects(ObjectQuery(Provider.groupKind))
    return Set(providers.filter { $0.spec?["suspend"]?.bool == true }.map(\.key))
  }
}

extension AlertRule {
  /// The Provider that the alert sends to.
  var providerKey: ObjectKey { Provider.key(namespace: key.namespace, name: spec.providerName) }
}
