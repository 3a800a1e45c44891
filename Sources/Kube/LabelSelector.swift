package import Structure

/// Which objects are meant, by their labels: Kubernetes' `matchLabels` and `matchExpressions`, or kubectl's `-l` text.
///
/// All requirements must hold; an empty selector matches everything.
package struct LabelSelector: Sendable, Hashable {
  /// One demand on one label.
  package enum Requirement: Sendable, Hashable {
    case isIn(key: String, values: [String])
    /// Also holds when the label is missing, as in Kubernetes.
    case notIn(key: String, values: [String])
    case exists(key: String)
    case absent(key: String)
  }

  package var requirements: [Requirement]

  package init(_ requirements: [Requirement] = []) { self.requirements = requirements }

  /// The selector that demands every label of `labels` with its value.
  package init(matching labels: [String: String]) {
    requirements = labels.sorted { $0.key < $1.key }.map { .isIn(key: $0.key, values: [$0.value]) }
  }

  package func matches(_ labels: [String: String]) -> Bool {
    requirements.allSatisfy { requirement in
      switch requirement {
      case .isIn(let key, let values): labels[key].map(values.contains) ?? false
      case .notIn(let key, let values): labels[key].map { !values.contains($0) } ?? true
      case .exists(let key): labels[key] != nil
      case .absent(let key): labels[key] == nil
      }
    }
  }
}

/// What is wrong with the text or the fields of a ``LabelSelector``.
package struct LabelSelectorError: Error, Sendable, Hashable, CustomStringConvertible {
  package var description: String

  package init(_ description: String) { self.description = description }
}

extension LabelSelector {
  /// From the `matchLabels` and `matchExpressions` of an object.
  /// - Throws: When a field has another type, or an operator is not In, NotIn, Exists or DoesNotExist.
  package init(_ value: Value) throws(LabelSelectorError) {
    guard let fields = value.object else {
      throw LabelSelectorError("a label selector must be a mapping, not \(value.typeName)")
    }
    var requirements: [Requirement] = []
    for (key, field) in fields["matchLabels"]?.object ?? Mapping() {
      guard let text = field.string else {
        throw LabelSelectorError("matchLabels.\(key) must be a string, not \(field.typeName)")
      }
      requirements.append(.isIn(key: key, values: [text]))
    }
    for (index, expression) in (fields["matchExpressions"]?.array ?? []).enumerated() {
      guard let key = expression["key"]?.string, let name = expression["operator"]?.string else {
        throw LabelSelectorError("matchExpressions[\(index)] must have a key and an operator")
      }
      let values = expression["values"]?.array?.compactMap(\.string) ?? []
      switch name {
      case "In": requirements.append(.isIn(key: key, values: values))
      case "NotIn": requirements.append(.notIn(key: key, values: values))
      case "Exists": requirements.append(.exists(key: key))
      case "DoesNotExist": requirements.append(.absent(key: key))
      default:
        throw LabelSelectorError(
          "matchExpressions[\(index)].operator is \"\(name)\"; expected In, NotIn, Exists or DoesNotExist")
      }
    }
    self.init(requirements)
  }

  /// From the text form of kubectl's `-l`: `a=b,c!=d,e in (f,g),h notin (i),j,!k`.
  /// - Throws: When a part of the text is none of these forms.
  package init(parsing text: String) throws(LabelSelectorError) {
    var requirements: [Requirement] = []
    for part in Self.parts(of: text) { requirements.append(try Self.requirement(part)) }
    self.init(requirements)
  }

  /// Splits at the commas that stand outside parentheses.
  private static func parts(of text: String) -> [String] {
    var parts: [String] = []
    var current = ""
    var depth = 0
    for character in text {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ",", depth == 0 {
        parts.append(current)
        current = ""
      } else {
        current.append(character)
      }
    }
    parts.append(current)
    return parts.map(trimmed).filter { !$0.isEmpty }
  }

  private static func requirement(_ part: String) throws(LabelSelectorError) -> Requirement {
    if part.hasSuffix(")"), let open = part.firstIndex(of: "(") {
      let words = part[..<open].split(separator: " ").map(String.init)
      let values = part[part.index(after: open)...].dropLast()
        .split(separator: ",", omittingEmptySubsequences: false).map { trimmed(String($0)) }
      switch words.count == 2 ? words[1] : "" {
      case "in": return .isIn(key: words[0], values: values)
      case "notin": return .notIn(key: words[0], values: values)
      default: throw LabelSelectorError("\"\(part)\": expected KEY in (VALUES) or KEY notin (VALUES)")
      }
    }
    if part.hasPrefix("!") {
      return .absent(key: try checked(trimmed(String(part.dropFirst())), of: part))
    }
    guard let equals = part.firstIndex(of: "=") else { return .exists(key: try checked(part, of: part)) }
    var key = part[..<equals]
    var value = part[part.index(after: equals)...]
    let isNegated = key.last == "!"
    if isNegated { key = key.dropLast() } else if value.first == "=" { value = value.dropFirst() }
    let name = try checked(trimmed(String(key)), of: part)
    let values = [trimmed(String(value))]
    return isNegated ? .notIn(key: name, values: values) : .isIn(key: name, values: values)
  }

  private static func checked(_ key: String, of part: String) throws(LabelSelectorError) -> String {
    guard !key.isEmpty, !key.contains(where: { " ()!=".contains($0) }) else {
      throw LabelSelectorError("\"\(part)\": expected a label name, KEY=VALUE, KEY!=VALUE or KEY in (VALUES)")
    }
    return key
  }

  private static func trimmed(_ text: String) -> String {
    let start = text.drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }
}
