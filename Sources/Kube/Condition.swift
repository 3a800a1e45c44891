package import Structure

/// One condition of an object's status: Kubernetes' `metav1.Condition`.
package struct Condition: Sendable, Hashable {
  package enum Status: String, Sendable {
    case yes = "True"
    case no = "False"
    case unknown = "Unknown"
  }

  /// Such as `Ready`.
  package var type: String
  package var status: Status
  /// CamelCase, for programs.
  package var reason: String
  /// For people; never secret.
  package var message: String
  /// The generation of the object that this was said about; 0 when unknown.
  package var observedGeneration: Int64
  /// When status, reason or message last changed.
  package var lastTransitionTime: Timestamp

  package init(
    type: String, status: Status, reason: String, message: String, observedGeneration: Int64,
    lastTransitionTime: Timestamp
  ) {
    self.type = type
    self.status = status
    self.reason = reason
    self.message = message
    self.observedGeneration = observedGeneration
    self.lastTransitionTime = lastTransitionTime.wholeSeconds
  }

  /// The names of the conditions that every toolkit kind has; see kstatus.
  package static let ready = "Ready"
  package static let reconciling = "Reconciling"
  package static let stalled = "Stalled"

  /// The longest message that the schema of a condition allows, in bytes.
  package static let messageLimit = 32_768
}

extension Condition {
  /// Reads an entry of `status.conditions`; nil when type or status is missing or not what it should be.
  package init?(_ value: Value) {
    guard let type = value["type"]?.string, let status = value["status"]?.string.flatMap(Status.init) else {
      return nil
    }
    self.init(
      type: type, status: status, reason: value["reason"]?.string ?? "", message: value["message"]?.string ?? "",
      observedGeneration: value["observedGeneration"]?.int ?? 0,
      lastTransitionTime: value["lastTransitionTime"]?.string.flatMap { Timestamp($0) }
        ?? Timestamp(secondsSinceEpoch: 0))
  }

  /// The entry of `status.conditions`.
  package var value: Value {
    var mapping = Mapping()
    mapping["lastTransitionTime"] = .string(lastTransitionTime.description)
    mapping["message"] = .string(message)
    if observedGeneration > 0 { mapping["observedGeneration"] = .int(observedGeneration) }
    mapping["reason"] = .string(reason)
    mapping["status"] = .string(status.rawValue)
    mapping["type"] = .string(type)
    return .object(mapping)
  }

  /// Whether this says the same as `other`, whenever and about whichever generation it was said.
  package func saysTheSame(as other: Condition) -> Bool {
    type == other.type && status == other.status && reason == other.reason && message == other.message
  }
}

extension [Condition] {
  /// Reads `status.conditions`; entries that are no conditions are left out.
  package init(status: Value?) { self = (status?["conditions"]?.array ?? []).compactMap { Condition($0) } }

  package subscript(type type: String) -> Condition? { first { $0.type == type } }

  /// Puts a condition in the place of the one of its type, keeping the time of the last transition when it says the
  /// same, and the order that `kubectl` shows: Ready first, then by type.
  package mutating func set(_ condition: Condition) {
    var condition = condition
    if let index = firstIndex(where: { $0.type == condition.type }) {
      if self[index].saysTheSame(as: condition) { condition.lastTransitionTime = self[index].lastTransitionTime }
      self[index] = condition
    } else {
      append(condition)
    }
    sort { ($0.type == Condition.ready ? "" : $0.type) < ($1.type == Condition.ready ? "" : $1.type) }
  }

  package mutating func remove(type: String) { removeAll { $0.type == type } }

  /// The list for `status.conditions`.
  package var value: Value { .array(map(\.value)) }
}

extension KubeObject {
  /// The conditions of the status.
  package var conditions: [Condition] {
    get { [Condition](status: status) }
    set {
      var status = self.status ?? .object(Mapping())
      status["conditions"] = newValue.isEmpty ? nil : newValue.value
      self.status = status
    }
  }

  /// Whether the status says `Ready=True` about the present generation.
  package var isReady: Bool {
    guard let ready = conditions[type: Condition.ready], ready.status == .yes else { return false }
    let observed = status?["observedGeneration"]?.int ?? ready.observedGeneration
    return observed == generation
  }
}
