import Kube
import Store
import Structure
import Toolkit

/// An Alert that is ready to choose among events: its regular expressions are compiled.
struct AlertRule: Sendable {
  let key: ObjectKey
  let spec: Alert.Spec
  /// Events before it are not the alert's business.
  let created: Timestamp
  private let inclusion: [RegularExpression]
  private let exclusion: [RegularExpression]

  /// - Throws: `InvalidObject` when the Alert breaks its schema; an expression that does not compile does.
  init(_ object: KubeObject) throws(InvalidObject) {
    key = object.key
    spec = try Alert.spec(of: object)
    created =
      object.metadata["creationTimestamp"]?.string.flatMap { Timestamp($0) } ?? Timestamp(secondsSinceEpoch: 0)
    // The schema has found them well-formed.
    inclusion = spec.inclusionList.compactMap { try? RegularExpression($0) }
    exclusion = spec.exclusionList.compactMap { try? RegularExpression($0) }
  }

  /// Whether the alert reports an event.
  /// - Parameters:
  ///   - acrossNamespaces: Whether an alert may report objects of other namespaces than its own.
  ///   - labels: The labels of the involved object, nil when it is gone; asked only when a source needs them.
  func reports(
    _ event: EventRecord, acrossNamespaces: Bool = true, labels: () throws -> [String: String]?
  ) rethrows -> Bool {
    guard !spec.isSuspended, event.timestamp.wholeSeconds >= created else { return false }
    switch event.severity {
    case .trace: return false
    case .info: guard spec.severity == .info else { return false }
    case .error: break
    }
    let object = event.involvedObject
    guard acrossNamespaces || object.namespace == key.namespace else { return false }
    guard try spec.sources.contains(where: { try covers($0, object, labels) }) else { return false }
    if !spec.inclusionList.isEmpty, !inclusion.contains(where: { $0.matches(event.message) }) { return false }
    return !exclusion.contains { $0.matches(event.message) }
  }

  private func covers(
    _ source: Alert.Source, _ object: ObjectKey, _ labels: () throws -> [String: String]?
  ) rethrows -> Bool {
    guard source.kind == object.kind, source.namespace ?? key.namespace == object.namespace,
      source.name == "*" || source.name == object.name
    else { return false }
    if source.matchLabels.isEmpty { return true }
    guard let labels = try labels() else { return false }
    return source.matchLabels.allSatisfy { labels[$0.key] == $0.value }
  }
}
