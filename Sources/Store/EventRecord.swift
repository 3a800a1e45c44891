package import Kube

/// Something that happened to an object, for people and for alerts: what Flux's controllers send to its
/// notification-controller.
package struct EventRecord: Sendable, Hashable {
  package enum Severity: String, Sendable, Hashable { case info, error, trace }

  /// A unique name, kept over retries of its deliveries.
  package var id: String
  package var involvedObject: ObjectKey
  /// The API version, uid and resourceVersion of the involved object when it happened.
  package var apiVersion: String
  package var uid: String
  package var resourceVersion: String
  package var severity: Severity
  package var timestamp: Timestamp
  /// One word in CamelCase, for machines.
  package var reason: String
  /// For people. Must not contain secrets.
  package var message: String
  /// The name of the controller that reports it.
  package var reportingController: String
  /// More facts, such as the revision.
  package var metadata: [String: String]
  /// Its place in the outbox; 0 before it is recorded.
  package var sequence: Int64

  package init(
    id: String = UniqueID.make(), involvedObject: ObjectKey, apiVersion: String = "", uid: String = "",
    resourceVersion: String = "", severity: Severity, timestamp: Timestamp, reason: String, message: String,
    reportingController: String, metadata: [String: String] = [:], sequence: Int64 = 0
  ) {
    self.id = id
    self.involvedObject = involvedObject
    self.apiVersion = apiVersion
    self.uid = uid
    self.resourceVersion = resourceVersion
    self.severity = severity
    self.timestamp = timestamp
    self.reason = reason
    self.message = message
    self.reportingController = reportingController
    self.metadata = metadata
    self.sequence = sequence
  }

  /// About an object as it was read.
  package init(
    about object: KubeObject, severity: Severity, timestamp: Timestamp, reason: String, message: String,
    reportingController: String, metadata: [String: String] = [:]
  ) {
    self.init(
      involvedObject: object.key, apiVersion: object.apiVersion, uid: object.uid,
      resourceVersion: object.resourceVersion, severity: severity, timestamp: timestamp, reason: reason,
      message: message, reportingController: reportingController, metadata: metadata)
  }
}
