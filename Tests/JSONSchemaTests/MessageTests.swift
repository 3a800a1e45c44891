import JSONSchema
import Structure
import Testing

@Suite("Messages")
struct MessageTests {
  /// Schemas and values with the lines that Helm 4.2.3 printed for them.
  @Test("are Helm's", arguments: MessageCase.all)
  func messages(_ example: MessageCase) throws {
    let schema = try JSONSchema(try JSON.parse(example.schema))
    #expect(Violation.helmText(try schema.validate(try JSON.parse(example.value))) == example.text)
  }

  @Test("of formats are Helm's", arguments: MessageCase.formats)
  func formats(_ format: String, _ texts: [String: String]) throws {
    let schema = try JSONSchema([
      "$schema": "http://json-schema.org/draft-07/schema#", "format": .string(format),
    ])
    for (text, reason) in texts.sorted(by: { $0.key < $1.key }) {
      let violations = try schema.validate(.string(text))
      let message = violations.first.map { String($0.message.dropFirst("'\(text)' is not valid \(format): ".count)) }
      #expect(message ?? "" == reason, "\(format) \(text)")
    }
  }

  @Test("of schemas that cannot be used are Helm's", arguments: MessageCase.refusals)
  func refusals(_ schema: String, _ text: String) throws {
    #expect {
      try JSONSchema(try JSON.parse(schema))
    } throws: {
      "\($0)" == text
    }
  }

  @Test("about other documents say what to do")
  func external() throws {
    for reference in ["http://example.com/x.json", "x.json", "file:///etc/passwd", "https://example.com/x#/$defs/a"] {
      #expect {
        try JSONSchema(["properties": ["a": ["$ref": .string(reference)]]])
      } throws: { error in
        guard let error = error as? JSONSchemaError else { return false }
        return error.code == .externalReference && error.location == ["properties", "a"]
          && error.message.contains("is another document") && error.message.contains("$defs")
      }
    }
    #expect {
      try JSONSchema(["$schema": "http://json-schema.org/draft-03/schema#"])
    } throws: {
      "\($0)".contains("no metaschema known here")
    }
    let given = try JSONSchema(
      ["$ref": "http://example.com/x.json"], resources: ["http://example.com/x.json": ["type": "string"]])
    #expect(try given.validate(1).map(\.schemaLocation) == ["http://example.com/x.json#/type"])
  }

  @Test("come with the places in value and schema")
  func places() throws {
    let schema = try JSONSchema([
      "properties": [
        "a": [
          "prefixItems": [true],
          "items": ["required": ["x"], "additionalProperties": false, "properties": ["x": true]],
        ]
      ],
      "propertyNames": ["maxLength": 1],
    ])
    let violations = try schema.validate(["a": [1, ["x": 1, "y": 2]], "bb": 1])
    #expect(violations.map(\.location) == [["a", "1"], []])
    #expect(violations.map(\.subject) == [["a", "1", "y"], ["bb"]])
    #expect(violations.map(\.keyword) == ["additionalProperties", "propertyNames"])
    #expect(
      violations.map(\.schemaLocation) == [
        "file:///values.schema.json#/properties/a/items/additionalProperties",
        "file:///values.schema.json#/propertyNames",
      ])
    #expect(violations.flatMap(\.leaves).map(\.keyword) == ["additionalProperties", "maxLength"])
    let text = "a:\n- 1\n- x: 1\n  y: 2\nbb: 1\n"
    #expect(
      violations.map { YAML.locate($0.subject, in: Array(text.utf8), key: true)?.description } == ["4:3", "5:1"])
  }
}
