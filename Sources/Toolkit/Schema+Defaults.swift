package import Structure

extension Schema {
  /// The value with the defaults of absent fields filled in, and without nulls of known fields.
  package func withDefaults(_ value: Value) -> Value {
    switch shape {
    case .object(let fields, _):
      guard var mapping = value.object else { return value }
      for field in fields {
        if let content = mapping[field.name], !content.isNull {
          mapping[field.name] = field.schema.withDefaults(content)
        } else {
          mapping[field.name] = field.defaultValue
        }
      }
      return .object(mapping)
    case .list(let element):
      return value.array.map { .array($0.map(element.withDefaults)) } ?? value
    default: return value
    }
  }
}
