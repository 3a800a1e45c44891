import Kube
import Structure

/// Selects the objects that a `target` describes: regular expressions for the identity, selectors for labels and
/// annotations.
struct ObjectMatcher {
  /// A pattern that must match a whole text.
  private struct Pattern {
    let text: String
    /// Nil where the text is taken literally: most patterns are plain names.
    let expression: RegularExpression?

    init(_ text: String, field: String) throws(Failure) {
      self.text = text
      let isPlain = text.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "_") || (48...57).contains(byte)
          || (65...90).contains(byte) || (97...122).contains(byte)
      }
      if isPlain {
        expression = nil
      } else {
        do {
          expression = try RegularExpression("^(?:" + text + ")$")
        } catch {
          throw Failure("target.\(field) '\(text)' is no regular expression: \(error)")
        }
      }
    }

    func matches(_ candidate: String) -> Bool {
      if text.isEmpty { return true }
      return expression?.matches(candidate) ?? (candidate == text)
    }
  }

  private let group: Pattern
  private let version: Pattern
  private let kind: Pattern
  private let name: Pattern
  private let namespace: Pattern
  private let labels: TextSelector
  private let annotations: TextSelector

  init(_ selector: ObjectSelector) throws(Failure) {
    group = try Pattern(selector.id.kind.group, field: "group")
    version = try Pattern(selector.id.kind.version, field: "version")
    kind = try Pattern(selector.id.kind.kind, field: "kind")
    name = try Pattern(selector.id.name, field: "name")
    namespace = try Pattern(selector.id.namespace, field: "namespace")
    labels = TextSelector(selector.labelSelector, field: "labelSelector")
    annotations = TextSelector(selector.annotationSelector, field: "annotationSelector")
  }

  /// The objects that match, in order.
  func select(from map: ResourceMap) throws(Failure) -> [Resource] {
    let candidates = !name.text.isEmpty && name.expression == nil ? map.candidates(named: name.text) : map.resources
    var selected: [Resource] = []
    for resource in candidates where !resource.isGone {
      if try matches(resource) { selected.append(resource) }
    }
    return selected
  }

  /// By the identity now or when the object was read, each part on its own.
  private func matches(_ resource: Resource) throws(Failure) -> Bool {
    let kindNow = resource.selector
    guard kind.matches(kindNow.kind), group.matches(kindNow.group), version.matches(kindNow.version) else {
      return false
    }
    if !name.text.isEmpty || !namespace.text.isEmpty {
      let (original, current) = (resource.originalID, resource.currentID)
      guard
        namespace.text.isEmpty || namespace.matches(original.effectiveNamespace)
          || namespace.matches(current.effectiveNamespace)
      else { return false }
      guard name.matches(original.name) || name.matches(current.name) else { return false }
    }
    if !labels.isEmpty { guard try labels.matches(resource.labels) else { return false } }
    if !annotations.isEmpty { guard try annotations.matches(resource.annotations) else { return false } }
    return true
  }
}
