import Structure
import Testing

@Suite("Reading YAML")
struct YAMLReadTests {
  static let scalars: [(String, Value)] = [
    ("", .null), ("~", .null), ("null", .null), ("Null", .null), ("NULL", .null), ("nULL", "nULL"),
    ("y", true), ("Y", true), ("yes", true), ("Yes", true), ("YES", true), ("yES", "yES"), ("on", true), ("ON", true),
    ("true", true), ("True", true), ("tRUE", "tRUE"), ("n", false), ("no", false), ("No", false), ("off", false),
    ("OFF", false), ("false", false), ("False", false), ("yess", "yess"), ("=", "="), ("<<", "<<"),
    ("0", 0), ("007", 7), ("0777", 511), ("0o17", 15), ("0x1F", 31), ("-0x1F", -31), ("0b101", 5), ("-0b11", -3),
    ("08", 8), ("09.5", 9.5), ("0o8", "0o8"), ("0x", "0x"), ("0xg", "0xg"), ("+1", 1), ("-1", -1), ("-0", 0),
    ("+", "+"),
    ("--1", "--1"), ("1_000", 1000), ("1__0", 10), ("1_", 1), ("_1", "_1"), ("1,000", "1,000"),
    ("1e3", 1000), ("1.", 1), ("1.0", 1), (".5", 0.5), ("-.5", -0.5), (".5_0", 0.5), (".", "."), ("1.5e", "1.5e"),
    ("e5", "e5"), ("1e999", "1e999"), ("1e21", 1e21), ("0.1", 0.1), ("1.10", 1.1),
    ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
    ("9223372036854775808", .uint(9_223_372_036_854_775_808)), ("18446744073709551615", .uint(.max)),
    ("18446744073709551616", .double(18446744073709551616)), ("-9223372036854775809", .double(-9223372036854775808)),
    ("1:30", "1:30"), ("2024-01-01", "2024-01-01"), ("2024-01-01T10:00:00Z", "2024-01-01T10:00:00Z"),
    ("'1'", "1"), ("\"yes\"", "yes"), ("!!str 1", "1"), ("!!int \"1\"", 1), ("!!float 1", 1), ("!!bool on", true),
    ("!!null ''", .null), ("!!binary aGVsbG8=", "hello"), ("!local 1", "1"), ("|\n 1\n", "1\n"), ("[]", []),
    ("{}", [:]),
    ("http://a.b/c?d=e#f", "http://a.b/c?d=e#f"), ("a:b", "a:b"), ("a#b # c", "a#b"),
  ]

  @Test(
    "resolves a plain scalar as sigs.k8s.io/yaml does", arguments: scalars)
  func resolves(text: String, expected: Value) throws {
    #expect(try YAML.parse("v: " + text)["v"] == expected)
  }

  @Test(
    "reads a resource as kustomize does: words stay texts, dates become timestamps",
    arguments: [
      ("yes", "yes"), ("n", "n"), ("On", "On"), ("true", true), ("0777", 511), ("~", .null),
      ("2024-01-01", "2024-01-01T00:00:00Z"), ("2024-1-2", "2024-01-02T00:00:00Z"), ("2024-02-30", "2024-02-30"),
      ("2024-01-01 10:00:00", "2024-01-01T10:00:00Z"), ("2024-01-01t1:2:3.50Z", "2024-01-01T01:02:03.5Z"),
      ("2024-01-01T10:00:00+02:00", "2024-01-01T10:00:00+02:00"), ("2024-01-01T10:00:00", "2024-01-01T10:00:00"),
      ("2024-01-01T24:00:00Z", "2024-01-01T24:00:00Z"), ("2024-02-29", "2024-02-29T00:00:00Z"),
      ("2023-02-29", "2023-02-29"),
    ] as [(String, Value)])
  func kustomizeDialect(text: String, expected: Value) throws {
    #expect(try YAML.parse("v: " + text, options: .kustomize)["v"] == expected)
  }

