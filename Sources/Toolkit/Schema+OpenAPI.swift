import Structure

extension Schema {
  /// The structural schema of a custom resource definition.
  var openAPI: Value {
    var schema: Value
    switch shape {
    case .text(let rules): schema = rules.openAPI
    case .integer(let minimum):
      schema = ["type": "integer", "format": "int64"]
      if let minimum { schema["minimum"] = .int(minimum) }
    case .boolean: schema = ["type": "boolean"]
    case .duration(let units): schema = ["type": "string", "pattern": .string(units.pattern)]
    case .time: schema = ["type": "string", "format": "date-time"]
    case .list(let element): schema = ["type": "array", "items": element.openAPI]
    case .map(let element): schema = ["type": "object", "additionalProperties": element.openAPI]
    case .object(let fields, let rules): schema = Self.openAPI(fields, rules)
    case .anything: schema = ["type": "object", "x-kubernetes-preserve-unknown-fields": true]
    }
    if !summary.isEmpty { schema["description"] = .string(summary) }
    return schema
  }

  private static func openAPI(_ fields: [Field], _ rules: [Rule]) -> Value {
    var properties = Mapping()
    for field in fields {
      var schema = field.schema.openAPI
      schema["default"] = field.defaultValue
      properties[field.name] = schema
    }
    var schema: Value = ["type": "object", "properties": .object(properties)]
    let required = fields.filter(\.isRequired).map { Value.string($0.name) }
    if !required.isEmpty { schema["required"] = .array(required) }
    if !rules.isEmpty {
      schema["x-kubernetes-validations"] = .array(
        rules.map { rule in
          let message = rule.field.isEmpty ? rule.message : "\(rule.field) \(rule.message)"
          return ["rule": .string(rule.expression), "message": .string(message)]
        })
    }
    return schema
  }
}

extension Schema.TextRules {
  fileprivate var openAPI: Value {
    var schema: Value = ["type": "string"]
    if !choices.isEmpty { schema["enum"] = .array(choices.map(Value.string)) }
    if let pattern { schema["pattern"] = .string(pattern.expression) }
    if let minimumLength { schema["minLength"] = .int(Int64(minimumLength)) }
    if let maximumLength { schema["maxLength"] = .int(Int64(maximumLength)) }
    return schema
  }
}

extension Schema.DurationUnits {
  /// Flux's patterns.
  fileprivate var pattern: String {
    switch self {
    case .upToHours: "^([0-9]+(\\.[0-9]+)?(ms|s|m|h))+$"
    case .upToMinutes: "^([0-9]+(\\.[0-9]+)?(ms|s|m))+$"
    }
  }
}
