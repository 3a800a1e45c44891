package import Kube
package import Structure

/// What is told to a receiver: an event of the toolkit with the metadata that its alert adds.
///
/// The fields are those of Flux's `event.toolkit.fluxcd.io/v1beta1` Event, so that a receiver written for Flux reads
/// them unchanged.
package struct Notification: Sendable, Hashable {
  package enum Severity: String, Sendable { case info, error }

  /// The object that the event is about.
  package var involvedObject: ObjectKey
  /// Its API group and version, such as `kustomize.toolkit.fluxcd.io/v1`.
  package var apiVersion: String
  /// Its uid and resource version; empty when unknown.
  package var uid: String
  package var resourceVersion: String
  package var severity: Severity
  package var timestamp: Timestamp
  /// CamelCase, for programs.
  package var reason: String
  /// For people.
  package var message: String
  /// Already combined with what the alert adds; see ``combinedMetadata(of:eventMetadata:summary:)``.
  package var metadata: [String: String]
  package var reportingController: String

  package init(
    involvedObject: ObjectKey, apiVersion: String, uid: String = "", resourceVersion: String = "", severity: Severity,
    timestamp: Timestamp, reason: String, message: String, metadata: [String: String] = [:],
    reportingController: String
  ) {
    self.involvedObject = involvedObject
    self.apiVersion = apiVersion
    self.uid = uid
    self.resourceVersion = resourceVersion
    self.severity = severity
    self.timestamp = timestamp
    self.reason = reason
    self.message = message
    self.metadata = metadata
    self.reportingController = reportingController
  }

  /// `kustomization/apps.flux-system`: how chat messages name the object.
  package var objectName: String {
    "\(involvedObject.kind.lowercased())/\(involvedObject.name).\(involvedObject.namespace)"
  }

  /// The metadata in the order in which people read it: the summary first, then by key.
  package var facts: [(key: String, value: String)] {
    let sorted = metadata.sorted { left, right in
      if (left.key == "summary") != (right.key == "summary") { return left.key == "summary" }
      return left.key < right.key
    }
    return sorted.map { ($0.key, $0.value) }
  }

  /// The event as JSON, in the order and with the omissions of Flux's Event.
  package var value: Value {
    var object = Mapping()
    for (key, text) in [
      ("kind", involvedObject.kind), ("namespace", involvedObject.namespace), ("name", involvedObject.name),
      ("uid", uid), ("apiVersion", apiVersion), ("resourceVersion", resourceVersion),
    ] where !text.isEmpty { object[key] = .string(text) }
    var event = Mapping()
    event["involvedObject"] = .object(object)
    event["severity"] = .string(severity.rawValue)
    event["timestamp"] = .string("\(timestamp)")
    event["message"] = .string(message)
    event["reason"] = .string(reason)
    if !metadata.isEmpty {
      var entries = Mapping()
      for key in metadata.keys.sorted() { entries[key] = metadata[key].map(Value.string) }
      event["metadata"] = .object(entries)
    }
    event["reportingController"] = .string(reportingController)
    return .object(event)
  }
}
