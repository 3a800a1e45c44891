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
  /// The fields whose expressions are no regular expressions, and why: `spec.inclusionList/0: …`.
  let problems: [String]

  /// - Throws: `InvalidObject` when the Alert breaks its schema.
  init(_ object: KubeObject) throws(InvalidObject) {
    key = object.key
    spec = try Alert.spec(of: object)
    created =
      object.metadata["creationTimestamp"]?.string.flatMap { Timestamp($0) } ?? Timestamp(secondsSinceEpoch: 0)
    var problems: [String] = []
    func compiled(_ patterns: [String], _ field: String) -> [RegularExpression] {
      patterns.enumerated().compactMap { index, pattern in
        do {
          return try RegularExpression(pattern)
        } catch {
          problems.append("spec.\(field)[\(index)]: \"\(pattern)\" is not a regular expression: \(error)")
          return nil
        }
      }
    }
    inclusion = compiled(spec.inclusionList, "inclusionList")
    exclusion = compiled(spec.exclusionList, "exclusionList")
    self.problems = problems
  }

  /// Whether the alert reports an event.
  ///
  /// An expression that does not compile is left out, as in Flux; the Alert's condition names it.
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
