import Kube
package import Structure

extension Schema {
  /// The mistakes of a value, in the order of the schema. A null counts as a field that is not there.
  package func errors(in value: Value, at path: FieldPath) -> [FieldError] {
    switch shape {
    case .text(let rules):
      guard let text = value.string else { return [wrongType(value, at: path, expected: "a string")] }
      return rules.mistake(in: text).map { [FieldError(.invalid, at: path, $0)] } ?? []
    case .integer(let minimum):
      guard let number = value.int else { return [wrongType(value, at: path, expected: "an integer")] }
      guard let minimum, number < minimum else { return [] }
      return [FieldError(.invalid, at: path, "\(number) is too small; the least is \(minimum)")]
    case .boolean:
      return value.bool == nil ? [wrongType(value, at: path, expected: "true or false")] : []
    case .duration(let units):
      guard let text = value.string else {
        return [wrongType(value, at: path, expected: "a duration such as 30s, 5m or 1h30m")]
      }
      return units.mistake(in: text).map { [FieldError(.invalid, at: path, $0)] } ?? []
    case .time:
      guard let text = value.string else { return [wrongType(value, at: path, expected: "a time")] }
      guard Timestamp(text) == nil else { return [] }
      return [FieldError(.invalid, at: path, "\"\(text)\" is not a time; write it like 2026-01-31T09:05:03Z")]
    case .list(let element):
      guard let elements = value.array else { return [wrongType(value, at: path, expected: "a list")] }
      return elements.enumerated().flatMap { element.errors(in: $1, at: path.appending($0)) }
    case .map(let element):
      guard let mapping = value.object else { return [wrongType(value, at: path, expected: "a mapping")] }
      return mapping.flatMap { element.errors(in: $0.value, at: path.appending($0.key)) }
    case .object(let fields, let rules):
      guard let mapping = value.object else { return [wrongType(value, at: path, expected: "a mapping")] }
      return Self.errors(in: mapping, fields: fields, rules: rules, at: path)
    case .anything:
      return value.object == nil ? [wrongType(value, at: path, expected: "a mapping")] : []
    }
  }

  /// The fields of a valid value that this release does not act on; see ``Schema/Support``.
  package func unsupportedFields(in value: Value, at path: FieldPath) -> [FieldError] {
    switch shape {
    case .object(let fields, _):
      fields.flatMap { field -> [FieldError] in
        guard let content = value[field.name], !content.isNull else { return [] }
        let place = path.appending(field.name)
        guard case .only(let values) = field.support, !values.contains(content), !content.isEmptyChoice else {
          return field.schema.unsupportedFields(in: content, at: place)
        }
        return [field.unsupported(content, at: place, supported: values)]
      }
    case .list(let element):
      (value.array ?? []).enumerated().flatMap { element.unsupportedFields(in: $1, at: path.appending($0)) }
    default: []
    }
  }

  private static func errors(in mapping: Mapping, fields: [Field], rules: [Rule], at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    for field in fields {
      if let value = mapping[field.name], !value.isNull {
        errors += field.schema.errors(in: value, at: path.appending(field.name))
      } else if field.isRequired {
        errors.append(FieldError(.missing, at: path.appending(field.name), "is required"))
      }
    }
    for (key, _) in mapping where !fields.contains(where: { $0.name == key }) {
      let suggestion = NearestName.of(key, among: fields.map(\.name)).map { "; did you mean \"\($0)\"?" }
      errors.append(
        FieldError(
          .unknown, at: path.appending(key),
          "there is no such field" + (suggestion ?? "; known are \(fields.map(\.name).joined(separator: ", "))")))
    }
    // A rule on fields that are wrong already would only repeat it.
    guard errors.isEmpty else { return errors }
    for rule in rules where !rule.holds(mapping) {
      errors.append(
        FieldError(.invalid, at: rule.field.isEmpty ? path : path.appending(rule.field), rule.message))
    }
    return errors
  }

  private func wrongType(_ value: Value, at path: FieldPath, expected: String) -> FieldError {
    FieldError(.invalid, at: path, "must be \(expected), not \(value.typeName)")
  }
}

extension Schema.TextRules {
  /// What is wrong with a text, or nil.
  func mistake(in text: String) -> String? {
    if !choices.isEmpty, !choices.contains(text) {
      if let nearest = NearestName.of(text, among: choices) {
        return "\"\(text)\" is unknown; did you mean \"\(nearest)\"?"
      }
      return "\"\(text)\" is unknown; known are \(choices.joined(separator: ", "))"
    }
    let length = text.unicodeScalars.count
    if let minimumLength, length < minimumLength {
      return minimumLength == 1 ? "must not be empty" : "must have at least \(minimumLength) characters"
    }
    if let maximumLength, length > maximumLength {
      return "has \(length) characters; the most is \(maximumLength)"
    }
    if let pattern, let compiled = pattern.compiled, !compiled.matches(text) {
      return "\"\(text)\" must be \(pattern.expected)"
    }
    if isExpression {
      do {
        _ = try RegularExpression(text)
      } catch {
        return error.message
      }
    }
    return nil
  }
}

extension Schema.DurationUnits {
  /// What is wrong with a duration, or nil.
  func mistake(in text: String) -> String? {
    let complaint = InvalidDuration(text: text).description
    guard (try? Duration(goDuration: text)) != nil else { return complaint }
    // Go reads more than Flux's schemas allow: signs, a bare 0, micro- and nanoseconds.
    let allowed: Set<String> = self == .upToHours ? ["ms", "s", "m", "h"] : ["ms", "s", "m"]
    let units = text.split { "0123456789.".contains($0) }.map(String.init)
    if self == .upToMinutes, units.contains("h") {
      return "\"\(text)\" must be written in minutes and seconds; write it like 30s or 90m"
    }
    guard !units.isEmpty, units.allSatisfy(allowed.contains), !text.hasPrefix("."),
      !text.contains(where: { "+-".contains($0) })
    else { return complaint }
    return nil
  }
}

extension Schema.Field {
  fileprivate func unsupported(_ value: Value, at path: FieldPath, supported: [Value]) -> FieldError {
    let words = supported.compactMap(\.string).filter { !$0.isEmpty }
    if let text = value.string, !words.isEmpty {
      return FieldError(
        .unsupported, at: path,
        "\"\(text)\" is not supported by this release yet; supported: \(words.joined(separator: ", "))")
    }
    return FieldError(.unsupported, at: path, "is not supported by this release yet; remove the field")
  }
}

extension Value {
  /// Whether a field with this value asks for nothing: false, or an empty list, mapping or string.
  fileprivate var isEmptyChoice: Bool {
    switch self {
    case .bool(let flag): !flag
    case .string(let text): text.isEmpty
    case .array(let elements): elements.isEmpty
    case .object(let mapping): mapping.isEmpty
    default: false
    }
  }
}
