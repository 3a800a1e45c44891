import Kube
import Logging
import Notify
import Store
import Structure
import Toolkit

extension Dispatcher {
  /// The next message of a lane, with the settings as they are now.
  private struct Work: Sendable {
    var delivery: Delivery
    var alert: KubeObject
    var notification: Notification
    var provider: any NotificationProvider
    var settings: ProviderSettings
    var fingerprint: [String]
  }

  private enum Attempt { case goOn, stop }

  /// Sends the messages of a Provider, oldest first, until none is left or its receiver does not take one.
  func run(_ lane: ObjectKey, _ changed: @Sendable (ObjectKey) -> Void) async {
    do {
      while !Task.isCancelled, let work = try await nextWork(of: lane) {
        guard try await attempt(work, lane, changed) == .goOn else { return }
      }
    } catch {
      guard !Task.isCancelled else { return }
      log.error("cannot deliver", metadata: ["provider": "\(lane)", "error": "\(error)"])
      board.block(lane, until: .now + .seconds(1), fingerprint: [])
    }
  }

  private func nextWork(of lane: ObjectKey) async throws -> Work? {
    let deferred = board.deferred(at: .now)
    let next: (work: Work?, orphan: Int64?) = try await store.read { reader in
      let connection = try Connection(lane, reader)
      guard case .ready(let provider, let settings) = connection.state else { return (nil, nil) }
      var oldest: (delivery: Delivery, alert: KubeObject)?
      for alert in try reader.objects(ObjectQuery(Alert.groupKind, namespace: lane.namespace)) {
        guard alert.providerKey == lane, alert.spec?["suspend"]?.bool != true,
          let delivery = try reader.oldestDelivery(of: alert.key, without: deferred)
        else { continue }
        if oldest == nil || delivery.event < (oldest?.delivery.event ?? 0) { oldest = (delivery, alert) }
      }
      guard let (delivery, alert) = oldest else { return (nil, nil) }
      guard let event = try reader.event(delivery.event), let rule = try? AlertRule(alert) else {
        return (nil, delivery.id)
      }
      let work = Work(
        delivery: delivery, alert: alert, notification: Notification(event, by: rule), provider: provider,
        settings: settings, fingerprint: connection.fingerprint)
      return (work, nil)
    }
    guard let orphan = next.orphan else { return next.work }
    // Its alert can't be read any more (or its event is gone): looked at again when something changes.
    board.putAside(orphan, of: lane, until: .now + .seconds(60))
    return try await nextWork(of: lane)
  }

  /// Sends one message and writes down what came of it, also when the daemon is told to stop meanwhile.
  private func attempt(
    _ work: Work, _ lane: ObjectKey, _ changed: @Sendable (ObjectKey) -> Void
  ) async throws -> Attempt {
    // Not a child of the lane's task: a cancellation in the middle would send the message again after the restart.
    // This function owns it: it waits for it in any case, and cancels it when it takes too long to end.
    let task = Task { try await sendAndSettle(work, lane) }
    let outcome = try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      Task {
        try? await Task.sleep(for: .seconds(3))
        task.cancel()
      }
    }
    switch outcome {
    case .success:
      if health.succeeded(lane) {
        log.notice("the receiver takes notifications again", metadata: ["provider": "\(lane)"])
        changed(lane)
      }
      return .goOn
    case .failure(let error) where error.code == .content:
      log.warning(
        "a notification was refused; it is tried again later",
        metadata: ["provider": "\(lane)", "error": "\(error)", "attempt": "\(work.delivery.attempts + 1)"])
      return .goOn
    case .failure(let error):
      let isNew = health.failed(lane, error.message)
      log.log(
        level: isNew ? .warning : .info, "a notification could not be delivered; it is tried again",
        metadata: ["provider": "\(lane)", "error": "\(error)", "attempt": "\(work.delivery.attempts + 1)"])
      if isNew { changed(lane) }
      return .stop
    }
  }

  /// Notes that a message was taken. What cannot be noted is noted again, since sending it again would repeat it.
  private func settle(_ id: Int64, _ lane: ObjectKey) async throws {
    while true {
      do {
        return try await store.write { try $0.finishDelivery(id) }
      } catch {
        log.error("cannot note a delivery", metadata: ["provider": "\(lane)", "error": "\(error)"])
        try await Task.sleep(for: .seconds(1))
      }
    }
  }

  private func sendAndSettle(_ work: Work, _ lane: ObjectKey) async throws -> Result<Void, DeliveryError> {
    let id = work.delivery.id
    do {
      try await sender.send(work.notification, to: work.provider, work.settings)
      try await settle(id, lane)
      board.unblock(lane)
      return .success(())
    } catch let error as DeliveryError {
      let isContent = error.code == .content
      let failures = isContent ? work.delivery.attempts + 1 : (health.trouble(of: lane)?.attempts ?? 0) + 1
      let schedule = isContent ? configuration.schedule.forRefused : configuration.schedule
      let pause = schedule.pause(after: failures, retryAfter: error.retryAfter, jitter: .random(in: 0..<1))
      if isContent {
        board.putAside(id, of: lane, until: .now + pause)
      } else {
        board.block(lane, until: .now + pause, fingerprint: work.fingerprint)
      }
      let alert = work.alert
      try await store.write { writer in
        // Before it expires, so that giving it up is seen and told.
        let next = min(Timestamp.now + pause, work.delivery.expires + .microseconds(-1))
        try writer.retryDelivery(id, at: next, error: error.message)
        if isContent, work.delivery.attempts == 0 {
          try writer.record(
            EventRecord(
              about: alert, severity: .error, timestamp: .now, reason: "NotificationRefused", message: error.message,
              reportingController: NotificationControllerCommand.name))
        }
      }
      return .failure(error)
    }
  }
}
