import Structure

extension Evaluation {
  /// `type`, `const`, `enum`, `format`.
  @inline(never)
  mutating func evaluateAnyType(
    _ keyword: Keyword, of node: SchemaNode, on value: Value, _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    switch keyword {
    case .type(let types):
      let type = TypeSet(of: value)
      if types.contains(type) { return true }
      if type == .number, types.contains(.integer), Self.isInteger(value) { return true }
      try fail("type", "got \(type.description), want \(types.description)", node, into: &found)
      return false
    case .constant(let wanted):
      if try JSONEquality.areEqual(value, wanted, &budget) { return true }
      try fail("const", Self.text(wanted).map { "value must be \($0)" } ?? "'const' failed", node, into: &found)
      return false
    case .enumeration(let choices):
      for choice in choices where try JSONEquality.areEqual(value, choice, &budget) { return true }
      try fail("enum", Self.message(choices), node, into: &found)
      return false
    case .format(let format):
      guard case .string(let text) = value else { return true }
      guard let reason = try reason(format, text) else { return true }
      try fail(
        "format", "\(GoQuote.text(text)) is not valid \(format.rawValue): \(reason)", node, into: &found)
      return false
    default: return true
    }
  }

  /// Why a text does not have a format.
  private mutating func reason(_ format: Format, _ text: String) throws(JSONSchemaError) -> String? {
    guard format == .regex else {
      try budget.spend(text.utf8.count >> 2)
      return format.reason(text)
    }
    guard case .failure(let error) = try patterns.pattern(text, &budget) else { return nil }
    return error.message
  }

  private static func isInteger(_ value: Value) -> Bool {
    guard case .double(let number) = value else { return true }
    return number.isFinite && number == number.rounded(.towardZero)
  }

  private static func message(_ choices: [Value]) -> String {
    let texts = choices.map(text)
    guard !texts.contains(nil) else { return "'enum' failed" }
    return (texts.count == 1 ? "value must be " : "value must be one of ")
      + texts.compactMap { $0 }.joined(separator: ", ")
  }

  /// A scalar as messages show it; nil for lists and mappings, which are too long to show.
  private static func text(_ value: Value) -> String? {
    switch value {
    case .null: "<nil>"
    case .string(let text): GoQuote.text(text)
    case .bool, .int, .uint, .double: JSON.text(value)
    case .array, .object: nil
    }
  }

  /// `minLength`, `maxLength`, `pattern`.
  @inline(never)
  mutating func evaluateText(
    _ keyword: Keyword, of node: SchemaNode, on text: String, _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    try budget.spend(text.utf8.count >> 6)
    switch keyword {
    case .minLength(let limit):
      return try check("minLength", text.unicodeScalars.count, atLeast: limit, node, &found)
    case .maxLength(let limit):
      return try check("maxLength", text.unicodeScalars.count, atMost: limit, node, &found)
    case .pattern(let pattern):
      try budget.spend(pattern.cost(of: text))
      if pattern.matches(text) { return true }
      try fail(
        "pattern", "\(GoQuote.text(text)) does not match pattern \(GoQuote.text(pattern.pattern))", node,
        into: &found)
      return false
    default: return true
    }
  }

  /// `minimum`, `maximum`, their exclusive forms, `multipleOf`.
  @inline(never)
  mutating func evaluateNumber(
    _ keyword: Keyword, of node: SchemaNode, on value: Value, _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    let (name, limit, holds): (String, Value, Bool)
    switch keyword {
    case .bound(let bound): (name, limit, holds) = (bound.kind.rawValue, bound.limit, bound.holds(for: value))
    case .multipleOf(let divisor, let written):
      (name, limit, holds) = ("multipleOf", written, Decimal(value)?.isMultiple(of: divisor) ?? false)
    default: return true
    }
    if holds { return true }
    try fail(name, "\(name): got \(Self.localized(value)), want \(Self.localized(limit))", node, into: &found)
    return false
  }

  private static func localized(_ value: Value) -> String {
    switch value {
    case .int(let number): Decimal(Double(number)).localized
    case .uint(let number): Decimal(Double(number)).localized
    case .double(let number) where number.isFinite: Decimal(number).localized
    default: JSON.text(value)
    }
  }

  @inline(never)
  mutating func check(
    _ keyword: String, _ count: Int, atLeast limit: Int, _ node: SchemaNode, _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    if count >= limit { return true }
    try fail(keyword, Self.message(keyword, count, limit), node, into: &found)
    return false
  }

  @inline(never)
  mutating func check(
    _ keyword: String, _ count: Int, atMost limit: Int, _ node: SchemaNode, _ found: inout [Violation]
  ) throws(JSONSchemaError) -> Bool {
    if count <= limit { return true }
    try fail(keyword, Self.message(keyword, count, limit), node, into: &found)
    return false
  }

  private static func message(_ keyword: String, _ count: Int, _ limit: Int) -> String {
    "\(keyword): got \(Decimal.grouped(String(count))), want \(Decimal.grouped(String(limit)))"
  }
}

extension RegularExpression {
  /// The steps that searching a text takes at most.
  func cost(of text: String) -> Int { 1 + (text.utf8.count * programSize) >> 6 }
}

extension Bound {
  fileprivate func holds(for value: Value) -> Bool {
    if case .int(let number) = value, case .int(let limit) = limit {
      return switch kind {
      case .minimum: number >= limit
      case .maximum: number <= limit
      case .exclusiveMinimum: number > limit
      case .exclusiveMaximum: number < limit
      }
    }
    guard let number = Decimal(value) else { return false }
    return switch kind {
    case .minimum: !(number < decimal)
    case .maximum: !(decimal < number)
    case .exclusiveMinimum: decimal < number
    case .exclusiveMaximum: number < decimal
    }
  }
}
