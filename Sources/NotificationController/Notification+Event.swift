import Kube
import Notify
import Store
import Toolkit

extension Notification {
  /// What an alert tells about an event.
  init(_ event: EventRecord, by rule: AlertRule) {
    let combined = Notification.combinedMetadata(
      of: event.metadata, group: event.involvedObject.group, eventMetadata: rule.spec.eventMetadata,
      summary: rule.spec.summary)
    self.init(
      involvedObject: event.involvedObject, apiVersion: event.apiVersion, uid: event.uid,
      resourceVersion: event.resourceVersion, severity: event.severity == .error ? .error : .info,
      timestamp: event.timestamp, reason: event.reason, message: event.message, metadata: combined.metadata,
      reportingController: event.reportingController)
  }
}