  @Test(
    "turns keys of other types into text",
    arguments: [
      ("1", "1"), ("0x1F", "31"), ("yes", "true"), ("n", "false"), ("1.5", "1.5"), ("1e3", "1000"), ("1e9", "1e+09"),
      ("0.1", "0.1"), ("16777217.0", "1.6777216e+07"), ("2024-01-01", "2024-01-01"), ("'1'", "1"), ("!!str 1", "1"),
    ])
  func keys(text: String, expected: String) throws {
    #expect(try YAML.parse("\(text): x").object?.keys == [expected])
  }

  @Test("kustomize refuses keys of other types", arguments: ["1", "true", "1.5", "2024-01-01"])
  func kustomizeKeys(text: String) {
    #expect(throws: SyntaxError.self) { try YAML.parse("\(text): x", options: .kustomize) }
  }

  @Test("gives each document its place, and leaves out empty ones")
  func documents() throws {
    let text = "# only a comment\n---\n---\na: 1\n---\n# nothing\n--- # note\n- b\n...\n"
    let documents = try YAML.documents(Array(text.utf8))
    #expect(documents.map(\.value) == [["a": 1], ["b"]])
    #expect(documents.map(\.index) == [1, 3])
    #expect(documents.map(\.start) == [SourcePosition(line: 4, column: 1), SourcePosition(line: 8, column: 1)])
  }

  @Test("reads a byte order mark, CRLF and UTF-16")
  func encodings() throws {
    #expect(try YAML.parse("\u{FEFF}a: é\r\nb:\r\n- c\r\n") == ["a": "é", "b": ["c"]])
    let text = "a: \u{1F600}\n"
    let little: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let big: [UInt8] = [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    #expect(try YAML.parse(little) == ["a": "\u{1F600}"])
    #expect(try YAML.parse(big) == ["a": "\u{1F600}"])
  }

  @Test(
    "merges mappings: own keys win, then the first of a list",
    arguments: [
      ("{<<: {a: 1, b: 2}, a: 3}", ["a": 3, "b": 2]), ("{a: 3, <<: {a: 1, b: 2}}", ["a": 3, "b": 2]),
      ("{<<: [{a: 1}, {a: 2, b: 3}]}", ["a": 1, "b": 3]), ("{\"<<\": {a: 1}}", ["<<": ["a": 1]]),
    ] as [(String, Value)])
  func merge(text: String, expected: Value) throws { #expect(try YAML.parse(text) == expected) }

  @Test("lets the last entry win where the caller says so, merged ones included")
  func lastWins() throws {
    let options = YAML.ReadOptions(duplicateKeys: .lastWins)
    #expect(try YAML.parse("{a: 1, b: 2, a: 3}", options: options) == ["a": 3, "b": 2])
    #expect(try YAML.parse("{a: 1, <<: {a: 2}}", options: options) == ["a": 2])
    #expect(try YAML.parse("{<<: {a: 2}, a: 1}", options: options) == ["a": 1])
  }

  @Test("repeats anchored nodes")
  func aliases() throws {
    #expect(
      try YAML.parse("a: &x {b: [1]}\nc: *x\nd: &y k\n*y : e\n") == [
        "a": ["b": [1]], "c": ["b": [1]], "d": "k", "k": "e",
      ])
    #expect(try YAML.parse("- &x 1\n- &x 2\n- *x\n") == [1, 2, 2])
    #expect(throws: SyntaxError.self) { try YAML.documents(Array("a: &x 1\n---\nb: *x\n".utf8)) }
  }

  @Test(
    "keys that are written differently and mean the same stand twice",
    arguments: [("0: 1\n0_: 2", "0"), ("yes: 1\ntrue: 2", "true"), ("0x10: 1\n16: 2", "16"), ("1.0: 1\n'1': 2", "1")])
  func sameKeys(text: String, key: String) throws {
    let value = try YAML.parse(text, options: YAML.ReadOptions(duplicateKeys: .lastWins))
    #expect(value.object?.keys == [key])
    #expect(value[key] == 2)
    #expect(throws: SyntaxError.self) { try YAML.parse(text) }
  }
}
