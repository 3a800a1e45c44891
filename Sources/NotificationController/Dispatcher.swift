package import Kube
package import Logging
package import Notify
package import Store
import Synchronization
import Structure
import Toolkit

/// Takes events out of the outbox and brings them to their receivers, each receiver at its own pace.
///
/// Every Provider has a lane: one message at a time, in the order of the events. A receiver that does not answer blocks
/// its own lane only, and is tried again with the oldest message until it takes it. A message that a receiver calls
/// malformed steps aside, and is tried again later.
package final class Dispatcher: Sendable {
  /// How the dispatcher works.
  package struct Configuration: Sendable {
    /// Whether alerts may report objects of other namespaces than their own.
    package var acrossNamespaces: Bool
    package var schedule: RetrySchedule
    /// How many receivers are spoken to at the same time.
    package var lanes: Int

    package init(acrossNamespaces: Bool = true, schedule: RetrySchedule = RetrySchedule(), lanes: Int = 64) {
      self.acrossNamespaces = acrossNamespaces
      self.schedule = schedule
      self.lanes = lanes
    }
  }

  let store: Store
  let sender: Sender
  let configuration: Configuration
  let log: Logger
  let health = DeliveryHealth()
  let board = LaneBoard()
  private let alarm = Alarm()
  private let intake: EventIntake
  /// How often expired deliveries are looked for while some are pending.
  private static let expiryCheck = Duration.seconds(60)

  package init(store: Store, sender: Sender, configuration: Configuration = Configuration(), log: Logger) {
    self.store = store
    self.sender = sender
    self.configuration = configuration
    self.log = log
    intake = EventIntake(
      store: store, acrossNamespaces: configuration.acrossNamespaces, expiry: configuration.schedule.expiry, log: log)
  }

  /// Works until the task is cancelled; messages on their way are given a moment to arrive.
  /// - Parameter changed: Called with a Provider when its receiver begins or ceases to be in trouble.
  package func run(_ changed: @escaping @Sendable (ObjectKey) -> Void) async throws {
    // Subscribed before the first look, so that a commit right after it is not slept through.
    let wakeups = store.wakeups()
    await withDiscardingTaskGroup { group in
      group.addTask { for await _ in wakeups { self.alarm.ring() } }
      while !Task.isCancelled {
        let plan = await plan()
        for lane in plan.lanes {
          group.addTask {
            await self.run(lane, changed)
            self.board.stopped(lane)
            self.alarm.ring()
          }
        }
        await alarm.sleep(until: plan.wakeup)
      }
      group.cancelAll()
    }
  }

  /// Which lanes to start now, and when to look again if nobody rings.
  private func plan() async -> (lanes: [ObjectKey], wakeup: ContinuousClock.Instant?) {
    do {
      _ = try await intake.run()
      try await settleHopeless()
      let waiting = try await waitingProviders()
      let now = ContinuousClock.now
      var plan = board.start(waiting, limit: configuration.lanes, now: now)
      if !waiting.isEmpty { plan.wakeup = min(plan.wakeup ?? .distantFuture, now + Self.expiryCheck) }
      return plan
    } catch {
      if !Task.isCancelled { log.error("cannot read the outbox", metadata: ["error": "\(error)"]) }
      return ([], .now + .seconds(1))
    }
  }

  /// The Providers that have something to send, and whether and with which settings they can.
  private func waitingProviders() async throws -> [LaneBoard.Waiting] {
    let deferred = board.deferred(at: .now)
    return try await store.read { reader in
      var fingerprints: [ObjectKey: [String]] = [:]
      var isUsable: [ObjectKey: Bool] = [:]
      for alert in try reader.objects(ObjectQuery(Alert.groupKind)) {
        guard let provider = alert.providerKey, isUsable[provider] == nil, alert.spec?["suspend"]?.bool != true,
          try reader.oldestDelivery(of: alert.key, without: deferred) != nil
        else { continue }
        let connection = try Connection(provider, reader)
        fingerprints[provider] = connection.fingerprint
        if case .ready = connection.state { isUsable[provider] = true } else { isUsable[provider] = false }
      }
      return isUsable.keys.sorted().map {
        LaneBoard.Waiting(
          provider: $0, isUsable: isUsable[$0] ?? false, fingerprint: fingerprints[$0] ?? [])
      }
    }
  }

  /// Gives up what has expired and what nobody will ever send, and says so.
  private func settleHopeless() async throws {
    guard board.expiryIsDue(at: .now, every: Self.expiryCheck) else { return }
    let store = store
    let settled = try await store.write { writer in
      let orphans = try writer.failDeliveriesOfMissingAlerts()
      let expired = try writer.expireDeliveries()
      for (alert, deliveries) in Dictionary(grouping: expired, by: \.alert) {
        guard let object = try writer.object(alert) else { continue }
        let reason = deliveries.compactMap(\.error).last ?? "its provider could not be used"
        try writer.record(
          EventRecord(
            about: object, severity: .error, timestamp: .now, reason: "NotificationExpired",
            message: "\(deliveries.count) notification(s) could not be delivered in time and were given up: \(reason)",
            reportingController: NotificationControllerCommand.name))
      }
      return (orphans: orphans, expired: expired)
    }
    if settled.orphans > 0 {
      log.notice("dropped notifications of deleted alerts", metadata: ["count": "\(settled.orphans)"])
    }
    for delivery in settled.expired {
      log.error(
        "gave up a notification that could not be delivered in time",
        metadata: [
          "alert": "\(delivery.alert)", "event": "\(delivery.event)", "attempts": "\(delivery.attempts)",
          "error": "\(delivery.error ?? "its provider could not be used")",
        ])
    }
  }
}

extension ContinuousClock.Instant {
  /// A moment that no sleep of ours reaches.
  fileprivate static var distantFuture: ContinuousClock.Instant { .now + .seconds(365 * 24 * 3600) }
}

extension KubeObject {
  /// The Provider that an Alert names; nil when its spec lacks it.
  var providerKey: ObjectKey? {
    spec?["providerRef"]?["name"]?.string.map { Provider.key(namespace: namespace, name: $0) }
  }
}
