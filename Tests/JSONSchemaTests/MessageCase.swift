import Testing

/// A schema, a value, and what Helm says of them; made by asking Helm.
struct MessageCase: Sendable, CustomTestStringConvertible {
  var schema: String
  var value: String
  var text: String

  var testDescription: String { "\(schema) \(value)" }

  init(_ schema: String, _ value: String, _ text: String) {
    self.schema = schema
    self.value = value
    self.text = text
  }

  static let all: [MessageCase] = [
    MessageCase(
      #"{"type":"object","properties":{"replicaCount":{"type":"integer"}}}"#,
      #"{"replicaCount":"3"}"#,
      #"- at '/replicaCount': got string, want integer\#n"#),
    MessageCase(
      #"{"required":["x","y"],"properties":{"a":{"minimum":0}}}"#,
      #"{"a":-1}"#,
      #"- at '': missing properties 'x', 'y'\#n- at '/a': minimum: got -1, want 0\#n"#),
    MessageCase(
      #"{"properties":{"a":{"type":["string","null"]}}}"#,
      #"{"a":1}"#,
      #"- at '/a': got number, want null or string\#n"#),
    MessageCase(
      #"{"properties":{"a":{"enum":[1,"b",null,{"x":1}]}}}"#,
      #"{"a":2}"#,
      #"- at '/a': 'enum' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"enum":[[1,2],"b"]}}}"#,
      #"{"a":2}"#,
      #"- at '/a': 'enum' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"const":5}}}"#,
      #"{"a":2}"#,
      #"- at '/a': value must be 5\#n"#),
    MessageCase(
      #"{"properties":{"a":{"const":{"x":1}}}}"#,
      #"{"a":2}"#,
      #"- at '/a': 'const' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"anyOf":[{"type":"string"},{"type":"integer","minimum":5}]}}}"#,
      #"{"a":2}"#,
      #"- at '/a': 'anyOf' failed\#n  - at '/a': got number, want string\#n  - at '/a': minimum: got 2, want 5\#n"#),
    MessageCase(
      #"{"properties":{"a":{"oneOf":[{"type":"integer"},{"minimum":1}]}}}"#,
      #"{"a":2}"#,
      #"- at '/a': 'oneOf' failed, subschemas 0, 1 matched\#n"#),
    MessageCase(
      #"{"properties":{"a":{"oneOf":[{"type":"string"},{"minimum":5}]}}}"#,
      #"{"a":2}"#,
      #"- at '/a': 'oneOf' failed, none matched\#n  - at '/a': got number, want string\#n  - at '/a': minimum:"#
        + #" got 2, want 5\#n"#),
    MessageCase(
      #"{"properties":{"a":{"not":{"type":"integer"}}}}"#,
      #"{"a":2}"#,
      #"- at '/a': 'not' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"allOf":[{"type":"string"},{"minimum":5}]}}}"#,
      #"{"a":2}"#,
      #"- at '/a': 'allOf' failed\#n  - at '/a': got number, want string\#n  - at '/a': minimum: got 2, want 5\#n"#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","$ref":"#/definitions/a","definitions":{"a":{"r"##
        + ##"equired":["q"]}}}"##,
      #"{"a":2}"#,
      #"- at '': missing property 'q'\#n"#),
    MessageCase(
      #"{"if":{"required":["a"]},"then":{"required":["b"]}}"#,
      #"{"a":1}"#,
      #"- at '': missing property 'b'\#n"#),
    MessageCase(
      #"{"if":{"required":["b"]},"else":{"required":["b"]}}"#,
      #"{"a":1}"#,
      #"- at '': missing property 'b'\#n"#),
    MessageCase(
      #"{"dependentRequired":{"a":["b","c"]}}"#,
      #"{"a":1}"#,
      #"- at '': properties 'b', 'c' required, if 'a' exists\#n"#),
    MessageCase(
      #"{"dependentSchemas":{"a":{"required":["b"]}}}"#,
      #"{"a":1}"#,
      #"- at '': missing property 'b'\#n"#),
    MessageCase(
      #"{"$schema":"http://json-schema.org/draft-07/schema#","dependencies":{"a":["b","c"]}}"#,
      #"{"a":1}"#,
      #"- at '': properties 'b', 'c' required, if 'a' exists\#n"#),
    MessageCase(
      #"{"$schema":"http://json-schema.org/draft-07/schema#","dependencies":{"a":{"required":["b"]}}}"#,
      #"{"a":1}"#,
      #"- at '': missing property 'b'\#n"#),
    MessageCase(
      #"{"properties":{"a":{"multipleOf":0.3,"maximum":1,"exclusiveMaximum":2,"exclusiveMinimum":3}}}"#,
      #"{"a":2.5}"#,
      #"- at '/a': maximum: got 2.5, want 1\#n- at '/a': exclusiveMinimum: got 2.5, want 3\#n- at '/a': exclus"#
        + #"iveMaximum: got 2.5, want 2\#n- at '/a': multipleOf: got 2.5, want 0.3\#n"#),
    MessageCase(
      #"{"properties":{"a":{"minLength":3,"pattern":"^a$","maxLength":1}}}"#,
      #"{"a":"bc"}"#,
      #"- at '/a': minLength: got 2, want 3\#n- at '/a': maxLength: got 2, want 1\#n- at '/a': 'bc' does not m"#
        + #"atch pattern '^a$'\#n"#),
    MessageCase(
      #"{"properties":{"a":{"minItems":3,"maxItems":1,"uniqueItems":true,"contains":{"type":"string"}}}}"#,
      #"{"a":[1,1]}"#,
      #"- at '/a': minItems: got 2, want 3\#n- at '/a': maxItems: got 2, want 1\#n- at '/a': items at 0 and 1 "#
        + #"are equal\#n- at '/a': no items match contains schema\#n  - at '/a/0': got number, want string\#n  - a"#
        + #"t '/a/1': got number, want string\#n"#),
    MessageCase(
      #"{"properties":{"a":{"contains":{"type":"integer"},"minContains":3,"maxContains":1}}}"#,
      #"{"a":[1,1]}"#,
      #"- at '/a': min 3 items required to match contains schema, but matched 2 items at 0 1\#n- at '/a': max "#
        + #"1 items required to match contains schema, but matched 2 items at 0 1\#n"#),
    MessageCase(
      #"{"minProperties":3,"maxProperties":1}"#,
      #"{"a":[1,1],"b":1}"#,
      #"- at '': minProperties: got 2, want 3\#n- at '': maxProperties: got 2, want 1\#n"#),
    MessageCase(
      #"{"properties":{"a":{"prefixItems":[{"type":"string"}],"items":{"type":"string"}}}}"#,
      #"{"a":[1,1]}"#,
      #"- at '/a/0': got number, want string\#n- at '/a/0': got number, want string\#n"#),
    MessageCase(
      #"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"items":[{"type":"string"}],"a"#
        + #"dditionalItems":false}}}"#,
      #"{"a":[1,1,3]}"#,
      #"- at '/a/0': got number, want string\#n- at '/a': last 2 additionalItem(s) not allowed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"prefixItems":[{"type":"string"}],"items":false}}}"#,
      #"{"a":[1,1,3]}"#,
      #"- at '/a/0': got number, want string\#n- at '/a/0': false schema\#n- at '/a/1': false schema\#n"#),
    MessageCase(
      #"{"unevaluatedProperties":false,"properties":{"a":true}}"#,
      #"{"a":1,"b":1}"#,
      #"- at '/b': false schema\#n"#),
    MessageCase(
      #"{"properties":{"a":{"unevaluatedItems":false,"prefixItems":[true]}}}"#,
      #"{"a":[1,1,3]}"#,
      #"- at '/a/1': false schema\#n- at '/a/2': false schema\#n"#),
    MessageCase(
      #"{"properties":{"a":false}}"#,
      #"{"a":[1,1,3]}"#,
      #"- at '/a': false schema\#n"#),
    MessageCase(
      #"{"properties":{"a":{"format":"ipv4"}}}"#,
      #"{"a":"x"}"#,
      #""#),
    MessageCase(
      ##"{"$ref":"#"}"##,
      #"{"a":"x"}"#,
      #"- at '': both /$ref and  resolve to "file:///values.schema.json#" causing reference cycle\#n"#),
    MessageCase(
      #"{"$schema":"http://json-schema.org/schema#"}"#,
      #"{"a":"x"}"#,
      #""#),
    MessageCase(
      #"{"$schema":"http://json-schema.org/draft-07/schema"}"#,
      #"{"a":"x"}"#,
      #""#),
    MessageCase(
      #"{"$schema":"https://json-schema.org/draft-07/schema"}"#,
      #"{"a":"x"}"#,
      #""#),
    MessageCase(
      #"{"$schema":"http://json-schema.org/draft/2020-12/schema#","type":"string"}"#,
      #"{"a":"x"}"#,
      #"- at '': got object, want string\#n"#),
    MessageCase(
      #"{"properties":{"a":{"maximum":1000}}}"#,
      #"{"a":1234567}"#,
      #"- at '/a': maximum: got 1.234567×10⁰⁶, want 1,000\#n"#),
    MessageCase(
      #"{"properties":{"a":{"maximum":1e-08}}}"#,
      #"{"a":1234567.25}"#,
      #"- at '/a': maximum: got 1.23456725×10⁰⁶, want 1×10⁻⁰⁸\#n"#),
    MessageCase(
      #"{"properties":{"a":{"maximum":1e+21}}}"#,
      #"{"a":1e+22}"#,
      #"- at '/a': maximum: got 1×10²², want 1×10²¹\#n"#),
    MessageCase(
      #"{"properties":{"a":{"maximum":12345678901234567890}}}"#,
      #"{"a":123456789012345678901234567890}"#,
      #"- at '/a': maximum: got 1.2345678901234568×10²⁹, want 1.2345678901234567×10¹⁹\#n"#),
    MessageCase(
      #"{"properties":{"a":{"multipleOf":1000}}}"#,
      #"{"a":1234567}"#,
      #"- at '/a': multipleOf: got 1.234567×10⁰⁶, want 1,000\#n"#),
    MessageCase(
      #"{"properties":{"a":{"multipleOf":0.0001}}}"#,
      #"{"a":0.00075}"#,
      #"- at '/a': multipleOf: got 0.00075, want 0.0001\#n"#),
    MessageCase(
      #"{"properties":{"a":{"maxLength":1000}}}"#,
      #"{"a":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"#
        + #"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"#
        + #"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"#
        + #"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"#
        + #"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"#
        + #"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"#
        + #"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"#
        + #"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"#
        + #"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"#
        + #"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"#
        + #"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"#
        + #"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}"#,
      #"- at '/a': maxLength: got 1,200, want 1,000\#n"#),
    MessageCase(
      #"{"properties":{"a":{"maxItems":1000}}}"#,
      #"{"a":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}"#,
      #"- at '/a': maxItems: got 1,200, want 1,000\#n"#),
    MessageCase(
      #"{"properties":{"a":{"minProperties":1000}}}"#,
      #"{"a":{"b":1}}"#,
      #"- at '/a': minProperties: got 1, want 1,000\#n"#),
    MessageCase(
      #"{"properties":{"a":{"const":1000000}}}"#,
      #"{"a":5}"#,
      #"- at '/a': value must be 1000000\#n"#),
    MessageCase(
      #"{"properties":{"a":{"const":1.5}}}"#,
      #"{"a":5}"#,
      #"- at '/a': value must be 1.5\#n"#),
    MessageCase(
      #"{"properties":{"a":{"const":"it's"}}}"#,
      #"{"a":5}"#,
      #"- at '/a': value must be 'it\'s'\#n"#),
    MessageCase(
      #"{"properties":{"a":{"const":null}}}"#,
      #"{"a":5}"#,
      #"- at '/a': value must be <nil>\#n"#),
    MessageCase(
      #"{"properties":{"a":{"const":true}}}"#,
      #"{"a":5}"#,
      #"- at '/a': value must be true\#n"#),
    MessageCase(
      #"{"properties":{"a":{"const":[1]}}}"#,
      #"{"a":5}"#,
      #"- at '/a': 'const' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"enum":["x"]}}}"#,
      #"{"a":5}"#,
      #"- at '/a': value must be 'x'\#n"#),
    MessageCase(
      #"{"properties":{"a":{"enum":[]}}}"#,
      #"{"a":5}"#,
      #"- at '/a': value must be one of \#n"#),
    MessageCase(
      #"{"properties":{"a":{"pattern":"it's \"q\"\\\\"}}}"#,
      #"{"a":"b'c\n"}"#,
      #"- at '/a': 'b\'c\n' does not match pattern 'it\'s "q"\\\'\#n"#),
    MessageCase(
      #"{"properties":{"it's/~\n":{"type":"string"}}}"#,
      #"{"it's/~\n":5}"#,
      #"- at '/it\'s~1~0\n': got number, want string\#n"#),
    MessageCase(
      #"{"required":["it's"]}"#,
      #"{}"#,
      #"- at '': missing property 'it\'s'\#n"#),
    MessageCase(
      #"{"properties":{"a":{"anyOf":[{"type":"object","properties":{"x":{"type":"string"},"y":{"type":"string""#
        + #"}}},{"type":"string"}]}}}"#,
      #"{"a":{"x":1,"y":2}}"#,
      #"- at '/a': 'anyOf' failed\#n  - at '/a': validation failed\#n    - at '/a/x': got number, want string"#
        + #"\#n    - at '/a/y': got number, want string\#n  - at '/a': got object, want string\#n"#),
    MessageCase(
      #"{"properties":{"a":{"allOf":[{"minimum":3}]}}}"#,
      #"{"a":1}"#,
      #"- at '/a': 'allOf' failed\#n  - at '/a': minimum: got 1, want 3\#n"#),
    MessageCase(
      #"{"properties":{"a":{"anyOf":[{"minimum":3}]}}}"#,
      #"{"a":1}"#,
      #"- at '/a': 'anyOf' failed\#n  - at '/a': minimum: got 1, want 3\#n"#),
    MessageCase(
      #"{"properties":{"a":{"oneOf":[{"minimum":3}]}}}"#,
      #"{"a":1}"#,
      #"- at '/a': 'oneOf' failed, none matched\#n  - at '/a': minimum: got 1, want 3\#n"#),
    MessageCase(
      #"{"properties":{"a":{"allOf":[{"minimum":3,"multipleOf":2}]}}}"#,
      #"{"a":1}"#,
      #"- at '/a': 'allOf' failed\#n  - at '/a': validation failed\#n    - at '/a': minimum: got 1, want 3\#n "#
        + #"   - at '/a': multipleOf: got 1, want 2\#n"#),
    MessageCase(
      ##"{"$ref":"#/$defs/a","$defs":{"a":{"minProperties":4,"required":["x"]}},"required":["y"]}"##,
      #"{"a":1}"#,
      #"- at '': validation failed\#n  - at '': minProperties: got 1, want 4\#n  - at '': missing property 'x'"#
        + #"\#n- at '': missing property 'y'\#n"#),
    MessageCase(
      ##"{"$ref":"#/$defs/a","$defs":{"a":{"minProperties":4,"required":["x"]}}}"##,
      #"{"a":1}"#,
      #"- at '': validation failed\#n  - at '': minProperties: got 1, want 4\#n  - at '': missing property 'x'\#n"#),
    MessageCase(
      ##"{"anyOf":[{"$ref":"#/$defs/a"}],"$defs":{"a":{"minProperties":4,"required":["x"]}}}"##,
      #"{"a":1}"#,
      #"- at '': 'anyOf' failed\#n  - at '': validation failed\#n    - at '': minProperties: got 1, want 4\#n "#
        + #"   - at '': missing property 'x'\#n"#),
    MessageCase(
      ##"{"allOf":[{"$ref":"#/$defs/a"}],"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"minProperties":4,"required":"##
        + ##"["x"]}}}"##,
      #"{"a":1}"#,
      #"- at '': 'allOf' failed\#n  - at '': validation failed\#n    - at '': minProperties: got 1, want 4\#n "#
        + #"   - at '': missing property 'x'\#n"#),
    MessageCase(
      #"{"not":{}}"#,
      #"{"a":1}"#,
      #"- at '': 'not' failed\#n"#),
    MessageCase(
      #"{"if":{"required":["a"]},"then":{"required":["b"],"minProperties":5},"allOf":[{"required":["z"]}]}"#,
      #"{"a":1}"#,
      #"- at '': 'allOf' failed\#n  - at '': missing property 'z'\#n- at '': validation failed\#n  - at '': mi"#
        + #"nProperties: got 1, want 5\#n  - at '': missing property 'b'\#n"#),
    MessageCase(
      #"{"properties":{"a":{"contains":{"type":"string"}}}}"#,
      #"{"a":[]}"#,
      #"- at '/a': no items match contains schema\#n"#),
    MessageCase(
      #"{"properties":{"a":{"contains":{"type":"string","minLength":2}}}}"#,
      #"{"a":["a",2]}"#,
      #"- at '/a': no items match contains schema\#n  - at '/a/0': minLength: got 1, want 2\#n  - at '/a/1': g"#
        + #"ot number, want string\#n"#),
    MessageCase(
      #"{"properties":{"a":{"contains":{"type":"integer"},"minContains":2}}}"#,
      #"{"a":["a",{},1]}"#,
      #"- at '/a': min 2 items required to match contains schema, but matched 1 items at 2\#n  - at '/a/0': go"#
        + #"t string, want integer\#n  - at '/a/1': got object, want integer\#n"#),
    MessageCase(
      #"{"properties":{"a":{"uniqueItems":true}}}"#,
      #"{"a":[{"a":1,"b":2},{"b":2.0,"a":1.0}]}"#,
      #"- at '/a': items at 0 and 1 are equal\#n"#),
    MessageCase(
      #"{"properties":{"a":{"items":{"type":"string"}}}}"#,
      #"{"a":[1,"a",2]}"#,
      #"- at '/a/0': got number, want string\#n- at '/a/2': got number, want string\#n"#),
    MessageCase(
      #"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"additionalItems":false,"items"#
        + #"":[true]}}}"#,
      #"{"a":[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,"#
        + #"1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1]}"#,
      #"- at '/a': last 1,299 additionalItem(s) not allowed\#n"#),
    MessageCase(
      #"{"additionalProperties":false}"#,
      #"{"a":1}"#,
      #"- at '': additional properties 'a' not allowed\#n"#),
    MessageCase(
      #"{"unevaluatedProperties":false}"#,
      #"{"a":1}"#,
      #"- at '/a': false schema\#n"#),
    MessageCase(
      #"{"$schema":"https://json-schema.org/draft/2019-09/schema","unevaluatedProperties":false,"properties":{"#
        + #""b":true}}"#,
      #"{"a":1}"#,
      #"- at '/a': false schema\#n"#),
    MessageCase(
      #"{"properties":{"b":{"unevaluatedProperties":{"type":"string"},"properties":{"b":true}}}}"#,
      #"{"b":{"z":1}}"#,
      #"- at '/b/z': got number, want string\#n"#),
    MessageCase(
      #"{"dependencies":{"a":["b"]}}"#,
      #"{"a":1}"#,
      #"- at '': properties 'b' required, if 'a' exists\#n"#),
    MessageCase(
      #"{"dependencies":{"a":{"required":["b"]}}}"#,
      #"{"a":1}"#,
      #"- at '': missing property 'b'\#n"#),
    MessageCase(
      #"{"$schema":"https://json-schema.org/draft/2019-09/schema","dependencies":{"a":["b"]}}"#,
      #"{"a":1}"#,
      #"- at '': properties 'b' required, if 'a' exists\#n"#),
    MessageCase(
      #"{"$schema":"http://json-schema.org/draft-07/schema#","dependentRequired":{"a":["b"]}}"#,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      #"{"$schema":"http://json-schema.org/draft-06/schema#","if":{"required":["b"]},"else":false}"#,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      #"{"propertyNames":{"minLength":3,"pattern":"^z"}}"#,
      #"{"a":1}"#,
      #"- at '': invalid propertyName 'a'\#n  - at '': minLength: got 1, want 3\#n  - at '': 'a' does not matc"#
        + #"h pattern '^z'\#n"#),
    MessageCase(
      ##"{"$ref":"#/$defs/a","$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}}}"##,
      #"{"a":1}"#,
      #"- at '': both /$ref/$ref/$ref and /$ref resolve to "file:///values.schema.json#/$defs/a" causing refer"#
        + #"ence cycle\#n"#),
    MessageCase(
      ##"{"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}},"properties":{"a":{"anyOf":[{"$ref":"#/"##
        + ##"$defs/a"}]}}}"##,
      #"{"a":1}"#,
      #"- at '/a': 'anyOf' failed\#n  - at '/a': both /properties/a/anyOf/0/$ref/$ref/$ref and /properties/a/a"#
        + #"nyOf/0/$ref resolve to "file:///values.schema.json#/$defs/a" causing reference cycle\#n"#),
    MessageCase(
      #"{"properties":{"a":{"type":["boolean","string","array","object","null","integer"]}}}"#,
      #"{"a":1.5}"#,
      #"- at '/a': got number, want null or boolean or integer or string or array or object\#n"#),
    MessageCase(
      #"{"properties":{"a":{"type":["object","array"]}}}"#,
      #"{"a":1.5}"#,
      #"- at '/a': got number, want array or object\#n"#),
    MessageCase(
      #"{"properties":{"a":{"not":{},"exclusiveMaximum":-1e+300}}}"#,
      #"{"a":100000}"#,
      #"- at '/a': exclusiveMaximum: got 100,000, want -1×10³⁰⁰\#n- at '/a': 'not' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"not":{},"exclusiveMaximum":-1e+300}}}"#,
      #"{"a":999999}"#,
      #"- at '/a': exclusiveMaximum: got 999,999, want -1×10³⁰⁰\#n- at '/a': 'not' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"not":{},"exclusiveMaximum":-1e+300}}}"#,
      #"{"a":1000000}"#,
      #"- at '/a': exclusiveMaximum: got 1×10⁰⁶, want -1×10³⁰⁰\#n- at '/a': 'not' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"not":{},"exclusiveMaximum":-1e+300}}}"#,
      #"{"a":123456.789}"#,
      #"- at '/a': exclusiveMaximum: got 123,456.789, want -1×10³⁰⁰\#n- at '/a': 'not' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"not":{},"exclusiveMaximum":-1e+300}}}"#,
      #"{"a":0.0001}"#,
      #"- at '/a': exclusiveMaximum: got 0.0001, want -1×10³⁰⁰\#n- at '/a': 'not' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"not":{},"exclusiveMaximum":-1e+300}}}"#,
      #"{"a":1e-05}"#,
      #"- at '/a': exclusiveMaximum: got 1×10⁻⁰⁵, want -1×10³⁰⁰\#n- at '/a': 'not' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"not":{},"exclusiveMaximum":-1e+300}}}"#,
      #"{"a":0.00012345}"#,
      #"- at '/a': exclusiveMaximum: got 0.00012345, want -1×10³⁰⁰\#n- at '/a': 'not' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"not":{},"exclusiveMaximum":-1e+300}}}"#,
      #"{"a":-1234.5}"#,
      #"- at '/a': exclusiveMaximum: got -1,234.5, want -1×10³⁰⁰\#n- at '/a': 'not' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"not":{},"exclusiveMaximum":-1e+300}}}"#,
      #"{"a":-1e-09}"#,
      #"- at '/a': exclusiveMaximum: got -1×10⁻⁰⁹, want -1×10³⁰⁰\#n- at '/a': 'not' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"not":{},"exclusiveMaximum":-1e+300}}}"#,
      #"{"a":1e+100}"#,
      #"- at '/a': exclusiveMaximum: got 1×10¹⁰⁰, want -1×10³⁰⁰\#n- at '/a': 'not' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"not":{},"exclusiveMaximum":-1e+300}}}"#,
      #"{"a":1.5e-300}"#,
      #"- at '/a': exclusiveMaximum: got 1.5×10⁻³⁰⁰, want -1×10³⁰⁰\#n- at '/a': 'not' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"not":{},"exclusiveMaximum":-1e+300}}}"#,
      #"{"a":12345.678901234567}"#,
      #"- at '/a': exclusiveMaximum: got 12,345.678901234567, want -1×10³⁰⁰\#n- at '/a': 'not' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"not":{},"exclusiveMaximum":-1e+300}}}"#,
      #"{"a":0.1}"#,
      #"- at '/a': exclusiveMaximum: got 0.1, want -1×10³⁰⁰\#n- at '/a': 'not' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"not":{},"exclusiveMaximum":-1e+300}}}"#,
      #"{"a":999999.5}"#,
      #"- at '/a': exclusiveMaximum: got 999,999.5, want -1×10³⁰⁰\#n- at '/a': 'not' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"not":{},"exclusiveMaximum":-1e+300}}}"#,
      #"{"a":123456789.125}"#,
      #"- at '/a': exclusiveMaximum: got 1.23456789125×10⁰⁸, want -1×10³⁰⁰\#n- at '/a': 'not' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"not":{},"exclusiveMaximum":-1e+300}}}"#,
      #"{"a":-0.0}"#,
      #"- at '/a': exclusiveMaximum: got 0, want -1×10³⁰⁰\#n- at '/a': 'not' failed\#n"#),
    MessageCase(
      #"{"required":["é\u0001​ 😀\t"]}"#,
      #"{}"#,
      #"- at '': missing property 'é\x01\u200b\u00a0😀\t'\#n"#),
    MessageCase(
      ##"{"properties":{"a":{"not":{"$ref":"#/properties/a"}}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      #"{"properties":{"a":{"oneOf":[{"type":"integer","unevaluatedProperties":false},true,true]}}}"#,
      #"{"a":1}"#,
      #"- at '/a': 'oneOf' failed, subschemas 0, 1 matched\#n"#),
    MessageCase(
      #"{"oneOf":[{"required":["q"]},{"required":["a"]},{"required":["a"]},{"required":["a"]}]}"#,
      #"{"a":1}"#,
      #"- at '': 'oneOf' failed, subschemas 1, 2 matched\#n"#),
    MessageCase(
      #"{"properties":{"a":{"minItems":9,"maxItems":0,"uniqueItems":true,"items":false,"prefixItems":[false],""#
        + #"contains":false,"minContains":1,"maxContains":0,"unevaluatedItems":false,"not":{}}}}"#,
      #"{"a":[1,1]}"#,
      #"- at '/a': minItems: got 2, want 9\#n- at '/a': maxItems: got 2, want 0\#n- at '/a': items at 0 and 1 "#
        + #"are equal\#n- at '/a/0': false schema\#n- at '/a/0': false schema\#n- at '/a': min 1 items required to"#
        + #" match contains schema, but none matched\#n  - at '/a/0': false schema\#n  - at '/a/1': false schema"#
        + #"\#n- at '/a': 'not' failed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"minItems":9,"maxItems":0,"uniqueItems":true,"items":[false],"additionalItems":{"t"#
        + #"ype":"string"},"contains":false,"not":{}}},"$schema":"http://json-schema.org/draft-07/schema#"}"#,
      #"{"a":[1,1]}"#,
      #"- at '/a': minItems: got 2, want 9\#n- at '/a': maxItems: got 2, want 0\#n- at '/a': items at 0 and 1 "#
        + #"are equal\#n- at '/a/0': false schema\#n- at '/a/0': got number, want string\#n- at '/a': no items mat"#
        + #"ch contains schema\#n  - at '/a/0': false schema\#n  - at '/a/1': false schema\#n- at '/a': 'not' fail"#
        + #"ed\#n"#),
    MessageCase(
      #"{"properties":{"a":{"type":"string","const":1,"enum":[5]}}}"#,
      #"{"a":2}"#,
      #"- at '/a': got number, want string\#n"#),
    MessageCase(
      #"{"properties":{"a":{"const":1,"enum":[5]}}}"#,
      #"{"a":2}"#,
      #"- at '/a': value must be 1\#n"#),
    MessageCase(
      #"{"properties":{"a":{"enum":[5],"minimum":10}}}"#,
      #"{"a":2}"#,
      #"- at '/a': value must be 5\#n"#),
    MessageCase(
      #"{"properties":{"a":{"format":"ipv4","pattern":"q","minLength":10}},"$schema":"http://json-schema.org/d"#
        + #"raft-07/schema#"}"#,
      #"{"a":"2"}"#,
      #"- at '/a': '2' is not valid ipv4: expected four decimals\#n"#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","$ref":"#/definitions/x","required":["z"],"defi"##
        + ##"nitions":{"x":{"required":["y"]}}}"##,
      #"{"a":"2"}"#,
      #"- at '': missing property 'y'\#n"#),
    MessageCase(
      ##"{"$schema":"https://json-schema.org/draft/2019-09/schema","$recursiveRef":"#","required":["z"],"prop"##
        + ##"erties":{"a":{"$recursiveRef":"#"}}}"##,
      #"{"a":{}}"#,
      #"- at '': missing property 'z'\#n- at '/a': validation failed\#n  - at '/a': missing property 'z'\#n  -"#
        + #" at '/a': both /properties/a/$recursiveRef/$recursiveRef and /properties/a/$recursiveRef resolve to "f"#
        + #"ile:///values.schema.json#" causing reference cycle\#n- at '': both /$recursiveRef and  resolve to "fi"#
        + #"le:///values.schema.json#" causing reference cycle\#n"#),
    MessageCase(
      ##"{"$id":"http://x/y","$defs":{"b":{"$id":"z","$defs":{"q":{"$ref":"/y"}},"$ref":"#/$defs/q"}},"$ref":"z"}"##,
      #"{"a":{}}"#,
      #"- at '': both /$ref/$ref/$ref and  resolve to "file:///values.schema.json#" causing reference cycle\#n"#),
    MessageCase(
      #"{"$schema":"http://json-schema.org/draft-07/schema#","$defs":{"a":{"type":"objec"}}}"#,
      #"{}"#,
      #""#),
    MessageCase(
      #"{"$vocabulary":{"urn:x":true}}"#,
      #"{}"#,
      #""#),
    MessageCase(
      #"{"$ref":"https://json-schema.org/draft/2020-12/schema"}"#,
      #"{"type":5}"#,
      #"- at '': 'allOf' failed\#n  - at '/type': 'anyOf' failed\#n    - at '/type': value must be one of 'arr"#
        + #"ay', 'boolean', 'integer', 'null', 'number', 'object', 'string'\#n    - at '/type': got number, want a"#
        + #"rray\#n"#),
    MessageCase(
      #"{"$ref":"http://json-schema.org/draft-07/schema#"}"#,
      #"{"type":5}"#,
      #"- at '/type': 'anyOf' failed\#n  - at '/type': value must be one of 'array', 'boolean', 'integer', 'nu"#
        + #"ll', 'number', 'object', 'string'\#n  - at '/type': got number, want array\#n"#),
    MessageCase(
      #"{"$ref":"http://json-schema.org/draft-04/schema#/definitions/positiveInteger"}"#,
      #"{"type":5}"#,
      #"- at '': got object, want integer\#n"#),
    MessageCase(
      #"{"properties":{"a":{"format":"date"}},"$schema":"https://json-schema.org/draft/2019-09/schema"}"#,
      #"{"a":"x"}"#,
      #""#),
    MessageCase(
      ##"{"propertyNames":{"$ref":"#/$defs/q"},"$defs":{"q":{"type":"integer"}}}"##,
      #"{"a":1}"#,
      #"- at '': invalid propertyName 'a'\#n  - at '': got string, want integer\#n"#),
    MessageCase(
      ##"{"contains":{"$ref":"#/$defs/q"},"$defs":{"q":{"minLength":5,"pattern":"z"}},"properties":{"a":{"ite"##
        + ##"ms":{"$ref":"#/$defs/q"}}}}"##,
      #"{"a":["a"]}"#,
      #"- at '/a/0': validation failed\#n  - at '/a/0': minLength: got 1, want 5\#n  - at '/a/0': 'a' does not"#
        + #" match pattern 'z'\#n"#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-04/schema#","properties":{"a":{"$ref":"#/definitions/x","ty"##
        + ##"pe":"string"}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-04/schema#","properties":{"a":{"$ref":"#/definitions/x","ty"##
        + ##"pe":"string"}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-04/schema#","properties":{"a":{"$ref":"#/definitions/x","co"##
        + ##"nst":5}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-04/schema#","properties":{"a":{"$ref":"#/definitions/x","co"##
        + ##"nst":5}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-04/schema#","properties":{"a":{"$ref":"#/definitions/x","en"##
        + ##"um":[5]}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-04/schema#","properties":{"a":{"$ref":"#/definitions/x","en"##
        + ##"um":[5]}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-04/schema#","properties":{"a":{"$ref":"#/definitions/x","fo"##
        + ##"rmat":"ipv4"}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-04/schema#","properties":{"a":{"$ref":"#/definitions/x","fo"##
        + ##"rmat":"ipv4"}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-04/schema#","properties":{"a":{"$ref":"#/definitions/x","mi"##
        + ##"nimum":100}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-04/schema#","properties":{"a":{"$ref":"#/definitions/x","mi"##
        + ##"nimum":100}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-04/schema#","properties":{"a":{"$ref":"#/definitions/x","no"##
        + ##"t":{}}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-04/schema#","properties":{"a":{"$ref":"#/definitions/x","no"##
        + ##"t":{}}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-04/schema#","properties":{"a":{"$ref":"#/definitions/x","ty"##
        + ##"pe":"string","enum":[6]}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-04/schema#","properties":{"a":{"$ref":"#/definitions/x","ty"##
        + ##"pe":"string","enum":[6]}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-06/schema#","properties":{"a":{"$ref":"#/definitions/x","ty"##
        + ##"pe":"string"}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-06/schema#","properties":{"a":{"$ref":"#/definitions/x","ty"##
        + ##"pe":"string"}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-06/schema#","properties":{"a":{"$ref":"#/definitions/x","co"##
        + ##"nst":5}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #"- at '/a': value must be 5\#n"#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-06/schema#","properties":{"a":{"$ref":"#/definitions/x","co"##
        + ##"nst":5}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #"- at '/a': value must be 5\#n"#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-06/schema#","properties":{"a":{"$ref":"#/definitions/x","en"##
        + ##"um":[5]}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-06/schema#","properties":{"a":{"$ref":"#/definitions/x","en"##
        + ##"um":[5]}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-06/schema#","properties":{"a":{"$ref":"#/definitions/x","fo"##
        + ##"rmat":"ipv4"}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-06/schema#","properties":{"a":{"$ref":"#/definitions/x","fo"##
        + ##"rmat":"ipv4"}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-06/schema#","properties":{"a":{"$ref":"#/definitions/x","mi"##
        + ##"nimum":100}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-06/schema#","properties":{"a":{"$ref":"#/definitions/x","mi"##
        + ##"nimum":100}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-06/schema#","properties":{"a":{"$ref":"#/definitions/x","no"##
        + ##"t":{}}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-06/schema#","properties":{"a":{"$ref":"#/definitions/x","no"##
        + ##"t":{}}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-06/schema#","properties":{"a":{"$ref":"#/definitions/x","al"##
        + ##"lOf":[false]}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-06/schema#","properties":{"a":{"$ref":"#/definitions/x","al"##
        + ##"lOf":[false]}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-06/schema#","properties":{"a":{"$ref":"#/definitions/x","ty"##
        + ##"pe":"string","enum":[6]}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-06/schema#","properties":{"a":{"$ref":"#/definitions/x","ty"##
        + ##"pe":"string","enum":[6]}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$ref":"#/definitions/x","ty"##
        + ##"pe":"string"}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$ref":"#/definitions/x","ty"##
        + ##"pe":"string"}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$ref":"#/definitions/x","co"##
        + ##"nst":5}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #"- at '/a': value must be 5\#n"#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$ref":"#/definitions/x","co"##
        + ##"nst":5}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #"- at '/a': value must be 5\#n"#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$ref":"#/definitions/x","en"##
        + ##"um":[5]}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$ref":"#/definitions/x","en"##
        + ##"um":[5]}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$ref":"#/definitions/x","fo"##
        + ##"rmat":"ipv4"}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$ref":"#/definitions/x","fo"##
        + ##"rmat":"ipv4"}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$ref":"#/definitions/x","mi"##
        + ##"nimum":100}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$ref":"#/definitions/x","mi"##
        + ##"nimum":100}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$ref":"#/definitions/x","no"##
        + ##"t":{}}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$ref":"#/definitions/x","no"##
        + ##"t":{}}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$ref":"#/definitions/x","al"##
        + ##"lOf":[false]}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$ref":"#/definitions/x","al"##
        + ##"lOf":[false]}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$ref":"#/definitions/x","ty"##
        + ##"pe":"string","enum":[6]}},"definitions":{"x":{}}}"##,
      #"{"a":1}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$ref":"#/definitions/x","ty"##
        + ##"pe":"string","enum":[6]}},"definitions":{"x":{}}}"##,
      #"{"a":"zz"}"#,
      #""#),
    MessageCase(
      ##"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"$ref":"#/definitions/x","ty"##
        + ##"pe":"string"}},"definitions":{"x":{"type":"boolean"}}}"##,
      #"{"a":"x"}"#,
      #"- at '/a': got string, want boolean\#n"#),
    MessageCase(
      #"{"properties":{"a":{"items":{"properties":{"x":{"propertyNames":{"maxLength":1}}}}}}}"#,
      #"{"a":[{"x":{"yy":1}}]}"#,
      #"- at '': invalid propertyName 'yy'\#n  - at '': maxLength: got 2, want 1\#n"#),
    MessageCase(
      #"{"properties":{"a":{"prefixItems":[true,true],"items":{"properties":{"x":{"type":"string"}}}}}}"#,
      #"{"a":[1,2,{"x":5},{"x":5}]}"#,
      #"- at '/a/0/x': got number, want string\#n- at '/a/1/x': got number, want string\#n"#),
    MessageCase(
      #"{"properties":{"a":{"uniqueItems":true}}}"#,
      #"{"a":[1,2,2,1]}"#,
      #"- at '/a': items at 1 and 2 are equal\#n"#),
    MessageCase(
      #"{"properties":{"a":{"uniqueItems":true}}}"#,
      #"{"a":[5,1,2,3,2,1]}"#,
      #"- at '/a': items at 2 and 4 are equal\#n"#),
    MessageCase(
      #"{"properties":{"a":{"uniqueItems":true}}}"#,
      #"{"a":[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31,32,33,34,3"#
        + #"5,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60,61,62,63,64,65,66,67,68,6"#
        + #"9,70,71,72,73,74,75,76,77,78,79,80,81,82,83,84,85,86,87,88,89,90,91,92,93,94,95,96,97,98,99,100,101,10"#
        + #"2,103,104,105,106,107,108,109,110,111,112,113,114,115,116,117,118,119,120,121,122,123,124,125,126,127,"#
        + #"128,129,130,131,132,133,134,135,136,137,138,139,140,141,142,143,144,145,146,147,148,149,150,151,152,15"#
        + #"3,154,155,156,157,158,159,160,161,162,163,164,165,166,167,168,169,170,171,172,173,174,175,176,177,178,"#
        + #"179,180,181,182,183,184,185,186,187,188,189,190,191,192,193,194,195,196,197,198,199,200,201,202,203,20"#
        + #"4,205,206,207,208,209,210,211,212,213,214,215,216,217,218,219,220,221,222,223,224,225,226,227,228,229,"#
        + #"230,231,232,233,234,235,236,237,238,239,240,241,242,243,244,245,246,247,248,249,250,251,252,253,254,25"#
        + #"5,256,257,258,259,260,261,262,263,264,265,266,267,268,269,270,271,272,273,274,275,276,277,278,279,280,"#
        + #"281,282,283,284,285,286,287,288,289,290,291,292,293,294,295,296,297,298,299,300,301,302,303,304,305,30"#
        + #"6,307,308,309,310,311,312,313,314,315,316,317,318,319,320,321,322,323,324,325,326,327,328,329,330,331,"#
        + #"332,333,334,335,336,337,338,339,340,341,342,343,344,345,346,347,348,349,350,351,352,353,354,355,356,35"#
        + #"7,358,359,360,361,362,363,364,365,366,367,368,369,370,371,372,373,374,375,376,377,378,379,380,381,382,"#
        + #"383,384,385,386,387,388,389,390,391,392,393,394,395,396,397,398,399,400,401,402,403,404,405,406,407,40"#
        + #"8,409,410,411,412,413,414,415,416,417,418,419,420,421,422,423,424,425,426,427,428,429,430,431,432,433,"#
        + #"434,435,436,437,438,439,440,441,442,443,444,445,446,447,448,449,450,451,452,453,454,455,456,457,458,45"#
        + #"9,460,461,462,463,464,465,466,467,468,469,470,471,472,473,474,475,476,477,478,479,480,481,482,483,484,"#
        + #"485,486,487,488,489,490,491,492,493,494,495,496,497,498,499,500,501,502,503,504,505,506,507,508,509,51"#
        + #"0,511,512,513,514,515,516,517,518,519,520,521,522,523,524,525,526,527,528,529,530,531,532,533,534,535,"#
        + #"536,537,538,539,540,541,542,543,544,545,546,547,548,549,550,551,552,553,554,555,556,557,558,559,560,56"#
        + #"1,562,563,564,565,566,567,568,569,570,571,572,573,574,575,576,577,578,579,580,581,582,583,584,585,586,"#
        + #"587,588,589,590,591,592,593,594,595,596,597,598,599,600,601,602,603,604,605,606,607,608,609,610,611,61"#
        + #"2,613,614,615,616,617,618,619,620,621,622,623,624,625,626,627,628,629,630,631,632,633,634,635,636,637,"#
        + #"638,639,640,641,642,643,644,645,646,647,648,649,650,651,652,653,654,655,656,657,658,659,660,661,662,66"#
        + #"3,664,665,666,667,668,669,670,671,672,673,674,675,676,677,678,679,680,681,682,683,684,685,686,687,688,"#
        + #"689,690,691,692,693,694,695,696,697,698,699,700,701,702,703,704,705,706,707,708,709,710,711,712,713,71"#
        + #"4,715,716,717,718,719,720,721,722,723,724,725,726,727,728,729,730,731,732,733,734,735,736,737,738,739,"#
        + #"740,741,742,743,744,745,746,747,748,749,750,751,752,753,754,755,756,757,758,759,760,761,762,763,764,76"#
        + #"5,766,767,768,769,770,771,772,773,774,775,776,777,778,779,780,781,782,783,784,785,786,787,788,789,790,"#
        + #"791,792,793,794,795,796,797,798,799,800,801,802,803,804,805,806,807,808,809,810,811,812,813,814,815,81"#
        + #"6,817,818,819,820,821,822,823,824,825,826,827,828,829,830,831,832,833,834,835,836,837,838,839,840,841,"#
        + #"842,843,844,845,846,847,848,849,850,851,852,853,854,855,856,857,858,859,860,861,862,863,864,865,866,86"#
        + #"7,868,869,870,871,872,873,874,875,876,877,878,879,880,881,882,883,884,885,886,887,888,889,890,891,892,"#
        + #"893,894,895,896,897,898,899,900,901,902,903,904,905,906,907,908,909,910,911,912,913,914,915,916,917,91"#
        + #"8,919,920,921,922,923,924,925,926,927,928,929,930,931,932,933,934,935,936,937,938,939,940,941,942,943,"#
        + #"944,945,946,947,948,949,950,951,952,953,954,955,956,957,958,959,960,961,962,963,964,965,966,967,968,96"#
        + #"9,970,971,972,973,974,975,976,977,978,979,980,981,982,983,984,985,986,987,988,989,990,991,992,993,994,"#
        + #"995,996,997,998,999,1000,1001,1002,1003,1004,1005,1006,1007,1008,1009,1010,1011,1012,1013,1014,1015,10"#
        + #"16,1017,1018,1019,1020,1021,1022,1023,1024,1025,1026,1027,1028,1029,1030,1031,1032,1033,1034,1035,1036"#
        + #",1037,1038,1039,1040,1041,1042,1043,1044,1045,1046,1047,1048,1049,1050,1051,1052,1053,1054,1055,1056,1"#
        + #"057,1058,1059,1060,1061,1062,1063,1064,1065,1066,1067,1068,1069,1070,1071,1072,1073,1074,1075,1076,107"#
        + #"7,1078,1079,1080,1081,1082,1083,1084,1085,1086,1087,1088,1089,1090,1091,1092,1093,1094,1095,1096,1097,"#
        + #"1098,1099,1100,1101,1102,1103,1104,1105,1106,1107,1108,1109,1110,1111,1112,1113,1114,1115,1116,1117,11"#
        + #"18,1119,1120,1121,1122,1123,1124,1125,1126,1127,1128,1129,1130,1131,1132,1133,1134,1135,1136,1137,1138"#
        + #",1139,1140,1141,1142,1143,1144,1145,1146,1147,1148,1149,1150,1151,1152,1153,1154,1155,1156,1157,1158,1"#
        + #"159,1160,1161,1162,1163,1164,1165,1166,1167,1168,1169,1170,1171,1172,1173,1174,1175,1176,1177,1178,117"#
        + #"9,1180,1181,1182,1183,1184,1185,1186,1187,1188,1189,1190,1191,1192,1193,1194,1195,1196,1197,1198,1199,"#
        + #"1200,1201,1202,1203,1204,1205,1206,1207,1208,1209,1210,1211,1212,1213,1214,1215,1216,1217,1218,1219,12"#
        + #"20,1221,1222,1223,1224,1225,1226,1227,1228,1229,1230,1231,1232,1233,1234,1235,1236,1237,1238,1239,1240"#
        + #",1241,1242,1243,1244,1245,1246,1247,1248,1249,1250,1251,1252,1253,1254,1255,1256,1257,1258,1259,1260,1"#
        + #"261,1262,1263,1264,1265,1266,1267,1268,1269,1270,1271,1272,1273,1274,1275,1276,1277,1278,1279,1280,128"#
        + #"1,1282,1283,1284,1285,1286,1287,1288,1289,1290,1291,1292,1293,1294,1295,1296,1297,1298,1299,1300,1301,"#
        + #"1302,1303,1304,1305,1306,1307,1308,1309,1310,1311,1312,1313,1314,1315,1316,1317,1318,1319,1320,1321,13"#
        + #"22,1323,1324,1325,1326,1327,1328,1329,1330,1331,1332,1333,1334,1335,1336,1337,1338,1339,1340,1341,1342"#
        + #",1343,1344,1345,1346,1347,1348,1349,1350,1351,1352,1353,1354,1355,1356,1357,1358,1359,1360,1361,1362,1"#
        + #"363,1364,1365,1366,1367,1368,1369,1370,1371,1372,1373,1374,1375,1376,1377,1378,1379,1380,1381,1382,138"#
        + #"3,1384,1385,1386,1387,1388,1389,1390,1391,1392,1393,1394,1395,1396,1397,1398,1399,1400,1401,1402,1403,"#
        + #"1404,1405,1406,1407,1408,1409,1410,1411,1412,1413,1414,1415,1416,1417,1418,1419,1420,1421,1422,1423,14"#
        + #"24,1425,1426,1427,1428,1429,1430,1431,1432,1433,1434,1435,1436,1437,1438,1439,1440,1441,1442,1443,1444"#
        + #",1445,1446,1447,1448,1449,1450,1451,1452,1453,1454,1455,1456,1457,1458,1459,1460,1461,1462,1463,1464,1"#
        + #"465,1466,1467,1468,1469,1470,1471,1472,1473,1474,1475,1476,1477,1478,1479,1480,1481,1482,1483,1484,148"#
        + #"5,1486,1487,1488,1489,1490,1491,1492,1493,1494,1495,1496,1497,1498,1499,1200]}"#,
      #"- at '/a': items at 1,200 and 1,500 are equal\#n"#),
    MessageCase(
      #"{"properties":{"a":{"uniqueItems":true}}}"#,
      #"{"a":[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,12,3]}"#,
      #"- at '/a': items at 12 and 30 are equal\#n"#),
    MessageCase(
      #"{"properties":{"a":{"uniqueItems":true}}}"#,
      #"{"a":[[0],[1],[2],[3],[4],[5],[6],[7],[8],[9],[10],[11],[12],[13],[14],[15],[16],[17],[18],[19],[20],["#
        + #"21],[22],[23],[24],[25],[26],[27],[28],[29],[12],[3]]}"#,
      #"- at '/a': items at 12 and 30 are equal\#n"#),
    MessageCase(
      #"{"required":["a\\","b\\\"c","\"","\\'","c'\\"]}"#,
      #"{}"#,
      #"- at '': missing properties 'a\', 'b\\"c', '"', '\\\'', 'c\'\'\#n"#),
    MessageCase(
      #"{"contains":{"minLength":2,"pattern":"x"},"properties":{"a":{"contains":{"minLength":2,"pattern":"x"}}}}"#,
      #"{"a":["q",1]}"#,
      #""#),
    MessageCase(
      #"{"properties":{"a":{"contains":{"minLength":2,"pattern":"x"}}}}"#,
      #"{"a":["q"]}"#,
      #"- at '/a': no items match contains schema\#n  - at '/a/0': validation failed\#n    - at '/a/0': minLen"#
        + #"gth: got 1, want 2\#n    - at '/a/0': 'q' does not match pattern 'x'\#n"#),
    MessageCase(
      #"{"properties":{"a":{"maxContains":0,"contains":{"minLength":2,"pattern":"x"}}}}"#,
      #"{"a":["q","xx"]}"#,
      #"- at '/a': max 0 items required to match contains schema, but matched 1 items at 1\#n"#),
    MessageCase(
      #"{"properties":{"a":{"minContains":0,"contains":{"minLength":2,"pattern":"x"}}}}"#,
      #"{"a":["q","q"]}"#,
      #""#),
    MessageCase(
      ##"{"oneOf":[{"allOf":[true]},{"$ref":"#/$defs/x"}],"$defs":{"x":{}}}"##,
      #"{"a":["q","q"]}"#,
      #"- at '': 'oneOf' failed, subschemas 0, 1 matched\#n"#),
    MessageCase(
      ##"{"properties":{"^a":{"anyOf":[{"$ref":"#/properties/%5Ea"}]}}}"##,
      #"{"^a":1}"#,
      #"- at '/^a': 'anyOf' failed\#n  - at '/^a': both /properties/%5Ea/anyOf/0/$ref and /properties/%5Ea res"#
        + #"olve to "file:///values.schema.json#/properties/%5Ea" causing reference cycle\#n"#),
    MessageCase(
      ##"{"properties":{"a b":{"anyOf":[{"$ref":"#/properties/a%20b"}]}}}"##,
      #"{"a b":1}"#,
      #"- at '/a b': 'anyOf' failed\#n  - at '/a b': both /properties/a%20b/anyOf/0/$ref and /properties/a%20b"#
        + #" resolve to "file:///values.schema.json#/properties/a%20b" causing reference cycle\#n"#),
    MessageCase(
      ##"{"properties":{"a/b":{"anyOf":[{"$ref":"#/properties/a~1b"}]}}}"##,
      #"{"a/b":1}"#,
      #"- at '/a~1b': 'anyOf' failed\#n  - at '/a~1b': both /properties/a~1b/anyOf/0/$ref and /properties/a~1b"#
        + #" resolve to "file:///values.schema.json#/properties/a~1b" causing reference cycle\#n"#),
    MessageCase(
      ##"{"properties":{"a~b":{"anyOf":[{"$ref":"#/properties/a~0b"}]}}}"##,
      #"{"a~b":1}"#,
      #"- at '/a~0b': 'anyOf' failed\#n  - at '/a~0b': both /properties/a~0b/anyOf/0/$ref and /properties/a~0b"#
        + #" resolve to "file:///values.schema.json#/properties/a~0b" causing reference cycle\#n"#),
    MessageCase(
      ##"{"properties":{"é":{"anyOf":[{"$ref":"#/properties/%C3%A9"}]}}}"##,
      #"{"é":1}"#,
      #"- at '/é': 'anyOf' failed\#n  - at '/é': both /properties/%C3%A9/anyOf/0/$ref and /properties/%C3%A9 r"#
        + #"esolve to "file:///values.schema.json#/properties/%C3%A9" causing reference cycle\#n"#),
    MessageCase(
      ##"{"properties":{"a%b":{"anyOf":[{"$ref":"#/properties/a%25b"}]}}}"##,
      #"{"a%b":1}"#,
      #"- at '/a%b': 'anyOf' failed\#n  - at '/a%b': both /properties/a%25b/anyOf/0/$ref and /properties/a%25b"#
        + #" resolve to "file:///values.schema.json#/properties/a%25b" causing reference cycle\#n"#),
    MessageCase(
      ##"{"properties":{"a?b":{"anyOf":[{"$ref":"#/properties/a%3Fb"}]}}}"##,
      #"{"a?b":1}"#,
      #"- at '/a?b': 'anyOf' failed\#n  - at '/a?b': both /properties/a%3Fb/anyOf/0/$ref and /properties/a%3Fb"#
        + #" resolve to "file:///values.schema.json#/properties/a%3Fb" causing reference cycle\#n"#),
    MessageCase(
      ##"{"properties":{"a#b":{"anyOf":[{"$ref":"#/properties/a%23b"}]}}}"##,
      #"{"a#b":1}"#,
      #"- at '/a#b': 'anyOf' failed\#n  - at '/a#b': both /properties/a%23b/anyOf/0/$ref and /properties/a%23b"#
        + #" resolve to "file:///values.schema.json#/properties/a%23b" causing reference cycle\#n"#),
    MessageCase(
      ##"{"properties":{"a$&+=:@;,!'()*[]|{}\"<>`\\":{"anyOf":[{"$ref":"#/properties/a%24%26%2B%3D%3A%40%3B%2"##
        + ##"C%21%27%28%29%2A%5B%5D%7C%7B%7D%22%3C%3E%60%5C"}]}}}"##,
      #"{"a$&+=:@;,!'()*[]|{}\"<>`\\":1}"#,
      #"- at '/a$&+=:@;,!\'()*[]|{}"<>`\': 'anyOf' failed\#n  - at '/a$&+=:@;,!\'()*[]|{}"<>`\': both /propert"#
        + #"ies/a$&+=:@%3B%2C%21%27%28%29%2A%5B%5D%7C%7B%7D%22%3C%3E%60%5C/anyOf/0/$ref and /properties/a$&+=:@%3B"#
        + #"%2C%21%27%28%29%2A%5B%5D%7C%7B%7D%22%3C%3E%60%5C resolve to "file:///values.schema.json#/properties/a$"#
        + #"&+=:@%3B%2C%21%27%28%29%2A%5B%5D%7C%7B%7D%22%3C%3E%60%5C" causing reference cycle\#n"#),
  ]
}
