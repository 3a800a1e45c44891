import Structure
import Testing

@Suite("Writing YAML")
struct YAMLWriteTests {
  @Test(
    "quotes a text as sigs.k8s.io/yaml does",
    arguments: [
      ("", "\"\""), ("a", "a"), ("a b", "a b"), ("yes", "\"yes\""), ("y", "\"y\""), ("yesterday", "yesterday"),
      ("null", "\"null\""), ("~", "\"~\""), ("1", "\"1\""), ("1.5", "\"1.5\""), ("0x1F", "\"0x1F\""), ("08", "\"08\""),
      ("0o8", "0o8"), ("1e999", "1e999"), (".inf", "\".inf\""), ("1:30", "\"1:30\""), ("1:99", "1:99"),
      ("2024-01-01", "\"2024-01-01\""), ("2024-13-01", "2024-13-01"), ("-", "'-'"), ("- a", "'- a'"), ("-a", "-a"),
      ("---", "'---'"), ("...x", "'...x'"), ("a: b", "'a: b'"), ("a:b", "a:b"), ("a:", "'a:'"), ("a #b", "'a #b'"),
      ("a#b", "a#b"), ("#a", "'#a'"), ("&a", "'&a'"), ("*", "'*'"), ("!a", "'!a'"), ("|", "'|'"), (">", "'>'"),
      ("%a", "'%a'"), ("@a", "'@a'"), ("`a", "'`a'"), ("{a", "'{a'"), ("a}", "a}"), ("[a", "'[a'"), (",a", "',a'"),
      ("?", "'?'"), ("?a", "?a"), (":a", ":a"), ("it's", "it's"), ("'a", "'''a'"), ("\"a\"", "'\"a\"'"), (" a", "' a'"),
      ("a ", "'a '"), ("a\tb", "\"a\\tb\""), ("a\u{7F}", "\"a\\x7F\""), ("é", "é"), ("\u{A0}", "\u{A0}"),
      ("\u{1F600}", "\"\\U0001F600\""), ("a\u{85}b", "\"a\\Nb\""), ("\\", "\\"), ("a\\b\t", "\"a\\\\b\\t\""),
      ("=", "="),
      ("<<", "<<"), ("a\n", "|\n  a"), ("a\nb", "|-\n  a\n  b"), ("a\n\n", "|+\n  a\n"), ("\n", "|2+\n"),
      (" a\nb", "|2-\n   a\n  b"), ("a \nb", "\"a \\nb\""), ("a\n b", "|-\n  a\n   b"), ("a\r\nb", "\"a\\r\\nb\""),
      ("a\nb ", "\"a\\nb \""), ("\na", "|2-\n\n  a"),
    ])
  func quoting(text: String, expected: String) throws {
    let written = YAML.text(["v": .string(text)])
    #expect(written == "v: " + expected + "\n")
    #expect(try YAML.parse(written) == ["v": .string(text)])
  }

  @Test(
    "writes numbers as Go does",
    arguments: [
      (.int(-5), "-5"), (.uint(.max), "18446744073709551615"), (.double(1), "1"), (.double(-0.0), "0"), (1.5, "1.5"),
      (1e6, "1000000"), (1e20, "1e+20"), (1e21, "1e+21"), (1_234_567.5, "1.2345675e+06"), (123456.5, "123456.5"),
      (0.0001, "0.0001"), (0.00001, "1e-05"), (.double(.leastNonzeroMagnitude), "5e-324"),
      (1.7976931348623157e308, "1.7976931348623157e+308"),
      (.double(154140579792743392), "154140579792743400"), (.double(9223372036854775808), "9223372036854776000"),
      (0.1, "0.1"),
    ] as [(Value, String)])
  func numbers(value: Value, expected: String) {
    #expect(YAML.text(["v": value]) == "v: \(expected)\n")
  }

  @Test("breaks long lines behind column 80, as the original")
  func folding() {
    let words = String(repeating: "lorem ", count: 16) + "ipsum"
    #expect(
      YAML.text(["v": .string(words)])
        == "v: " + String(repeating: "lorem ", count: 13) + "lorem\n  lorem lorem ipsum\n")
    #expect(
      YAML.text(["v": .string("#" + words)])
        == "v: '#" + String(repeating: "lorem ", count: 12) + "lorem\n  lorem lorem lorem ipsum'\n")
    #expect(
      YAML.text(["v": .string("\u{1}" + words)])
        == "v: \"\\x01" + String(repeating: "lorem ", count: 12) + "lorem\n  lorem lorem lorem ipsum\"\n")
    let unbroken = String(repeating: "x", count: 200)
    #expect(YAML.text([.string(unbroken)]) == "- \(unbroken)\n")
    // Two spaces in a row are no place to break.
    let spaced = String(repeating: "x", count: 85) + "  y z"
    #expect(YAML.text([.string(spaced)]) == "- " + String(repeating: "x", count: 85) + "  y\n  z\n")
  }

  @Test("indents lists at their parent and nests them behind the dash")
  func layout() {
    let value: Value = ["l": [["a": 1, "b": ["x"]], [["q"], []], [:], "z"], "m": ["p": ["o": [:]]]]
    #expect(
      YAML.text(value) == """
        l:
        - a: 1
          b:
          - x
        - - - q
          - []
        - {}
        - z
        m:
          p:
            o: {}

        """)
    #expect(YAML.text([["a"], "b"]) == "- - a\n- b\n")
    #expect(YAML.text("a\nb\n") == "|\n  a\n  b\n")
    #expect(YAML.text(.null) == "null\n")
    #expect(YAML.text([]) == "[]\n")
  }

  @Test("writes a long or many-lined key behind a question mark")
  func complexKeys() throws {
    let long = String(repeating: "k", count: 129)
    var value: Value = ["two\nlines": ["x"], "other": "y"]
    value[long] = ["a": 1]
    let text = YAML.text(value)
    #expect(text == "? \(long)\n: a: 1\nother: \"y\"\n? |-\n  two\n  lines\n: - x\n")
    #expect(try YAML.parse(text) == value)
  }

  @Test("sorts keys in the natural order of yaml.v2")
  func naturalOrder() {
    let sorted = ["", "-a", ".a", "/", "1", "2", "10", "A", "B", "a", "a-", "a1", "a2", "a10", "aA", "aa", "b", "é"]
    var mapping = Mapping()
    for key in sorted.reversed() { mapping[key] = 1 }
    let written = YAML.text(.object(mapping))
    let keys = written.split(separator: "\n").map { line in String(line.dropLast(3).filter { $0 != "\"" }) }
    #expect(keys == sorted)
  }

  @Test("gives the same order whatever the order before, also where the original wavers")
  func stableOrder() {
    var random = RandomDocument(seed: 7)
    let keys = (0..<40).map { _ in (0..<3).map { _ in random.element(["0", "1", "9", "a", "-", "é"]) }.joined() }
    let outputs = Set(
      (0..<10).map { _ in
        var mapping = Mapping()
        for key in keys.shuffled(using: &random) { mapping[key] = 1 }
        return YAML.text(.object(mapping))
      })
    #expect(outputs.count == 1)
  }

  @Test("reads back what it writes", arguments: 0..<40)
  func roundTrip(seed: Int) throws {
    var random = RandomDocument(seed: UInt64(seed) &* 977)
    for _ in 0..<50 {
      let value = random.value()
      let text = YAML.write(value)
      #expect(try YAML.parse(text) == value, "\(String(decoding: text, as: UTF8.self).debugDescription)")
      #expect(try JSON.parse(JSON.bytes(value, escapeHTML: true)) == value)
    }
  }
}
