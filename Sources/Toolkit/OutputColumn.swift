package import Kube
import Structure

/// A column of `martlet get`.
package enum OutputColumn: String, Sendable, CaseIterable {
  case name, age, revision, suspended, ready, message

  /// The heading, such as `NAME`.
  package var title: String { rawValue.uppercased() }

  /// What stands in the column for an object; empty when there is nothing to show.
  package func text(for object: KubeObject, now: Timestamp) -> String {
    switch self {
    case .name: object.name
    case .age:
      (object.content["metadata"]?["creationTimestamp"]?.string).flatMap { Timestamp($0) }
        .map { Self.age(now.since($0)) } ?? ""
    case .revision:
      object.status?[path: "artifact", "revision"]?.string ?? object.status?["lastAppliedRevision"]?.string ?? ""
    case .suspended: object.spec?["suspend"]?.bool == true ? "True" : "False"
    case .ready: object.conditions[type: Condition.ready]?.status.rawValue ?? "Unknown"
    case .message: object.conditions[type: Condition.ready]?.message ?? "waiting to be reconciled"
    }
  }

  /// A duration as kubectl shows an age: two units at most, `45s`, `3m20s`, `5h`, `12d`.
  private static func age(_ duration: Duration) -> String {
    let seconds = max(0, duration.components.seconds)
    let (minutes, hours, days) = (seconds / 60, seconds / 3600, seconds / 86_400)
    func pair(_ large: String, _ rest: Int64, _ small: String) -> String {
      rest == 0 ? large : "\(large)\(rest)\(small)"
    }
    if seconds < 120 { return "\(seconds)s" }
    if minutes < 10 { return pair("\(minutes)m", seconds % 60, "s") }
    if minutes < 180 { return "\(minutes)m" }
    if hours < 8 { return pair("\(hours)h", minutes % 60, "m") }
    if hours < 48 { return "\(hours)h" }
    if hours < 192 { return pair("\(days)d", hours % 24, "h") }
    return days < 730 ? "\(days)d" : pair("\(days / 365)y", days % 365, "d")
  }
}
