extension MessageCase {
  /// Texts of a format with the reasons for which they are not; none for those that are.
  static let formats: [(String, [String: String])] = [
    (
      "ipv4",
      [
        "x": "expected four decimals",
        "1.2.3": "expected four decimals",
        "1.2.3.256": "decimal must be between 0 and 255",
        "01.2.3.4": "leading zeros",
        "1.2.3.x": #"strconv.Atoi: parsing "x": invalid syntax"#,
        "1.2.3.4.5": "expected four decimals",
        "1..2.3": #"strconv.Atoi: parsing "": invalid syntax"#,
        "": "expected four decimals",
      ]
    ),
    (
      "date-time",
      [
        "x": "less than 20 characters long",
        "2020-01-01T00:00:00": "less than 20 characters long",
        "2020-02-30T00:00:00Z": #"invalid date element: parsing time "2020-02-30": day out of range"#,
        "2020-01-01T00:00:00+24:00": "invalid time element: hour/min in offset out of range",
        "2020-01-01T23:59:60Z": "",
        "2020-01-01t00:00:00z": "",
        "2020-01-01T00:00:00.Z": "invalid time element: no digits in second fraction",
        "2020-01-01 00:00:00Z": "11th character must be t or T",
        "2020-01-01T25:00:00Z": "invalid time element: hour/min/sec out of range",
        "20-1-1T00:00:00Z": "less than 20 characters long",
        "2020-01-01T22:59:60Z": "invalid time element: invalid leap second",
      ]
    ),
    (
      "date",
      [
        "x": #"parsing time "x" as "2006-01-02": cannot parse "x" as "2006""#,
        "2020-02-30": #"parsing time "2020-02-30": day out of range"#,
        "2020-13-01": #"parsing time "2020-13-01": month out of range"#,
        "2020-1-1": #"parsing time "2020-1-1" as "2006-01-02": cannot parse "1-1" as "01""#,
        "2020-01-0a": #"parsing time "2020-01-0a" as "2006-01-02": cannot parse "0a" as "02""#,
      ]
    ),
    (
      "time",
      [
        "x": "less than 9 characters long",
        "25:00:00Z": "hour/min/sec out of range",
        "00:60:00Z": "hour/min/sec out of range",
        "00:00:61Z": "hour/min/sec out of range",
        "00:00:00": "less than 9 characters long",
        "00:00:00+1:00": "offset must be 6 characters long",
        "00:00:00+24:00": "hour/min in offset out of range",
        "00:00:00.Z": "no digits in second fraction",
        "12:00:60Z": "invalid leap second",
        "23:59:60Z": "",
        "00:00:00.1Z": "",
        "0:00:00Z": "less than 9 characters long",
        "00:00:00+01:60": "hour/min in offset out of range",
        "00:00:00.1xZ": "offset must be 6 characters long",
      ]
    ),
    (
      "duration",
      [
        "P": "nothing after P",
        "PT": "no time elements",
        "P1": "missing unit",
        "P1YT": "no time elements",
        "1Y": "must start with P",
        "P1D1Y": "unit 'Y' out of order",
        "PT1S1H": "unit 'H' out of order",
        "P1W1D": "invalid unit 'W'",
        "P1W": "",
        "PT1": "missing unit",
        "P1.5D": "invalid unit '.'",
        "P-1D": "missing number",
        "P1H": "invalid unit 'H'",
        "PTH": "missing number",
      ]
    ),
    (
      "email",
      [
        "x": "missing @",
        "a@": "invalid domain: label must be 1 to 63 characters long",
        "@b": "",
        "a@b": "",
        "a..b@c": "consecutive dots",
        "a.@c": "ends with dot",
        ".a@c": "starts with dot",
        "a@[127.0.0.1]": "",
        "a@[IPv6:::1]": "",
        "a@[x]": "invalid ipv4 address: expected four decimals",
        "a@-b": "invalid domain: label starts with hyphen",
        "a b@c": "invalid character ' '",
        "a@b_c": "invalid domain: invalid character '_'",
      ]
    ),
    (
      "hostname",
      [
        "-a": "label starts with hyphen",
        "a-": "label ends with hyphen",
        "a_b": "invalid character '_'",
        "": "label must be 1 to 63 characters long",
        "a..b": "label must be 1 to 63 characters long",
        "a.": "",
        "a b": "invalid character ' '",
        "1": "",
        "a.1": "",
      ]
    ),
    (
      "ipv6",
      [
        "x": "missing colon",
        "1::2::3": #"ParseAddr("1::2::3"): multiple :: in address (at ":3")"#,
        "::1%eth0": "zone id is not a part of ipv6 address",
        "12345::": #"ParseAddr("12345::"): each group must have 4 or less digits (at "12345::")"#,
        "::ffff:1.2.3.4": "",
        "1.2.3.4": "missing colon",
        "::g": #"ParseAddr("::g"): each colon-separated field must have at least one digit (at "g")"#,
        "1:2:3:4:5:6:7:8:9": #"ParseAddr("1:2:3:4:5:6:7:8:9"): trailing garbage after address (at "9")"#,
        "1:2:3": #"ParseAddr("1:2:3"): address string too short"#,
        "": "missing colon",
      ]
    ),
    (
      "uri",
      [
        "x": "relative url",
        "http://": "",
        "http://[::1": #"parse "http://[::1": missing ']' in host"#,
        "a b": "relative url",
        "//x": "relative url",
        "http://a b": #"parse "http://a b": invalid character " " in host name"#,
        "http://%zz": #"parse "http://%zz": invalid URL escape "%zz""#,
        "http://[::1]x": #"parse "http://[::1]x": invalid port "x" after host"#,
        "http://[1.2.3.4]": #"parse "http://[1.2.3.4]": invalid IP-literal"#,
        "http://a:b": #"parse "http://a:b": invalid port ":b" after host"#,
        "http://[::1%25eth0]": "invalid ipv6 address: zone id is not a part of ipv6 address",
        "urn:": "",
        "http://a?%zz": "",
        "http://a#%zz": #"parse "http://a#%zz": invalid URL escape "%zz""#,
        ":x": #"parse ":x": missing protocol scheme"#,
        "1a:x": #"parse "1a:x": first path segment in URL cannot contain colon"#,
      ]
    ),
    (
      "uri-reference",
      [
        "x": "",
        "http://[::1": #"parse "http://[::1": missing ']' in host"#,
        "a b": "",
        "%": #"parse "%": invalid URL escape "%""#,
        "//x": "",
        "": "",
        ":x": #"parse ":x": missing protocol scheme"#,
        "#%zz": ##"parse "#%zz": invalid URL escape "%zz""##,
      ]
    ),
    (
      "iri",
      [
        "x": "relative url",
        "a b": "relative url",
      ]
    ),
    (
      "uri-template",
      [
        "{": "no matching closing brace",
        "}": "nested curly braces",
        "{a}": "",
        "{a": "no matching closing brace",
        "a}b": "nested curly braces",
        "{a}{b": "no matching closing brace",
        "{}": "",
        "{a:5}": #"parse "{a:5}": first path segment in URL cannot contain colon"#,
        "{+a,b*}": "",
        "{a b}": "",
        "http://{x}": #"parse "http://{x}": invalid character "{" in host name"#,
        "{{a}}": "nested curly braces",
      ]
    ),
    (
      "json-pointer",
      [
        "a": "not starting with /",
        "/~2": "~ must be followed by 0 or 1",
        "/~": "~ must be followed by 0 or 1",
        "/a~0~1": "",
        "": "",
      ]
    ),
    (
      "relative-json-pointer",
      [
        "a": "must start with non-negative integer",
        "01": "starts with zero",
        "1#": "",
        "1/a": "",
        "-1": "must start with non-negative integer",
        "0#a": "not starting with /",
        "": "must start with non-negative integer",
        "1/~": "~ must be followed by 0 or 1",
      ]
    ),
    (
      "uuid",
      [
        "x": "must have 5 elements",
        "2eb8aa08-aa98-11ea-b4aa-73b441d16380": "",
        "2eb8aa08-aa98-11ea-b4aa73b441d16380": "must have 5 elements",
        "2eb8aa08-aa98-11ea-b4aa-73b441d1638g": "non-hex character 'g'",
        "2eb8aa08-aa98-11ea-b4a-a73b441d16380-": "must have 5 elements",
        "2eb8aa0-8aa98-11ea-b4aa-73b441d16380": "element 1 must be 8 characters long",
      ]
    ),
    (
      "regex",
      [
        "(": "error parsing regexp: missing closing ): `(`",
        "(?!a)": "error parsing regexp: invalid or unsupported Perl syntax: `(?!`",
        "a{2,1}": "error parsing regexp: invalid repeat count: `{2,1}`",
        "[a": "error parsing regexp: missing closing ]: `[a`",
        "a**": "error parsing regexp: invalid nested repetition operator: `**`",
        "*": "error parsing regexp: missing argument to repetition operator: `*`",
        "a{1001}": "error parsing regexp: invalid repeat count: `{1001}`",
        "(?<n>a)": "",
        "(?P<n>a": "error parsing regexp: missing closing ): `(?P<n>a`",
        "[z-a]": "error parsing regexp: invalid character class range: `z-a`",
        "[[:foo:]]": "error parsing regexp: invalid character class range: `[:foo:]`",
        "(?i": "error parsing regexp: invalid or unsupported Perl syntax: `(?i`",
        "x)": "error parsing regexp: unexpected ): `x)`",
      ]
    ),
    (
      "period",
      [
        "x": "missing slash",
        "2020-01-01T00:00:00Z/P1D": "",
        "P1D/2020-01-01T00:00:00Z": "",
        "P1D/P1D": "invalid end date-time: less than 20 characters long",
        "2020-01-01T00:00:00Z/2020-01-02T00:00:00Z": "",
        "/": "invalid start date-time: less than 20 characters long",
        "a/b": "invalid start date-time: less than 20 characters long",
      ]
    ),
    (
      "semver",
      [
        "x": "versionCore must have 3 numbers separated by dot",
        "1.2": "versionCore must have 3 numbers separated by dot",
        "1.2.3": "",
        "01.2.3": "major starts with zero",
        "1.2.3-": "pre-release identifier is empty",
        "1.2.3-a.01": "pre-release numeric identifier starts with zero",
        "v1.2.3": "major contains non-digit",
        "1.2.3+": "build is empty",
        "1.2.3-a..b": "pre-release identifier is empty",
        "1.2.3-a_b": "invalid character '_' in pre-release identifier",
        "1.2.3+a.01": "",
        "1.2.x": "patch contains non-digit",
      ]
    ),
    (
      "idn-hostname",
      [
        "-a": ""
      ]
    ),
    (
      "idn-email",
      [
        "x": ""
      ]
    ),
    (
      "color",
      [
        "x": ""
      ]
    ),
    (
      "utc-millisec",
      [
        "x": ""
      ]
    ),
    (
      "host-name",
      [
        "-a": ""
      ]
    ),
    (
      "ip-address",
      [
        "x": ""
      ]
    ),
    (
      "byte",
      [
        "!!": ""
      ]
    ),
    (
      "int32",
      [
        "x": ""
      ]
    ),
    (
      "base64",
      [
        "!": ""
      ]
    ),
    (
      "unknown",
      [
        "x": ""
      ]
    ),
  ]

