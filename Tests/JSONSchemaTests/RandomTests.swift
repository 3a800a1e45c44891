import JSONSchema
import Structure
import TestRandomness
import Testing

@Suite("Random schemas and values")
struct RandomTests {
  /// SplitMix64: the same numbers everywhere.
  private static let drafts = [
    "http://json-schema.org/draft-04/schema#", "http://json-schema.org/draft-06/schema#",
    "http://json-schema.org/draft-07/schema#", "https://json-schema.org/draft/2019-09/schema",
    "https://json-schema.org/draft/2020-12/schema",
  ]

  private static let keywords = [
    "type", "const", "enum", "format", "properties", "patternProperties", "additionalProperties", "items",
    "prefixItems", "additionalItems", "contains", "minContains", "maxContains", "minItems", "maxItems", "uniqueItems",
    "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum", "multipleOf", "required",
    "minProperties", "dependencies", "dependentRequired", "dependentSchemas", "propertyNames", "allOf", "anyOf",
    "oneOf", "not", "if", "then", "else", "$ref", "$dynamicRef", "$recursiveRef", "$recursiveAnchor", "$dynamicAnchor",
    "$anchor", "$id", "unevaluatedProperties", "unevaluatedItems", "$defs", "definitions",
  ]

  private func value(_ depth: Int, _ source: inout SeededGenerator) -> Value {
    switch Int.random(in: 0..<(depth > 0 ? 12 : 8), using: &source) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &source))
    case 2: return .int(Int64.random(in: -3...3, using: &source))
    case 3: return .double([0.5, -1e300, 1e-300, 1, 2.5].randomElement(using: &source) ?? 0)
    case 4: return .uint(.max)
    case 5, 6:
      return .string(["", "x", "a", "#", "#/", "(", "é\u{301}", "ipv4", "object"].randomElement(using: &source) ?? "")
    case 7: return .string(Self.keywords.randomElement(using: &source) ?? "")
    case 8, 9: return .array((0..<Int.random(in: 0..<4, using: &source)).map { _ in value(depth - 1, &source) })
    default:
      var mapping = Mapping()
      for _ in 0..<Int.random(in: 0..<4, using: &source) {
        mapping[["a", "b", "é"].randomElement(using: &source) ?? ""] = value(depth - 1, &source)
      }
      return .object(mapping)
    }
  }

  /// A schema whose keywords mostly have values that fit them.
  private func schema(_ depth: Int, _ source: inout SeededGenerator) -> Value {
    guard depth > 0 else { return .bool(Bool.random(using: &source)) }
    var schema = Mapping()
    for _ in 0..<Int.random(in: 0..<5, using: &source) {
      guard let keyword = Self.keywords.randomElement(using: &source) else { continue }
      // Now and then nothing fits.
      schema[keyword] =
        Int.random(in: 0..<40, using: &source) == 0
        ? value(2, &source) : argument(of: keyword, depth - 1, &source)
    }
    return .object(schema)
  }

  private func argument(of keyword: String, _ depth: Int, _ source: inout SeededGenerator) -> Value {
    switch keyword {
    case "type": return .string(["string", "integer", "object", "array"].randomElement(using: &source) ?? "")
    case "enum": return [value(2, &source), value(1, &source)]
    case "format": return .string(["ipv4", "date", "regex", "uri", "nothing"].randomElement(using: &source) ?? "")
    case "properties", "dependentSchemas", "$defs", "definitions", "dependencies", "patternProperties":
      return ["a": schema(depth, &source), "b": schema(depth, &source)]
    case "prefixItems", "allOf", "anyOf", "oneOf": return [schema(depth, &source), schema(depth, &source)]
    case "required": return ["a", "b"]
    case "dependentRequired": return ["a": ["b"]]
    case "uniqueItems", "$recursiveAnchor": return .bool(Bool.random(using: &source))
    case "pattern": return .string(["a", "^x", "b$"].randomElement(using: &source) ?? "")
    case "$ref", "$dynamicRef":
      return .string(["#", "#/$defs/a", "#n", "#/definitions/b", "x"].randomElement(using: &source) ?? "")
    case "$recursiveRef": return "#"
    case "$anchor", "$dynamicAnchor": return "n"
    case "$id": return .string(["x", "http://a/b", "y#"].randomElement(using: &source) ?? "")
    case "const": return value(2, &source)
    case let name where name.hasPrefix("min") || name.hasPrefix("max"):
      return .int(Int64.random(in: 0...3, using: &source))
    case "exclusiveMinimum", "multipleOf": return [1, 0.5, 2].randomElement(using: &source) ?? 1
    default: return schema(depth, &source)
    }
  }

  @Test("never trap, and are judged the same twice", arguments: [1, 2, 3])
  func never(seed: UInt64) {
    var source = SeededGenerator(seed: seed)
    var (compiled, invalid) = (0, 0)
    for _ in 0..<1500 {
      var document = schema(4, &source)
      if document.object != nil, let draft = Self.drafts.randomElement(using: &source) {
        document["$schema"] = .string(draft)
        document["$defs"] = ["a": schema(2, &source)]
      }
      let value = value(4, &source)
      do {
        let schema = try JSONSchema(document)
        compiled += 1
        let violations = try schema.validate(value)
        if !violations.isEmpty { invalid += 1 }
        #expect(try schema.validate(value) == violations)
        for violation in violations.flatMap(\.leaves) where violation.keyword != "propertyNames" {
          #expect(violation.location.exists(in: value), "\(violation)")
        }
      } catch {
        #expect(!"\(error)".isEmpty)
      }
    }
    #expect(compiled > 300)
    #expect(invalid > 50)
  }
}