  /// Schemas that Helm refuses, and how.
  static let refusals: [(String, String)] = [
    (
      #"{"properties":{"a":{"type":"wat"}}}"#,
      #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http"#
        + #"s://json-schema.org/draft/2020-12/schema#'\#n- at '': 'allOf' failed\#n  - at '/properties/a': 'allOf'"#
        + #" failed\#n    - at '/properties/a/type': 'anyOf' failed\#n      - at '/properties/a/type': value must "#
        + #"be one of 'array', 'boolean', 'integer', 'null', 'number', 'object', 'string'\#n      - at '/propertie"#
        + #"s/a/type': got string, want array"#
    ),
    (
      ##"{"properties":{"a":{"$ref":"#/nowhere"}}}"##,
      #"json-pointer in "file:///values.schema.json#/nowhere" not found"#
    ),
    (
      #"{"properties":{"a":{"pattern":"(?!a)"}}}"#,
      #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http"#
        + #"s://json-schema.org/draft/2020-12/schema#'\#n- at '': 'allOf' failed\#n  - at '/properties/a': 'allOf'"#
        + #" failed\#n    - at '/properties/a/pattern': '(?!a)' is not valid regex: error parsing regexp: invalid "#
        + #"or unsupported Perl syntax: `(?!`"#
    ),
    (
      ##"{"$ref":"#foo"}"##,
      #"anchor in "file:///values.schema.json#foo" not found in schema "file:///values.schema.json""#
    ),
    (
      ##"{"$ref":"#/a%zz"}"##,
      ##""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'ht"##
        + ##"tps://json-schema.org/draft/2020-12/schema#'\##n- at '': 'allOf' failed\##n  - at '/$ref': '#/a%zz' "##
        + ##"is not valid uri-reference: parse "#/a%zz": invalid URL escape "%zz""##
    ),
    (
      ##"{"$ref":"#/a~5"}"##,
      #"invalid json-pointer "file:///values.schema.json#/a~5""#
    ),
    (
      ##"{"$id":"http://x.y/z.json","$ref":"#foo"}"##,
      #"anchor in "http://x.y/z.json#foo" not found in schema "file:///values.schema.json""#
    ),
    (
      ##"{"$id":"http://x.y/z.json","$ref":"#/foo"}"##,
      #"json-pointer in "file:///values.schema.json#/foo" not found"#
    ),
    (
      #"{"$id":"http://x.y/z.json","minimum":"a","properties":{"q":{"minLength":-1,"required":"x"}}}"#,
      #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http"#
        + #"s://json-schema.org/draft/2020-12/schema#'\#n- at '': 'allOf' failed\#n  - at '/properties/q': 'allOf'"#
        + #" failed\#n    - at '/properties/q': validation failed\#n      - at '/properties/q/minLength': minimum:"#
        + #" got -1, want 0\#n      - at '/properties/q/required': got string, want array\#n  - at '/minimum': got"#
        + #" string, want number"#
    ),
    (
      #"{"$schema":"http://json-schema.org/draft-07/schema#","minimum":"a","properties":{"q":{"minLength":-1,""#
        + #"required":"x"}}}"#,
      #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http"#
        + #"://json-schema.org/draft-07/schema#'\#n- at '/minimum': got string, want number\#n- at '/properties/q'"#
        + #": validation failed\#n  - at '/properties/q/minLength': 'allOf' failed\#n    - at '/properties/q/minLe"#
        + #"ngth': minimum: got -1, want 0\#n  - at '/properties/q/required': got string, want array"#
    ),
    (
      #"{"$schema":"http://json-schema.org/draft-07/schema#","type":"objec"}"#,
      #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http"#
        + #"://json-schema.org/draft-07/schema#'\#n- at '/type': 'anyOf' failed\#n  - at '/type': value must be on"#
        + #"e of 'array', 'boolean', 'integer', 'null', 'number', 'object', 'string'\#n  - at '/type': got string,"#
        + #" want array"#
    ),
    (
      #"{"$schema":"http://json-schema.org/draft-06/schema#","type":["object","object"]}"#,
      #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http"#
        + #"://json-schema.org/draft-06/schema#'\#n- at '/type': 'anyOf' failed\#n  - at '/type': value must be on"#
        + #"e of 'array', 'boolean', 'integer', 'null', 'number', 'object', 'string'\#n  - at '/type': items at 0 "#
        + #"and 1 are equal"#
    ),
    (
      #"{"$schema":"https://json-schema.org/draft/2019-09/schema","type":"objec"}"#,
      #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http"#
        + #"s://json-schema.org/draft/2019-09/schema#'\#n- at '': 'allOf' failed\#n  - at '/type': 'anyOf' failed"#
        + #"\#n    - at '/type': value must be one of 'array', 'boolean', 'integer', 'null', 'number', 'object', '"#
        + #"string'\#n    - at '/type': got string, want array"#
    ),
    (
      #"{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"pattern":"("}}}"#,
      #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http"#
        + #"://json-schema.org/draft-07/schema#'\#n- at '/properties/a/pattern': '(' is not valid regex: error par"#
        + #"sing regexp: missing closing ): `(`"#
    ),
    (
      #"{"$schema":"http://json-schema.org/draft-07/schema#","patternProperties":{"(?!a)":{"type":"string"}}}"#,
      #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http"#
        + #"://json-schema.org/draft-07/schema#'\#n- at '': invalid propertyName '(?!a)'\#n  - at '': '(?!a)' is n"#
        + #"ot valid regex: error parsing regexp: invalid or unsupported Perl syntax: `(?!`"#
    ),
    (
      ##"{"$ref":"#/%"}"##,
      ##""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'ht"##
        + ##"tps://json-schema.org/draft/2020-12/schema#'\##n- at '': 'allOf' failed\##n  - at '/$ref': '#/%' is "##
        + ##"not valid uri-reference: parse "#/%": invalid URL escape "%""##
    ),
    (
      #"{"$ref":5}"#,
      #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http"#
        + #"s://json-schema.org/draft/2020-12/schema#'\#n- at '': 'allOf' failed\#n  - at '/$ref': got number, wan"#
        + #"t string"#
    ),
    (
      ##"{"$id":"#foo"}"##,
      #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http"#
        + #"s://json-schema.org/draft/2020-12/schema#'\#n- at '': 'allOf' failed\#n  - at '/$id': '#foo' does not "#
        + #"match pattern '^[^#]*#?$'"#
    ),
    (
      #"{"$id":"%"}"#,
      #"error in parsing id at "file:///values.schema.json#""#
    ),
    (
      #"{"$defs":{"a":{"$id":"http://a/b"},"b":{"$id":"http://a/b"}}}"#,
      #"duplicate id "http://a/b" in "file:///values.schema.json" at "/$defs/a" and "/$defs/b""#
    ),
    (
      #"{"$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x"}}}"#,
      #"duplicate anchor "x" in "file:///values.schema.json" at "/$defs/a" and "/$defs/b""#
    ),
    (
      #"{"$schema":5}"#,
      #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http"#
        + #"s://json-schema.org/draft/2020-12/schema#'\#n- at '': 'allOf' failed\#n  - at '/$schema': got number, "#
        + #"want string"#
    ),
    (
      ##"{"x":{"type":"objec"},"$ref":"#/x"}"##,
      #""file:///values.schema.json#/x" is not valid against metaschema: jsonschema validation failed with 'ht"#
        + #"tps://json-schema.org/draft/2020-12/schema#'\#n- at '': 'allOf' failed\#n  - at '/type': 'anyOf' faile"#
        + #"d\#n    - at '/type': value must be one of 'array', 'boolean', 'integer', 'null', 'number', 'object', "#
        + #"'string'\#n    - at '/type': got string, want array"#
    ),
    (
      ##"{"x":{"a":5},"$ref":"#/x/a"}"##,
      #""file:///values.schema.json#/x/a" is not valid against metaschema: jsonschema validation failed with '"#
        + #"https://json-schema.org/draft/2020-12/schema#'\#n- at '': got number, want boolean or object"#
    ),
    (
      #"{"$defs":{"a":{"$schema":"http://json-schema.org/draft-04/schema#","$id":"q","minimum":"2"}}}"#,
      #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http"#
        + #"s://json-schema.org/draft/2020-12/schema#'\#n- at '': 'allOf' failed\#n  - at '/$defs/a': 'allOf' fail"#
        + #"ed\#n    - at '/$defs/a/minimum': got string, want number"#
    ),
    (
      ##"{"$dynamicRef":"#nope"}"##,
      #"anchor in "file:///values.schema.json#nope" not found in schema "file:///values.schema.json""#
    ),
    (
      #"{"properties":5,"required":"x"}"#,
      #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http"#
        + #"s://json-schema.org/draft/2020-12/schema#'\#n- at '': 'allOf' failed\#n  - at '/properties': got numbe"#
        + #"r, want object\#n  - at '/required': got string, want array"#
    ),
    (
      #"{"properties":{"a":{"format":5}}}"#,
      #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http"#
        + #"s://json-schema.org/draft/2020-12/schema#'\#n- at '': 'allOf' failed\#n  - at '/properties/a': 'allOf'"#
        + #" failed\#n    - at '/properties/a/format': got number, want string"#
    ),
    (
      #"{"definitions":{"a":{"type":"objec"}}}"#,
      #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http"#
        + #"s://json-schema.org/draft/2020-12/schema#'\#n- at '/definitions/a': 'allOf' failed\#n  - at '/definiti"#
        + #"ons/a/type': 'anyOf' failed\#n    - at '/definitions/a/type': value must be one of 'array', 'boolean',"#
        + #" 'integer', 'null', 'number', 'object', 'string'\#n    - at '/definitions/a/type': got string, want ar"#
        + #"ray"#
    ),
    (
      #"{"multipleOf":0}"#,
      #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http"#
        + #"s://json-schema.org/draft/2020-12/schema#'\#n- at '': 'allOf' failed\#n  - at '/multipleOf': exclusive"#
        + #"Minimum: got 0, want 0"#
    ),
    (
      #"{"patternProperties":{"(":{}}}"#,
      #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http"#
        + #"s://json-schema.org/draft/2020-12/schema#'\#n- at '': 'allOf' failed\#n  - at '': invalid propertyName"#
        + #" '('\#n    - at '': '(' is not valid regex: error parsing regexp: missing closing ): `(`"#
    ),
    (
      ##"{"$schema":"http://json-schema.org/draft-04/schema#","properties":{"a":{"$ref":"#/definitions/x","al"##
        + ##"lOf":[false]}},"definitions":{"x":{}}}"##,
      #""file:///values.schema.json#" is not valid against metaschema: jsonschema validation failed with 'http"#
        + #"://json-schema.org/draft-04/schema#'\#n- at '/properties/a/allOf/0': got boolean, want object"#
    ),
    (
      ##"{"x y":{"a^":5},"$ref":"#/x%20y/a%5E"}"##,
      #""file:///values.schema.json#/x%20y/a%5E" is not valid against metaschema: jsonschema validation failed"#
        + #" with 'https://json-schema.org/draft/2020-12/schema#'\#n- at '': got number, want boolean or object"#
    ),
    (
      ##"{"x y":{"a^":5},"$ref":"#/x%20y/a%5E/z"}"##,
      #"json-pointer in "file:///values.schema.json#/x%20y/a%5E/z" not found"#
    ),
    (
      ##"{"x y":{"a^":5},"$ref":"#/x y/a^/z"}"##,
      #"json-pointer in "file:///values.schema.json#/x%20y/a%5E/z" not found"#
    ),
  ]
}
